import { describe, expect, test } from 'vitest';
import { modelDiffs } from '../../../src/gather/changes/model-diff.ts';
import { models } from '../../../src/gather/models/models.ts';
import type { GatheredSide } from '../../../src/model/gatherer.ts';
import { type Content, snapshotOf } from '../../harness/snapshot.ts';
import { type GraphToWrite, model as onnx } from '../models/onnx-writer.ts';
import { weightTools } from '../models/tools.ts';
import { policyOf } from '../policy.ts';

const floats = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer);
const policy = policyOf({ datasets: { plants: {} }, models: { net: { file: 'm/net.onnx' } } });

const network = (weights: number[], more: Partial<GraphToWrite> = {}, name = 'fc.weight') =>
  onnx({
    nodes: [{ op: 'Gemm', inputs: ['x', name], outputs: ['y'] }],
    initializers: [
      { name, shape: [2, 2], raw: floats(...weights) },
      { name: 'stem.weight', shape: [2], raw: floats(7, 8) },
      { name: 'axes', type: 7, shape: [1], raw: new Uint8Array(8) },
    ],
    inputs: { x: [1, 2] },
    outputs: { y: [1, 2] },
    ...more,
  });

async function diffOf(base: Record<string, Content>, head: Record<string, Content>) {
  const tools = weightTools();
  const side = async (files: Record<string, Content>, name: 'base' | 'head'): Promise<GatheredSide> => {
    const snapshot = snapshotOf(files, name);
    const { entries, faults } = await models.gather(snapshot, policy, tools, { facts: {}, unread: [] });
    expect(faults).toEqual([]);
    return { snapshot, policy, gathered: { facts: { models: entries }, unread: [] } };
  };
  const { entries } = await modelDiffs.gather(await side(base, 'base'), await side(head, 'head'), tools);
  return { diff: entries.net, notes: tools.notes, tools };
}

describe('a model that changed', () => {
  test('is told by its figures, interface, operators and the tensors that are not as before', async () => {
    const { diff } = await diffOf(
      { 'm/net.onnx': network([1, 2, 3, 4]) },
      {
        'm/net.onnx': network([1, 2, 3, 5], {
          nodes: [
            { op: 'Gemm', inputs: ['x', 'fc.weight'], outputs: ['z'] },
            { op: 'Softmax', inputs: ['z'], outputs: ['p'] },
          ],
          outputs: { p: ['batch', 2] },
        }),
      },
    );
    expect(diff).toMatchObject({
      base: { parameters: 6, nodes: 1, quantisation: { scheme: 'none', weights: 'float' } },
      head: { parameters: 6, nodes: 2 },
      interface: [
        { kind: 'output', name: 'y', was: 'float[1, 2]', now: null },
        { kind: 'output', name: 'p', was: null, now: 'float[batch, 2]' },
      ],
      operators: [{ operator: 'Softmax', base: 0, head: 1 }],
      tensors: { same: 1, changed: 1, lists: { changed: [{ name: 'fc.weight', type: 'float', shape: [2, 2] }] } },
    });
  });

  test('by a name alone has the same weights', async () => {
    const base = { 'm/net.onnx': network([1, 2, 3, 4]) };
    const { diff } = await diffOf(base, { 'm/net.onnx': network([1, 2, 3, 4], {}, 'head.weight') });
    expect(diff.tensors).toMatchObject({ same: 1, changed: 0, renamed: 1 });
  });

  test('whose weights moved beside it has the same weights', async () => {
    const external = { location: 'net.data', offset: '4', length: '16' };
    const beside = network([], {
      initializers: [
        { name: 'fc.weight', shape: [2, 2], external },
        { name: 'stem.weight', shape: [2], raw: floats(7, 8) },
      ],
    });
    const { diff } = await diffOf(
      { 'm/net.onnx': network([1, 2, 3, 4]) },
      { 'm/net.onnx': beside, 'm/net.data': floats(9, 1, 2, 3, 4) },
    );
    expect(diff.tensors).toMatchObject({ same: 2, changed: 0, added: 0, removed: 0 });
  });

  test('is not told where its content is the same, and is hashed once for each content', async () => {
    const files = { 'm/net.onnx': network([1, 2, 3, 4]) };
    expect((await diffOf(files, files)).diff).toBe(undefined);
    const { tools } = await diffOf(files, { 'm/net.onnx': network([1, 2, 3, 5]) });
    expect(tools.notes).toEqual([]);
  });
});
