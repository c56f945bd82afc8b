import { describe, expect, test } from 'vitest';
import { checkExternalData } from '../../../src/gather/models/external-data.ts';
import { readOnnx } from '../../../src/gather/models/onnx.ts';
import { memorySource } from '../../../src/gather/models/source.ts';
import { isSpatial } from '../../../src/gather/models/spatial.ts';
import { weightsOf } from '../../../src/gather/models/weights.ts';
import { snapshotOf } from '../../harness/snapshot.ts';
import { type GraphToWrite, model } from './onnx-writer.ts';
import { weightTools } from './tools.ts';

const floats = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer);

async function weights(graph: GraphToWrite, files: Record<string, Uint8Array> = {}) {
  const bytes = model(graph);
  const snapshot = snapshotOf({ 'm/net.onnx': bytes, ...files });
  const onnx = readOnnx(memorySource(bytes, 'm/net.onnx'));
  const { locations, contentHash } = checkExternalData(snapshot, onnx, snapshot.files.get('m/net.onnx')!);
  return weightsOf(snapshot, onnx, { path: 'm/net.onnx', contentHash, externalData: locations }, weightTools());
}

describe('weights', () => {
  test('are counted by filter, but for biases', async () => {
    const initializers = [
      { name: 'w', shape: [3, 2], raw: floats(1, 0, 0, 0, 1e-35, -1e-40) },
      { name: 'b', shape: [3], raw: floats(0, 0, 0) },
    ];
    expect(await weights({ initializers })).toEqual({ values: 6, zeros: 5, filters: 3, deadFilters: 2, notFinite: [] });
  });

  test('that are no numbers are named', async () => {
    const initializers = [{ name: 'w', shape: [1, 3], raw: floats(Number.NaN, Number.POSITIVE_INFINITY, 1) }];
    expect((await weights({ initializers })).notFinite).toEqual([{ tensor: 'w', values: 2 }]);
  });

  test('of half precision are read, and those of no numbers are left out', async () => {
    const half = new Uint8Array(Float16Array.of(0, 0, 1, Number.POSITIVE_INFINITY).buffer);
    const brain = new Uint8Array(Uint16Array.of(0, 0x8000, 0x3f80, 0x7fc0).buffer);
    const initializers = [
      { name: 'half', type: 10, shape: [2, 2], raw: half },
      { name: 'brain', type: 16, shape: [2, 2], raw: brain },
      { name: 'bytes', type: 3, shape: [2, 2], raw: new Uint8Array(4) },
    ];
    expect(await weights({ initializers })).toEqual({
      values: 8,
      zeros: 4,
      filters: 4,
      deadFilters: 2,
      notFinite: [
        { tensor: 'half', values: 1 },
        { tensor: 'brain', values: 1 },
      ],
    });
  });

  test('beside the model are read too', async () => {
    const initializers = [{ name: 'w', shape: [2, 2], external: { location: 'net.data', offset: '4', length: '16' } }];
    const data = { 'm/net.data': floats(9, 0, 0, 1, 2) };
    expect(await weights({ initializers }, data)).toMatchObject({ values: 4, zeros: 2, deadFilters: 1 });
  });
});

describe('a network', () => {
  const w = { name: 'w', shape: [4, 4], raw: floats(...Array(16).fill(1)) };
  const of = (nodes: GraphToWrite['nodes']) =>
    isSpatial(readOnnx(memorySource(model({ nodes, initializers: [w] }), 'net.onnx')));

  test('of dense layers is not spatial, however its weights come', () => {
    expect(
      of([
        { op: 'Flatten', inputs: ['x'], outputs: ['f'] },
        { op: 'Gemm', inputs: ['f', 'w'], outputs: ['y'] },
      ]),
    ).toBe(false);
    expect(
      of([
        { op: 'Transpose', inputs: ['w'], outputs: ['t'] },
        { op: 'MatMul', inputs: ['x', 't'], outputs: ['y'] },
        { op: 'Softmax', inputs: ['y'], outputs: ['z'] },
      ]),
    ).toBe(false);
  });

  test.each([
    ['convolution', [{ op: 'Conv', inputs: ['x', 'w'], outputs: ['y'] }]],
    ['pooling', [{ op: 'MaxPool', inputs: ['x'], outputs: ['y'] }]],
    [
      'attention of two inner tensors',
      [
        { op: 'MatMul', inputs: ['x', 'w'], outputs: ['q'] },
        { op: 'MatMul', inputs: ['q', 'q'], outputs: ['y'] },
      ],
    ],
  ])('with %s is', (_, nodes) => {
    expect(of(nodes)).toBe(true);
  });
});
