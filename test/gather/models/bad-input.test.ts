import { describe, expect, test } from 'vitest';
import { models } from '../../../src/gather/models/models.ts';
import { type Content, snapshotOf } from '../../harness/snapshot.ts';
import { policyOf } from '../policy.ts';
import { graphOf, int, join, message, model, opset, text } from './onnx-writer.ts';
import { weightTools } from './tools.ts';

const policy = policyOf({ datasets: { plants: {} }, models: { net: { file: 'm/net.onnx' } } });

async function gathered(bytes: Content) {
  const { entries, faults } = await models.gather(snapshotOf({ 'm/net.onnx': bytes }), policy, weightTools(), {
    facts: {},
    unread: [],
  });
  return { model: entries.net, said: faults[0]?.fault.message };
}

const whole = model({ nodes: [{ op: 'Relu', inputs: ['x'], outputs: ['y'] }], inputs: { x: [1, 3, 8, 8] } });
/** A field with a length that the file does not have: 2 GB less a byte. */
const claim = (field: number) => join(Uint8Array.of(field * 8 + 2, 0xff, 0xff, 0xff, 0xff, 0x07));

describe('one sentence is said of', () => {
  test.each([
    [
      'a cut file',
      whole.subarray(0, whole.length - 20),
      /^Expected .* at byte \d+ of m\/net\.onnx\. The file is damaged/,
    ],
    ['a wrong wire type', join(Uint8Array.of(7 * 8, 5)), /Expected a length for field 7 but received wire type 0/],
    ['a graph that claims 2 GB', claim(7), /Expected a length of at most 0 bytes but received 2147483647/],
    [
      'a node that needs itself',
      model({ nodes: [{ op: 'Relu', inputs: ['a'], outputs: ['a'] }] }),
      /without cycles in m\/net\.onnx but node `a` \(Relu\) needs what it computes/,
    ],
    [
      'nodes that need each other',
      model({
        nodes: [
          { op: 'Conv', inputs: ['x', 'b'], outputs: ['a'] },
          { op: 'Relu', inputs: ['a'], outputs: ['b'] },
          { op: 'Relu', inputs: ['b'], outputs: ['y'] },
        ],
      }),
      /node `a` \(Conv\) needs what it computes itself\. Export the model again\./,
    ],
    [
      'a negative dimension',
      model({ initializers: [{ name: 'w', shape: [3, -2] }] }),
      /Expected dimensions of 0 or more but received -2/,
    ],
    [
      'a tensor that no memory holds',
      model({ initializers: [{ name: 'w', shape: [2 ** 40, 2 ** 40] }] }),
      /Expected a tensor that fits in memory/,
    ],
    [
      'bytes that do not fit the shape',
      model({ initializers: [{ name: 'w', shape: [2], raw: new Uint8Array(4) }] }),
      /Expected 8 bytes but received 4 for tensor `w` of shape \[2\]/,
    ],
    [
      'a name of a megabyte',
      model({ initializers: [{ name: 'n'.repeat(2 ** 20), shape: [1] }] }),
      /Expected a text of at most 65536 bytes but received 1048576/,
    ],
    [
      'a text that is no length',
      join(message(7, graphOf({})), Uint8Array.of(2 * 8, 1)),
      /Expected a length for field 2/,
    ],
  ])('%s', async (_, bytes, sentence) => {
    const { model: found, said } = await gathered(bytes);
    expect(found).toBe(undefined);
    expect(said).toMatch(sentence);
  });
});

describe('a model is read that has', () => {
  test('an initializer whose name forges a workflow command: renderers make it harmless', async () => {
    const name = 'w\n::error file=a::b';
    const { model: found } = await gathered(
      model({ initializers: [{ name, shape: [1, 2], raw: new Uint8Array(Float32Array.of(Number.NaN, 1).buffer) }] }),
    );
    expect(found.weights!.notFinite).toEqual([{ tensor: name, values: 1 }]);
  });

  test('tensors without values', async () => {
    const empty = { name: 'roi', shape: [0, 4], raw: new Uint8Array(0) };
    const { model: found } = await gathered(model({ initializers: [empty, { name: 'none', shape: [0] }] }));
    expect(found).toMatchObject({ parameters: 0, weights: { values: 0, filters: 0 } });
  });

  test('a domain that nobody knows', async () => {
    const nodes = [{ op: 'Warp', domain: 'acme.ops', inputs: ['x'], outputs: ['y'], attributes: { k: int(3) } }];
    const { model: found } = await gathered(
      model({ nodes, inputs: { x: [1, 3, 8, 8] } }, [opset('acme.ops', 1), text(4, 'd')]),
    );
    expect(found).toMatchObject({ operators: { 'acme.ops:Warp': 1 }, opsets: { 'acme.ops': 1 }, macs: null });
  });
});
