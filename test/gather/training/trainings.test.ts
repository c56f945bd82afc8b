import { expect, test } from 'vitest';
import { histories } from '../../../src/gather/histories/histories.ts';
import { trainings } from '../../../src/gather/training/trainings.ts';
import type { ModelPolicy } from '../../../src/model/policy.ts';
import { type Content, snapshotOf } from '../../harness/snapshot.ts';
import { policyOf } from '../policy.ts';
import { textTools } from '../tools.ts';

async function read(files: Record<string, Content>, model: Partial<ModelPolicy> = {}, side: 'base' | 'head' = 'head') {
  const tools = textTools();
  const policy = policyOf({ models: { net: { history: 'runs/results.csv', ...model } } });
  const snapshot = snapshotOf(files, side);
  const { entries } = await histories.gather(snapshot, policy, tools, { facts: {}, unread: [] });
  const read = await trainings.gather(snapshot, policy, tools, { facts: { histories: entries }, unread: [] });
  return { run: read.entries.net, fault: read.faults[0]?.fault };
}

/** As Ultralytics 8.3 writes them: time is in seconds since the training began. */
const ultralytics = [
  'epoch,time,train/box_loss,metrics/mAP50(B),metrics/mAP50-95(B),val/box_loss,lr/pg0',
  '1,20.5,1.2,0.5,0.31,1.3,0.01',
  '2,40.25,1.1,0.6,0.42,1.2,0.01',
  '3,60.5,1,0.58,0.41,1.25,0.01',
].join('\n');

test('Ultralytics: epochs and patience of args.yaml, the best epoch by the declared score, a clock that runs on', async () => {
  const { run } = await read(
    { 'runs/results.csv': ultralytics, 'runs/args.yaml': 'task: detect\nmode: train\nepochs: 100\npatience: 2\n' },
    { training: { config: 'runs/args.yaml', gpus: 4 }, score: 'map' },
  );
  expect(run).toMatchObject({
    declared: { epochs: 100, at: { path: 'runs/args.yaml', line: 3 } },
    patience: 2,
    epochs: 3,
    monitor: { name: 'metrics/mAP50-95(B)' },
    epochSeconds: 20.25,
    broken: [],
    peakGpuMb: null,
  });
  expect(run.gpuHours).toBeCloseTo((60.5 * 4) / 3600, 12);
});

test('a training that was taken up again starts its clock anew', async () => {
  const text = `${ultralytics}\n4,19,0.9,0.6,0.45,1.1,0.01\n5,39,0.8,0.61,0.46,1.1,0.01\n`;
  const { run } = await read({ 'runs/results.csv': text });
  expect(run.epochs).toBe(5);
  expect(run.gpuHours).toBeCloseTo((60.5 + 39) / 3600, 12);
});

test('Lightning: max_epochs of hparams.yaml or of LightningCLI’s trainer, epochs from 0', async () => {
  const history = 'epoch,step,train_loss,val_loss,val_acc\n0,9,2,2.5,0.3\n1,19,1.5,nan,0.5\n';
  const both = [
    { 'logs/hparams.yaml': 'lr: 0.01\nmax_epochs: 30\n' },
    { 'logs/hparams.yaml': 'seed: 1\ntrainer:\n  max_epochs: 30\n  devices: 2\n' },
  ];
  for (const file of both) {
    const { run } = await read({ 'runs/results.csv': history, ...file }, { training: { config: 'logs/hparams.yaml' } });
    expect([run.declared?.epochs, run.epochs]).toEqual([30, 2]);
    expect(run.broken.map(({ name }) => name)).toEqual(['val_loss']);
    // A loss that is no number tells no best epoch; the only score does.
    expect(run.monitor?.name).toBe('val_acc');
  }
});

