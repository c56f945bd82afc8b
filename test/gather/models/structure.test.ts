import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { countMacs, macsByNode } from '../../../src/gather/models/macs.ts';
import { readOnnx } from '../../../src/gather/models/onnx.ts';
import { initializersOf, quantisationOf } from '../../../src/gather/models/quantisation.ts';
import { receptiveFieldOf } from '../../../src/gather/models/receptive-field.ts';
import { memorySource } from '../../../src/gather/models/source.ts';
import { integer, ints, join, message, model, type NodeToWrite, text } from './onnx-writer.ts';

const read = (bytes: Uint8Array) => readOnnx(memorySource(Buffer.from(bytes), 'm.onnx'));
const network = (name: string) => read(readFileSync(new URL(`networks/${name}`, import.meta.url)));
const image = (size: number, name = 'x') => new Map([[name, [1, 3, size, size]]]);

describe('networks of torchvision', () => {
  const { networks } = JSON.parse(readFileSync(new URL('networks/torchvision.json', import.meta.url), 'utf8')) as {
    networks: Record<string, { gmacs: number; field: [number, number]; stride: number }>;
  };

  test.each(Object.entries(networks))('%s: multiply–accumulates are those published', (name, expected) => {
    const found = network(`${name}.onnx`);
    expect(countMacs(found, image(224), 1)! / 1e9).toBeCloseTo(expected.gmacs, 3);
  });

  test.each(Object.entries(networks))('%s: the receptive field is what its gradients show', (name, expected) => {
    expect(receptiveFieldOf(network(`${name}.onnx`), image(224))).toEqual({
      height: expected.field[0],
      width: expected.field[1],
      strideHeight: expected.stride,
      strideWidth: expected.stride,
      global: true,
    });
  });

  test('multiply–accumulates of the nodes sum up to the whole', () => {
    const { total, nodes } = macsByNode(network('resnet18.onnx'), image(224), 1);
    expect(nodes.reduce((sum, { macs }) => sum + macs, 0)).toBe(total);
    expect(nodes).toHaveLength(21);
  });
});

test('the receptive field of ResNet-50 is that of its windows; the pooling over all places is none', () => {
  const found = network('resnet50.onnx');
  const [{ name }] = found.graph.inputs;
  // 7 × 7 and 3 × 3 of stride 2; then 3, 4, 6 and 3 units of 3 × 3, the first of each later stage before its own stride.
  const pixels = 7 + 2 * 2 + 3 * 8 + (8 + 3 * 16) + (16 + 5 * 32) + (32 + 2 * 64);
  expect(receptiveFieldOf(found, image(224, name))).toEqual({
    height: pixels,
    width: pixels,
    strideHeight: 32,
    strideWidth: 32,
    global: true,
  });
});

describe('a receptive field', () => {
  const w = { name: 'w', shape: [3, 3, 3, 3] };
  const conv = (input: string, output: string, more: NodeToWrite['attributes'] = {}): NodeToWrite => ({
    op: 'Conv',
    inputs: [input, 'w'],
    outputs: [output],
    attributes: { kernel_shape: ints(3, 3), pads: ints(1, 1, 1, 1), ...more },
  });
  const fieldOf = (nodes: NodeToWrite[]) =>
    receptiveFieldOf(read(model({ nodes, initializers: [w], inputs: { x: [1, 3, 32, 32] } })), image(32));

  test('grows with dilation, and by the stride before it', () => {
    const nodes = [conv('x', 'a', { strides: ints(2, 2) }), conv('a', 'b', { dilations: ints(2, 1) })];
    expect(fieldOf(nodes)).toEqual({ height: 11, width: 7, strideHeight: 2, strideWidth: 2, global: false });
  });

  test('is the widest of branches; one that sees all does not widen the others', () => {
    const nodes = [
      conv('x', 'a'),
      conv('a', 'b'),
      { op: 'Add', inputs: ['x', 'b'], outputs: ['c'] },
      { op: 'GlobalAveragePool', inputs: ['c'], outputs: ['g'] },
      { op: 'Mul', inputs: ['c', 'g'], outputs: ['d'] },
      conv('d', 'e'),
    ];
    expect(fieldOf(nodes)).toMatchObject({ height: 7, width: 7, global: true });
  });

  test('is none where nothing slides', () => {
    expect(fieldOf([{ op: 'Relu', inputs: ['x'], outputs: ['y'] }])).toBe(null);
    expect(fieldOf([])).toBe(null);
  });
});

describe('quantisation', () => {
  const of = (ops: string[], type = 1) =>
    quantisationOf(
      read(
        model({
          nodes: ops.map((op) => ({ op, inputs: ['x'], outputs: ['y'] })),
          initializers: [
            { name: 'w', type, shape: [100] },
            { name: 'scale', shape: [1] },
            { name: 'axes', type: 7, shape: [1000] },
          ],
        }),
      ),
    );

  test.each([
    [['Conv'], 1, { scheme: 'none', weights: 'float' }],
    [['Conv'], 10, { scheme: 'none', weights: 'float16' }],
    [['QuantizeLinear', 'DequantizeLinear', 'Conv'], 3, { scheme: 'qdq', weights: 'int8' }],
    [['QuantizeLinear', 'QLinearConv', 'DequantizeLinear'], 2, { scheme: 'qoperator', weights: 'uint8' }],
    [['DynamicQuantizeLinear', 'MatMulInteger'], 3, { scheme: 'dynamic', weights: 'int8' }],
    [['DequantizeLinear', 'Conv'], 3, { scheme: 'weights', weights: 'int8' }],
  ])('by %s is told', (ops, type, expected) => {
    expect(of(ops, type)).toEqual(expected);
  });

  test('of the example is told', () => {
    const path = '../../../examples/stockroom/pull-requests/quantise-segmenter/models/segmenter.onnx';
    const found = read(readFileSync(new URL(path, import.meta.url)));
    expect(quantisationOf(found)).toMatchObject({ scheme: 'qdq' });
    expect(initializersOf(found).map(({ type }) => type)).toContain('uint8');
  });
});

describe('what stands beside the graph', () => {
  const entry = (key: string, value: string) => message(14, join(text(1, key), text(2, value)));

  test('is read, and long values are cut', () => {
    const { metadata } = read(model({}, [entry('stride', '32'), entry('names', 'x'.repeat(100_000))]));
    expect(metadata.stride).toBe('32');
    expect(metadata.names).toHaveLength(4096);
  });

  test('is read up to a hundred entries', () => {
    const many = Array.from({ length: 300 }, (_, i) => entry(`k${i}`, 'v'));
    expect(Object.keys(read(model({}, [...many, integer(1, 8)])).metadata)).toHaveLength(100);
  });
});
