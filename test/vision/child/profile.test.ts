import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readProfile } from '../../../src/vision/child/profile.ts';

const linesOf = (name: string) =>
  readFileSync(new URL(`../profiles/${name}.json`, import.meta.url), 'utf8').split('\n');

test('on the CPU every node is where it was asked to be', async () => {
  const read = await readProfile(linesOf('cpu-softmax'), 'cpu');
  expect(read).toEqual({ nodes: 2, milliseconds: expect.any(Number), strays: [], copies: 0 });
  expect(read.milliseconds).toBeGreaterThan(0);
});

test('an operator that WebGPU lacks, and the copies that it costs', async () => {
  const { nodes, strays, copies } = await readProfile(linesOf('webgpu-hardmax'), 'webgpu');
  expect([nodes, copies]).toEqual([4, 2]);
  // 1 × 3 × 16 × 16 floats, read and written.
  expect(strays).toEqual([{ operator: 'Hardmax', provider: 'cpu', bytes: 6144, milliseconds: expect.any(Number) }]);
});

test('fences and kernels of CUDA are no nodes', async () => {
  const { nodes, milliseconds, strays, copies } = await readProfile(linesOf('cuda-nms'), 'cuda');
  expect([nodes, copies]).toEqual([4, 2]);
  expect(strays).toEqual([
    { operator: 'NonMaxSuppression', provider: 'cpu', bytes: 2_829_600, milliseconds: 3.105 },
    { operator: 'Concat', provider: 'cpu', bytes: 40, milliseconds: 0.009 },
  ]);
  expect(milliseconds).toBeCloseTo(0.812 + 0.061 + 3.105 + 0.009 + 0.022 + 0.035, 9);
});

test('names with quotes and newlines hide no node', async () => {
  const { strays } = await readProfile(linesOf('webgpu-forged-names'), 'cuda');
  expect(strays.map(({ operator, provider }) => [operator, provider])).toEqual([
    ['LpNormalization', 'webgpu'],
    ['ReduceMean', 'webgpu'],
  ]);
});

test('a node of a loop is one node, with the time of all its runs', async () => {
  const event = (dur: number, bytes: number) =>
    `{"cat" : "Node","pid" :1,"tid" :1,"dur" :${dur},"ts" :4,"ph" : "X","name" :"Add_0_kernel_time","args" : {"op_name" : "Add","provider" : "CPUExecutionProvider","node_index" : "0","activation_size" : "${bytes}","output_size" : "8"}},`;
  const { nodes, strays } = await readProfile([event(1000, 8), event(3000, 24), event(2000, 16)], 'cuda');
  expect(nodes).toBe(1);
  expect(strays).toEqual([{ operator: 'Add', provider: 'cpu', bytes: 32, milliseconds: 6 }]);
});

test('a profile that breaks off is no profile', async () => {
  const [, , , whole] = linesOf('cpu-softmax');
  await expect(readProfile([whole.slice(0, -30)], 'cpu')).rejects.toThrow('one of its events cannot be read');
});
