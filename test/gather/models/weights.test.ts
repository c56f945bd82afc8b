import { describe, expect, test } from 'vitest';
import { readOnnx } from '../../../src/gather/models/onnx.ts';
import { isSpatial } from '../../../src/gather/models/spatial.ts';
import { weightsOf } from '../../../src/gather/models/weights.ts';
import { snapshotOf } from '../../harness/snapshot.ts';
import { type GraphToWrite, model } from './onnx-writer.ts';

const floats = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer);

async function weights(graph: GraphToWrite, files: Record<string, Uint8Array> = {}) {
  const bytes = model(graph);
  return weightsOf(snapshotOf({ 'm/net.onnx': bytes, ...files }), readOnnx(bytes, 'm/net.onnx'), bytes, 'm/net.onnx');
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

  test('beside the model are read too', async () => {
    const initializers = [{ name: 'w', shape: [2, 2], external: { location: 'net.data', offset: '4', length: '16' } }];
    const data = { 'm/net.data': floats(9, 0, 0, 1, 2) };
    expect(await weights({ initializers }, data)).toMatchObject({ values: 4, zeros: 2, deadFilters: 1 });
  });
});

describe('a network', () => {
  const w = { name: 'w', shape: [4, 4], raw: floats(...Array(16).fill(1)) };
  const of = (nodes: GraphToWrite['nodes']) => isSpatial(readOnnx(model({ nodes, initializers: [w] }), 'net.onnx'));

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