test('Hugging Face: the state of the trainer is JSON, `train_runtime` is of the whole run', async () => {
  const history = 'epoch,loss,eval_loss,train_runtime\n1,2,2.1,\n2,1.5,1.6,\n3,,,7200\n';
  const { run } = await read(
    { 'runs/results.csv': history, 'runs/trainer_state.json': '{"num_train_epochs": 3, "epoch": 3.0}' },
    { training: { config: 'runs/trainer_state.json' } },
  );
  expect(run).toMatchObject({ declared: { epochs: 3 }, epochs: 2, gpuHours: 2, epochSeconds: null });
});

test('columns of people’s own loops', async () => {
  const { run } = await read({
    'runs/results.csv':
      'epoch,loss,val_loss,epoch_time,gpu_mem,time,data_time\n0,2,2,31,3.5G,0.4,0.1\n1,1,1,29,3584M,0.4,0.1\n2,0.5,0.9,30,2,0.4,0.1\n',
  });
  expect(run).toMatchObject({ epochSeconds: 30, gpuHours: 90 / 3600, peakGpuMb: 3584 });
});

test.each([
  ['max_memory_allocated', '2147483648', 2048],
  ['gpu_memory_gb', '1.5', 1536],
  ['peak_gpu_memory (MB)', '900', 900],
  ['cuda/max_memory_reserved_mb', '700', 700],
])('%s is memory in its own unit', async (column, value, megabytes) => {
  const { run } = await read({ 'runs/results.csv': `epoch,loss,${column}\n0,2,${value}\n` });
  expect(run.peakGpuMb).toBe(megabytes);
});

test('what a learning rate, a step and a day are is no cost', async () => {
  const { run } = await read({ 'runs/results.csv': 'epoch,loss,lr,time,wall_time,iter_time\n0,2,0.1,99,1e9,2\n' });
  expect(run).toMatchObject({ epochSeconds: null, gpuHours: null, peakGpuMb: null });
});

test('the policy says more than the configuration', async () => {
  const { run } = await read(
    { 'runs/results.csv': ultralytics, 'runs/args.yaml': 'epochs: 100\npatience: 50\n' },
    { training: { config: 'runs/args.yaml', epochs: 3, patience: 1, monitor: 'val/box_loss' } },
  );
  expect(run).toMatchObject({ declared: { epochs: 3 }, patience: 1, monitor: { name: 'val/box_loss' } });
});

test.each([
  ['models/epoch=12-step=800.onnx', 12],
  ['models/net_epoch7.onnx', 7],
  ['epoch9/net.onnx', null],
  ['models/net.onnx', null],
])('%s names its epoch, or none', async (file, epoch) => {
  expect((await read({ 'runs/results.csv': ultralytics }, { file })).run.checkpoint).toBe(epoch);
});

test('a history of steps has no number of epochs', async () => {
  const { run } = await read({ 'runs/results.csv': 'step,loss\n100,2\n200,1\n' });
  expect(run.epochs).toBeNull();
});

test('a configuration that is missing, no map, tagged or without numbers is named', async () => {
  const config = 'runs/args.yaml';
  const of = (text: string) => read({ 'runs/results.csv': ultralytics, [config]: text }, { training: { config } });
  expect((await of('epochs: many\n')).fault).toMatchObject({
    message: 'Expected a number for `epochs` in runs/args.yaml but received "many". Correct it.',
    at: { path: config, line: 1 },
  });
  expect((await of('- 1\n')).fault?.message).toMatch('Expected keys and values in runs/args.yaml');
  expect((await of('epochs: !!python/int 3\n')).fault?.message).toMatch('Expected plain YAML');
  const missing = await read({ 'runs/results.csv': ultralytics }, { training: { config } });
  expect(missing.fault?.message).toBe(
    "Expected the training's configuration at runs/args.yaml but the commit has none. Commit it, or take `config` out of the policy first.",
  );
  const ofBase = await read({ 'runs/results.csv': ultralytics }, { training: { config } }, 'base');
  expect(ofBase.run.declared).toBeNull();
});
