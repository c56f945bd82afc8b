import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countMacs } from '../../../src/gather/models/macs.ts';
import { graphsOf, nodesOf, readOnnx } from '../../../src/gather/models/onnx.ts';
import { countParameters } from '../../../src/gather/models/parameters.ts';
import { memorySource } from '../../../src/gather/models/source.ts';
import { Fault } from '../../../src/model/fault.ts';
import {
  graphOf,
  int,
  integer,
  ints,
  join,
  localFunction,
  message,
  model,
  opset,
  string,
  subgraph,
  tensor,
  tensorOf,
  text,
} from './onnx-writer.ts';

const read = (bytes: Uint8Array) => readOnnx(memorySource(Buffer.from(bytes), 'm.onnx'));

function faultOf(bytes: Uint8Array): Fault {
  try {
    read(bytes);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error('Expected a fault but the model was read.');
}

const macsOf = (bytes: Uint8Array, shape = [1, 3, 8, 8], batch = 1) =>
  countMacs(read(bytes), new Map([['x', shape]]), batch);

describe('reading', () => {
  test('gives versions, producer, inputs and outputs; an initializer that is listed as an input is none', () => {
    const found = read(
      model({
        nodes: [{ op: 'Conv', inputs: ['x', 'w'], outputs: ['y'], attributes: { strides: ints(2, 2) } }],
        initializers: [{ name: 'w', shape: [4, 3, 3, 3] }],
        inputs: { x: ['batch', 3, null, 224], w: [4, 3, 3, 3] },
        outputs: { y: ['batch', 4, null, null] },
      }),
    );
    expect(found).toMatchObject({ irVersion: 8, opsets: { 'ai.onnx': 17 }, producer: 'writer 1.0' });
    expect(found.graph.inputs).toEqual([{ name: 'x', type: 'float', shape: ['batch', 3, null, 224] }]);
    expect(found.graph.outputs).toEqual([{ name: 'y', type: 'float', shape: ['batch', 4, null, null] }]);
    expect(found.graph.nodes[0].attributes.get('strides')!.ints).toEqual([2, 2]);
  });

  test('sees nodes of subgraphs and of functions', () => {
    const inner = subgraph({
      nodes: [{ op: 'Relu', inputs: ['x'], outputs: ['r'] }],
      initializers: [{ name: 'i', shape: [5] }],
    });
    const found = read(
      model({ nodes: [{ op: 'If', outputs: ['y'], attributes: { then_branch: inner } }] }, [
        localFunction('Block', ['a'], ['b'], [{ op: 'Sigmoid', inputs: ['a'], outputs: ['b'] }]),
        opset('local', 1),
      ]),
    );
    expect([...nodesOf(found)].map(({ op }) => op)).toEqual(['If', 'Relu', 'Sigmoid']);
    expect([...graphsOf(found)].map(({ initializers }) => initializers.length)).toEqual([0, 1]);
    expect(found.opsets).toEqual({ 'ai.onnx': 17, local: 1 });
  });

  test('passes over fields that it does not know', () => {
    const later = join(integer(99, 7), message(98, Buffer.from('later')));
    expect(read(join(later, model({ inputs: { x: [1] } }))).graph.inputs).toHaveLength(1);
  });

  test.skipIf(!existsSync('../shared/fixtures/models/yunet_n.onnx'))('reads models that PyTorch exported', () => {
    const yunet = read(readFileSync('../shared/fixtures/models/yunet_n.onnx'));
    expect(yunet.producer).toBe('pytorch 1.7');
    expect(countParameters(yunet)).toBeGreaterThan(70_000);
  });
});

describe('what is no model', () => {
  test.each([
    ['nothing', '', 'received an empty file. Export the model again.'],
    ['a Git LFS pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:00\n', 'received a Git LFS pointer'],
    ['a web page', '\n<!DOCTYPE html><html>', 'received a web page'],
    ['a PyTorch checkpoint', 'PK\u0003\u0004abc', 'such as a PyTorch checkpoint'],
    ['text', 'this is no model', 'Expected'],
  ])('%s is a fault that says what to do', (_, content, message) => {
    const fault = faultOf(Buffer.from(content, 'latin1'));
    expect(fault).toMatchObject({ kind: 'broken', at: { path: 'm.onnx' } });
    expect(fault.message).toContain(message);
  });

  const good = model({ initializers: [{ name: 'w', shape: [2], raw: new Uint8Array(8) }], inputs: { x: [1, 3] } });

  test.each<[string, Uint8Array, string]>([
    ['a length past the end', good.subarray(0, good.length - 20), 'a length of at most'],
    [
      'a varint without end',
      Uint8Array.from([0x08, ...Array(12).fill(0xff)]),
      'a varint of at most 10 bytes but it does not end at byte 1 of m.onnx',
    ],
    ['an end within a varint', Uint8Array.from([0x08, 0x80]), 'a varint'],
    ['a wire type of 3', Uint8Array.from([0x0b]), 'a wire type of 0, 1, 2 or 5 but received 3 at byte 0'],
    ['a field of number 0', Uint8Array.from([0x00, 0x00]), "a field's number but received 0"],
    ['a graph that is a number', integer(7, 3), 'a length for field 7 but received wire type 0'],
    ['no graph', integer(1, 8), 'a graph but the model has none'],
    ['two graphs', join(good, message(7, graphOf({}))), 'one graph but received a second'],
    [
      'a negative dimension',
      model({ initializers: [{ name: 'w', shape: [-4] }] }),
      'dimensions of 0 or more but received -4',
    ],
    [
      'a shape past all memory',
      model({ initializers: [{ shape: [2 ** 40, 2 ** 40] }] }),
      'a tensor that fits in memory',
    ],
    [
      'too few bytes of weights',
      model({ initializers: [{ name: 'w', shape: [3], raw: new Uint8Array(8) }] }),
      '12 bytes but received 8 for tensor `w` of shape [3]',
    ],
    [
      'external data without a place',
      model({ initializers: [{ name: 'w', shape: [3], external: {} }] }),
      'a location, an offset and a length',
    ],
    [
      'a negative offset',
      model({ initializers: [{ shape: [3], external: { location: 'w', offset: '-8' } }] }),
      'a location, an offset and a length',
    ],
  ])('%s is a fault with the byte', (_, bytes, message) => {
    expect(faultOf(bytes).message).toContain(message);
    expect(faultOf(bytes).message).toMatch(
      / at byte \d+ of m\.onnx\. The file is damaged or is not an ONNX model: export it again\.$/,
    );
  });

  test('subgraphs nested without end are a fault', () => {
    let graph: Parameters<typeof model>[0] = {};
    for (let depth = 0; depth < 40; depth++)
      graph = { nodes: [{ op: 'If', attributes: { then_branch: subgraph(graph) } }] };
    expect(faultOf(model(graph)).message).toContain('nested at most 16 deep');
  });

  const whole = readFileSync(new URL('networks/shufflenet.onnx', import.meta.url));

  /** Reads and counts; anything but a fault fails. */
  function survives(bytes: Uint8Array): void {
    try {
      const found = read(bytes);
      const sizes = new Map(
        found.graph.inputs.map(({ name, shape }) => [name, shape.map((size) => Number(size) || 1)]),
      );
      countMacs(found, sizes, 1);
      countParameters(found);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
    }
  }

  test('no bytes do worse than a fault', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), survives), { numRuns: 2_000 });
  });

  test('no truncation does worse than a fault', () => {
    fc.assert(
      fc.property(fc.nat(whole.length), (length) => survives(whole.subarray(0, length))),
      { numRuns: 200 },
    );
  });

  test('no change of a few bytes does worse than a fault', () => {
    const edits = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(edits, (changes) => {
        const bytes = Buffer.from(whole);
        for (const [at, byte] of changes) bytes[at] = byte;
        survives(bytes);
      }),
      { numRuns: 500 },
    );
  });

  test('no nodes with too few inputs or senseless settings do worse than null', () => {
    const operators =
      'Conv ConvTranspose MaxPool Gemm MatMul Einsum Reshape Flatten Transpose Squeeze Unsqueeze Concat Split Slice Gather Expand Tile Pad ' +
      'Resize DepthToSpace ReduceMean ReduceProd ArgMax TopK Add Where Constant ConstantOfShape Shape Range QLinearConv QLinearAdd Dropout';
    const name = fc.constantFrom('x', 'w', 's', 'a', 'b', '', 'none');
    const number = fc.integer({ min: -9, max: 9 });
    const node = fc.record({
      op: fc.constantFrom(...operators.split(' ')),
      inputs: fc.array(name, { maxLength: 5 }),
      outputs: fc.array(fc.constantFrom('a', 'b', ''), { maxLength: 3 }),
      attributes: fc.dictionary(
        fc.constantFrom(
          'axis',
          'axes',
          'perm',
          'pads',
          'strides',
          'kernel_shape',
          'blocksize',
          'split',
          'group',
          'k',
          'starts',
          'ends',
          'equation',
        ),
        fc.oneof(
          number.map(int),
          fc.array(number, { maxLength: 5 }).map((values) => ints(...values)),
          fc.constant(string('ij,jk->ik')),
        ),
      ),
    });
    fc.assert(
      fc.property(fc.array(node, { maxLength: 12 }), (nodes) => {
        const initializers = [
          { name: 'w', shape: [4, 3, 3, 3] },
          { name: 's', type: 7, shape: [3], ints: [2, -1, 0] },
        ];
        const macs = macsOf(model({ nodes, initializers, inputs: { x: [1, 3, 8, 8] } }));
        expect(macs === null || macs >= 0).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('counts', () => {
  const { counts } = JSON.parse(readFileSync(new URL('networks/counts.json', import.meta.url), 'utf8')) as {
    counts: Record<string, { macs: number; parameters: number; nodes: number }>;
  };

  test.each(Object.entries(counts))('of %s equal those from ONNX shape inference', (name, expected) => {
    const network = read(readFileSync(new URL(`networks/${name}.onnx`, import.meta.url)));
    const sizes = new Map(network.graph.inputs.map((input) => [input.name, input.shape as number[]]));
    expect({
      macs: countMacs(network, sizes, 1),
      parameters: countParameters(network),
      nodes: [...nodesOf(network)].length,
    }).toEqual(expected);
  });

  test('of ResNet-50 and VGG-19 are the published ones', () => {
    expect(counts.resnet50.parameters).toBe(25_557_032);
    expect(counts.vgg19.parameters).toBe(143_667_240);
    expect(counts.resnet50.macs / 1e9).toBeCloseTo(4.09, 2);
    expect(counts.vgg19.macs / 1e9).toBeCloseTo(19.63, 2);
  });

  test('of parameters leave out statistics, scales, sizes and scalars, and count shared values once', () => {
    const found = read(
      model({
        nodes: [
          { op: 'BatchNormalization', inputs: ['x', 'gamma', 'beta', 'mean', 'var'], outputs: ['n'] },
          { op: 'DequantizeLinear', inputs: ['q', 'scale', 'zero'], outputs: ['w'] },
          { op: 'DequantizeLinear', inputs: ['bias', 'scale', 'zero'], outputs: ['b'] },
          { op: 'Conv', inputs: ['n', 'w', 'b'], outputs: ['c'] },
          { op: 'MatMul', inputs: ['c', 'shared'], outputs: ['d'] },
          { op: 'MatMul', inputs: ['d', 'shared'], outputs: ['e'] },
          { op: 'Constant', outputs: ['k'], attributes: { value: tensor({ shape: [7] }) } },
          { op: 'Reshape', inputs: ['e', 'shape'], outputs: ['y'] },
        ],
        initializers: [
          { name: 'gamma', shape: [10] },
          { name: 'beta', shape: [10] },
          { name: 'mean', shape: [10] },
          { name: 'var', shape: [10] },
          { name: 'q', type: 3, shape: [100] },
          { name: 'bias', type: 6, shape: [5] },
          { name: 'scale', shape: [5] },
          { name: 'zero', type: 3, shape: [5] },
          { name: 'shared', type: 10, shape: [20, 20] },
          { name: 'shape', type: 7, shape: [2], ints: [1, -1] },
          { name: 'temperature' },
        ],
        sparse: [
          join(
            message(1, tensorOf({ name: 'sp', shape: [3] })),
            message(2, tensorOf({ type: 7, shape: [3] })),
            integer(3, 900),
          ),
        ],
      }),
    );
    expect(countParameters(found)).toBe(20 + 100 + 5 + 400 + 7 + 3);
  });

  test('of a head that is reshaped by computed sizes follow them, as PyTorch exports a free batch', () => {
    const bytes = model({
      nodes: [
        { op: 'Conv', inputs: ['x', 'w'], outputs: ['c'], attributes: { pads: ints(1, 1, 1, 1), strides: ints(2, 2) } },
        { op: 'Shape', inputs: ['c'], outputs: ['s'] },
        { op: 'Gather', inputs: ['s', 'zero'], outputs: ['n'] },
        { op: 'Unsqueeze', inputs: ['n', 'axes'], outputs: ['n1'] },
        { op: 'Concat', inputs: ['n1', 'rest'], outputs: ['to'], attributes: { axis: int(0) } },
        { op: 'Reshape', inputs: ['c', 'to'], outputs: ['flat'] },
        { op: 'Gemm', inputs: ['flat', 'g'], outputs: ['y'], attributes: { transB: int(1) } },
      ],
      initializers: [
        { name: 'w', shape: [4, 3, 3, 3] },
        { name: 'g', shape: [10, 64] },
        { name: 'zero', type: 7, ints: [0] },
        { name: 'axes', type: 7, shape: [1], ints: [0] },
        { name: 'rest', type: 7, shape: [1], ints: [-1] },
      ],
      inputs: { x: ['batch', 3, 8, 8] },
    });
    expect(macsOf(bytes)).toBe(4 * 16 * 27 + 640);
    expect(macsOf(bytes, [8, 3, 8, 8], 8)).toBe(4 * 16 * 27 + 640);
  });

  test('follow grouped, transposed and quantised convolutions, and functions of the model', () => {
    const weights = [
      { name: 'd', shape: [3, 1, 3, 3] },
      { name: 't', shape: [3, 5, 2, 2] },
    ];
    const conv = (op: string, inputs: string[], attributes = {}) =>
      macsOf(
        model({
          nodes: [{ op, inputs, outputs: ['y'], attributes }],
          initializers: weights,
          inputs: { x: [1, 3, 8, 8] },
        }),
      );
    expect(conv('Conv', ['x', 'd'], { group: int(3), auto_pad: string('SAME_UPPER') })).toBe(3 * 64 * 9);
    expect(conv('QLinearConv', ['x', '', '', 'd'], { group: int(3) })).toBe(3 * 36 * 9);
    expect(conv('ConvTranspose', ['x', 't'], { strides: ints(2, 2) })).toBe(3 * 64 * 5 * 4);

    const body = localFunction(
      'Block',
      ['a', 'k'],
      ['b'],
      [{ op: 'Conv', inputs: ['a', 'k'], outputs: ['b'], attributes: { group: int(3) } }],
    );
    const call = (inputs: string[], outputs: string[]) => ({ op: 'Block', domain: 'local', inputs, outputs });
    const twice = model(
      { nodes: [call(['x', 'd'], ['y']), call(['y', 'd'], ['z'])], initializers: weights, inputs: { x: [1, 3, 8, 8] } },
      [body],
    );
    expect(macsOf(twice)).toBe(3 * 36 * 9 + 3 * 16 * 9);
  });

  test.each([
    ['a recurrent layer', { op: 'LSTM', inputs: ['x'], outputs: ['y'] }],
    ['an operator of another domain', { op: 'Magic', domain: 'org.example', inputs: ['x'], outputs: ['y'] }],
    ['a product of an unknown shape', { op: 'MatMul', inputs: ['x', 'unknown'], outputs: ['y'] }],
    [
      'a loop around a product',
      { op: 'Loop', outputs: ['y'], attributes: { body: subgraph({ nodes: [{ op: 'MatMul' }] }) } },
    ],
  ])('with %s are null', (_, node) => {
    expect(macsOf(model({ nodes: [node], inputs: { x: [1, 3, 8, 8] } }))).toBeNull();
  });

  test('of functions that call each other without end are null, soon', () => {
    const calls = Array.from({ length: 40 }, (_, i) => ({
      op: 'F',
      domain: 'local',
      inputs: ['a'],
      outputs: [`o${i}`],
    }));
    const bytes = model({ nodes: [{ op: 'F', domain: 'local', inputs: ['x'], outputs: ['y'] }], inputs: { x: [1] } }, [
      localFunction('F', ['a'], ['o0'], calls),
      text(6, ''),
    ]);
    expect(macsOf(bytes, [1])).toBeNull();
  });
});
