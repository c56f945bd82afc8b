import { describe, expect, test } from 'vitest';
import { models } from '../../../src/gather/models/models.ts';
import type { Model } from '../../../src/model/facts.ts';
import type { Fault } from '../../../src/model/fault.ts';
import type { ModelPolicy, Policy } from '../../../src/model/policy.ts';
import { type Content, snapshotOf } from '../../harness/snapshot.ts';
import { policyOf } from '../policy.ts';
import { integer, ints, model as onnx, subgraph, tensor } from './onnx-writer.ts';
import { weightTools } from './tools.ts';

const network = onnx({
  nodes: [
    { op: 'Conv', inputs: ['x', 'w'], outputs: ['c'], attributes: { strides: ints(2, 2) } },
    { op: 'GlobalAveragePool', inputs: ['c'], outputs: ['p'] },
    { op: 'Flatten', inputs: ['p'], outputs: ['y'] },
    { op: 'FusedConv', domain: 'com.microsoft', inputs: ['x', 'w'], outputs: ['unused'] },
  ],
  initializers: [{ name: 'w', shape: [2, 3, 3, 3] }],
  inputs: { x: ['n', 3, 'h', 'w'] },
  outputs: { y: ['n', 2] },
});

async function gather(
  files: Record<string, Content>,
  declared: Partial<ModelPolicy> = {},
  positions: Policy['positions'] = {},
) {
  const tools = weightTools();
  const policy = policyOf({
    datasets: { plants: { orientation: 'apply' } },
    models: { classifier: { file: 'm/c.onnx', ...declared } },
    positions,
  });
  const sofar = { facts: { samples: { plants: { classes: ['cat', 'dog'], classesAt: null } as never } }, unread: [] };
  const { entries, faults } = await models.gather(snapshotOf(files), policy, tools, sofar);
  return {
    model: entries.classifier as Model | undefined,
    fault: faults[0]?.fault as Fault | undefined,
    notes: tools.notes,
  };
}

describe('a model', () => {
  test('becomes its graph’s facts, with preprocessing, labels and what the policy says', async () => {
    const snapshot = snapshotOf({ 'm/c.onnx': network });
    const { model } = await gather(
      { 'm/c.onnx': network },
      { preprocessing: { size: 9 } },
      { '/models/classifier': { path: 'vision-gate.yml', line: 7 } },
    );
    const hash = snapshot.files.get('m/c.onnx')!.hash;
    expect(model).toEqual({
      model: 'classifier',
      path: 'm/c.onnx',
      hash,
      bytes: network.length,
      contentHash: hash,
      irVersion: 8,
      opsets: { 'ai.onnx': 17 },
      producer: 'writer 1.0',
      inputs: [{ name: 'x', type: 'float', shape: ['n', 3, 'h', 'w'] }],
      outputs: [{ name: 'y', type: 'float', shape: ['n', 2] }],
      parameters: 54,
      macs: 2 * 16 * 27 + 2 * 49 * 27,
      operators: { Conv: 1, Flatten: 1, GlobalAveragePool: 1, 'com.microsoft:FusedConv': 1 },
      spatial: true,
      structure: {
        nodes: 4,
        functions: [],
        costliest: [
          { node: 'unused', operator: 'FusedConv', macs: 2 * 49 * 27 },
          { node: 'c', operator: 'Conv', macs: 2 * 16 * 27 },
        ],
        initializers: [{ type: 'float', tensors: 1, values: 54, bytes: 216 }],
        quantisation: { scheme: 'none', weights: 'float' },
        receptiveField: { height: 3, width: 3, strideHeight: 2, strideWidth: 2, global: true },
        metadata: {},
      },
      weights: { values: 0, zeros: 0, filters: 0, deadFilters: 0, notFinite: [] },
      externalData: [],
      labels: ['cat', 'dog'],
      labelsAt: null,
      preprocessing: {
        orientation: 'apply',
        colour: 'rgb',
        resize: { mode: 'stretch', width: 9, height: 9 },
        resample: 'bilinear',
        crop: null,
        rescale: 1 / 255,
        normalise: null,
        layout: 'nchw',
      },
      preprocessingDeclared: true,
      preprocessingAt: { path: 'vision-gate.yml', line: 7 },
      task: 'classification',
      dataset: 'plants',
      score: 'macro_f1',
      tolerance: 0.01,
      at: { path: 'm/c.onnx' },
    });
  });

  test('has no count of operations where the size of an image is free', async () => {
    expect((await gather({ 'm/c.onnx': network })).model).toMatchObject({ macs: null, preprocessingDeclared: false });
  });

  test('takes its labels from a file', async () => {
    const { model } = await gather(
      { 'm/c.onnx': network, 'm/config.json': '{"id2label": {"0": "dog", "1": "cat"}}' },
      { labels: 'm/config.json' },
    );
    expect(model).toMatchObject({ labels: ['dog', 'cat'], labelsAt: { path: 'm/config.json', line: 1 } });
  });

  test('is left out, with a note, where the commit does not have it', async () => {
    expect(await gather({})).toMatchObject({
      model: undefined,
      fault: undefined,
      notes: [expect.stringContaining('has no m/c.onnx')],
    });
  });

  test('that is none is a fault of its own', async () => {
    const { fault } = await gather({ 'm/c.onnx': 'version https://git-lfs.github.com/spec/v1\n' });
    expect(fault).toMatchObject({ kind: 'broken', at: { path: 'm/c.onnx' } });
  });
});

