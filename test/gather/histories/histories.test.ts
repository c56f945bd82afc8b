import { expect, test } from 'vitest';
import { histories } from '../../../src/gather/histories/histories.ts';
import { type Content, snapshotOf } from '../../harness/snapshot.ts';
import { policyOf } from '../policy.ts';
import { textTools } from '../tools.ts';

async function read(files: Record<string, Content>, history = 'runs/history.csv') {
  const tools = textTools();
  const policy = policyOf({ models: { net: { history } } });
  const { entries, faults } = await histories.gather(snapshotOf(files), policy, tools, { facts: {}, unread: [] });
  return { history: entries.net, fault: faults[0]?.fault, notes: tools.notes };
}

async function seriesOf(text: string, path = 'runs/history.csv') {
  const { history, fault } = await read({ [path]: text }, path);
  if (!history) throw fault;
  return history.series.map(({ name, split, kind, quantity, values, epoch, line }) => ({
    column: `${name}: ${split} ${kind} ${quantity}`,
    values: [...values],
    epoch: [...epoch],
    line: [...line],
  }));
}

test('Keras: names without a prefix are of training, `NA` is no value', async () => {
  const text =
    'epoch,accuracy,learning_rate,loss,val_accuracy,val_loss\n0,0.5,0.01,1.5,0.4,1.6\n1,0.6,0.01,nan,NA,NA\n';
  expect(await seriesOf(text)).toEqual([
    { column: 'accuracy: train score accuracy', values: [0.5, 0.6], epoch: [0, 1], line: [2, 3] },
    { column: 'loss: train loss loss', values: [1.5, Number.NaN], epoch: [0, 1], line: [2, 3] },
    { column: 'val_accuracy: validation score accuracy', values: [0.4], epoch: [0], line: [2] },
    { column: 'val_loss: validation loss loss', values: [1.6], epoch: [0], line: [2] },
  ]);
});

test('Keras with semicolons', async () => {
  expect(await seriesOf('epoch;loss\n0;2.5\n1;2\n')).toEqual([
    { column: 'loss: train loss loss', values: [2.5, 2], epoch: [0, 1], line: [2, 3] },
  ]);
});

test('Lightning: training and validation lie on rows of their own', async () => {
  const text =
    'epoch,step,train_loss_epoch,train_loss_step,val_acc,val_loss\n0,9,,2.5,,\n0,19,,2.25,,\n0,19,,,0.25,2.75\n0,19,2.375,,,\n1,29,,-inf,,\n';
  expect(await seriesOf(text, 'logs/version_0/metrics.csv')).toEqual([
    { column: 'train_loss_epoch: train loss loss', values: [2.375], epoch: [0], line: [5] },
    {
      column: 'train_loss_step: train loss loss',
      values: [2.5, 2.25, Number.NEGATIVE_INFINITY],
      epoch: [0, 0, 1],
      line: [2, 3, 6],
    },
    { column: 'val_acc: validation score acc', values: [0.25], epoch: [0], line: [4] },
    { column: 'val_loss: validation loss loss', values: [2.75], epoch: [0], line: [4] },
  ]);
});

test('Ultralytics: padded names and values, metrics are of validation', async () => {
  const text =
    '                  epoch,         train/box_loss,       metrics/mAP50-95(B),           val/box_loss,                 lr/pg0\n' +
    '                      1,                 1.2031,                   0.31017,                 1.1402,                0.00066\n' +
    '                      2,                 1.1001,                   0.35512,                 1.1093,                0.00132\n';
  expect(await seriesOf(text, 'runs/detect/train/results.csv')).toEqual([
    { column: 'train/box_loss: train loss box_loss', values: [1.2031, 1.1001], epoch: [1, 2], line: [2, 3] },
    {
      column: 'metrics/mAP50-95(B): validation score map50_95_b',
      values: [0.31017, 0.35512],
      epoch: [1, 2],
      line: [2, 3],
    },
    { column: 'val/box_loss: validation loss box_loss', values: [1.1402, 1.1093], epoch: [1, 2], line: [2, 3] },
  ]);
});

test.each(['dvclive', 'dvclive/plots', 'dvclive/plots/metrics'])('DVCLive, named as %s', async (folder) => {
  const { history } = await read(
    {
      'dvclive/metrics.json': '{}',
      'dvclive/plots/metrics/train/loss.tsv': 'step\tloss\n0\t2.5\n1\t2\n',
      'dvclive/plots/metrics/eval/loss.tsv': 'timestamp\tstep\tloss\n1700000000\t0\t2.75\n1700000001\t1\t2.5\n',
      'dvclive/plots/metrics/lr.tsv': 'step\tlr\n0\t0.1\n',
      'dvclive/plots/sklearn/loss.tsv': 'actual\tpredicted\n',
    },
    folder,
  );
  expect(history?.series.map(({ name, split, values }) => [name, split, ...values])).toEqual([
    ['eval/loss', 'validation', 2.75, 2.5],
    ['train/loss', 'train', 2.5, 2],
  ]);
});

test('JSON lines', async () => {
  expect(await seriesOf('{"epoch": 1, "loss": 0.5}\n{"epoch": 2, "loss": 0.25}\n', 'log.jsonl')).toEqual([
    { column: 'loss: train loss loss', values: [0.5, 0.25], epoch: [1, 2], line: [1, 2] },
  ]);
});

test('what is no number is named with its line, and the rest is read', async () => {
  const { history } = await read({ 'runs/history.csv': 'epoch,loss\n0,1.5\n1,low\n2,1\n3\n' });
  expect([...(history?.series[0].values ?? [])]).toEqual([1.5, 1]);
  expect(history?.problems).toEqual([
    {
      message: 'Expected 2 values in line 5 of runs/history.csv but received 1. The row is left out: mend it.',
      at: { path: 'runs/history.csv', line: 5 },
    },
    {
      message:
        'Expected a number for `loss` in line 3 of runs/history.csv but received `low`. The value is left out: mend it.',
      at: { path: 'runs/history.csv', line: 3 },
    },
  ]);
});

test('a history that the commit does not have is a note', async () => {
  expect((await read({})).notes).toEqual([
    expect.stringMatching(/^Model `net`: head \(.{7}\) has no runs\/history.csv.$/),
  ]);
});

test.each([
  [
    'a table of other things',
    'file_name,label\na.png,cat\n',
    /Expected a training history .* but received `file_name`, `label`\./,
  ],
  ['a table without a clock', 'loss,val_loss\n1,2\n', /Expected a training history with `epoch` or `step`/],
  ['a table of counters', 'epoch,lr\n1,0.1\n', /Expected a training history/],
  ['no bytes', '', /received an empty file/],
  ['TensorBoard’s events', '\x18\0\0\0\0\0\0\0....\tbrain.Event:2', /received a TensorBoard event file/],
])('%s is a fault', async (_, text, message) => {
  const { fault } = await read({ 'runs/history.csv': text });
  expect(fault?.kind).toBe('broken');
  expect(fault?.message).toMatch(message);
});

test('a folder that is not DVCLive’s is a fault', async () => {
  const { fault } = await read({ 'runs/model.pt': 'x' }, 'runs');
  expect(fault?.message).toMatch(/^Expected DVCLive's losses and scores/);
});