describe('a preprocessing file', () => {
  const read = (text: string) => gather({ 'm/c.onnx': network, 'm/p.json': text }, { preprocessing: 'm/p.json' });

  test('is read, and is where the preprocessing is', async () => {
    const { model } = await read('\ufeff{"size": {"height": 5, "width": 7}, "hint": 1}');
    expect(model).toMatchObject({
      preprocessing: { resize: { mode: 'stretch', height: 5, width: 7 } },
      preprocessingAt: { path: 'm/p.json', line: 1 },
    });
  });

  test('is at fault at the line and column of a key', async () => {
    const { fault } = await read('{\n  "size": 8,\n  "resample": "cubic"\n}');
    expect(fault!.at).toEqual({ path: 'm/p.json', line: 3, column: 3 });
    expect(fault!.message).toContain('for `resample` in m/p.json but received `"cubic"`');
  });

  test.each([
    ['broken JSON', '{\n"size": [1,\n', 3],
    ['a list', '[1, 2]', 1],
    ['a key twice', '{"size": 1,\n"size": 2}', 2],
    ['aliases', 'a: &a [1]\nb: *a\n', 1],
  ])('with %s is a fault', async (_, text, line) => {
    expect((await read(text)).fault).toMatchObject({ kind: 'broken', at: { path: 'm/p.json', line } });
  });

  test('that is missing is a fault at the policy', async () => {
    const at = { path: 'vision-gate.yml', line: 9, column: 5 };
    const { fault } = await gather(
      { 'm/c.onnx': network },
      { preprocessing: 'm/p.json' },
      { '/models/classifier/preprocessing': at },
    );
    expect(fault).toMatchObject({ kind: 'broken', at });
    expect(fault!.message).toContain('Expected the preprocessing m/p.json of model `classifier`');
  });
});

describe('external data', () => {
  const outside = (location: string, more: Record<string, string> = {}) =>
    onnx({ initializers: [{ name: 'w', shape: [4], external: { location, ...more } }], inputs: { x: [1, 3, 8, 8] } });

  test('beside the model is part of its content', async () => {
    const files = {
      'm/c.onnx': outside('data/w.bin', { offset: '0', length: '16' }),
      'm/data/w.bin': 'sixteen bytes ...',
    };
    const { model } = await gather(files);
    const other = await gather({ ...files, 'm/data/w.bin': 'sixteen bytes !!!' });
    expect(model).toMatchObject({ externalData: ['data/w.bin'], parameters: 4, bytes: files['m/c.onnx'].length + 17 });
    expect(model!.contentHash).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(other.model!.hash).toBe(model!.hash);
    expect(other.model!.contentHash).not.toBe(model!.contentHash);
  });

  test.each([
    ['../secret.bin', 'a path that leaves the folder'],
    ['../../../etc/passwd', 'a path that leaves the repository'],
    ['/etc/passwd', 'an absolute path'],
    ['..\\secret.bin', 'a path with backslashes'],
  ])('at %s is a fault', async (location, reason) => {
    const { fault } = await gather({ 'm/c.onnx': outside(location), 'secret.bin': 'x'.repeat(99) });
    expect(fault).toMatchObject({ kind: 'broken', at: { path: 'm/c.onnx' } });
    expect(fault!.message).toContain(reason);
  });

  test('behind a link, missing, or too short is a fault', async () => {
    const link = await gather({ 'm/c.onnx': outside('w.bin'), 'm/w.bin': { symlink: '/etc/passwd' } });
    expect(link.fault!.message).toContain('it is a symbolic link');
    expect((await gather({ 'm/c.onnx': outside('w.bin') })).fault!.message).toContain('the commit has none');
    const short = await gather({
      'm/c.onnx': outside('w.bin', { offset: '4', length: '16' }),
      'm/w.bin': '0123456789',
    });
    expect(short.fault!.message).toContain(
      'Expected at least 20 bytes in m/w.bin for tensor `w` of m/c.onnx but received 10',
    );
  });

  test('in a constant of a subgraph is found too', async () => {
    const value = tensor({ shape: [4], external: { location: '/w.bin' } });
    const hidden = subgraph({ nodes: [{ op: 'Constant', outputs: ['k'], attributes: { value } }] });
    const { fault } = await gather({
      'm/c.onnx': onnx({ nodes: [{ op: 'If', attributes: { then_branch: hidden } }] }, [integer(1, 8)]),
    });
    expect(fault!.message).toContain('an absolute path');
  });
});
