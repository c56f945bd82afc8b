import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readOnnx } from '../../../src/gather/models/onnx.ts';
import { openModel } from '../../../src/gather/models/open-model.ts';
import { fileSource, memorySource } from '../../../src/gather/models/source.ts';
import { Fault } from '../../../src/model/fault.ts';
import { snapshotOf } from '../../harness/snapshot.ts';
import { model } from './onnx-writer.ts';

const folder = mkdtempSync(join(tmpdir(), 'vision-gate-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const large = model({
  nodes: [{ op: 'Gemm', inputs: ['x', 'w'], outputs: ['y'] }],
  initializers: [
    { name: 'w', shape: [1000, 1000], raw: new Uint8Array(4_000_000) },
    { name: 'size', type: 7, shape: [2], raw: new Uint8Array(BigInt64Array.of(3n, 5n).buffer) },
  ],
  inputs: { x: [1, 1000] },
});

describe('a file', () => {
  test.each(['networks/densenet121.onnx', 'networks/shufflenet.onnx'])('%s reads as it does in memory', (name) => {
    const file = join(import.meta.dirname, name);
    const source = fileSource(file, name);
    expect(readOnnx(source)).toEqual(readOnnx(memorySource(readFileSync(file), name)));
    source.close();
  });

  test('is not read where its weights are', () => {
    const file = join(folder, 'large.onnx');
    writeFileSync(file, large);
    const before = process.memoryUsage().arrayBuffers;
    const source = fileSource(file, 'm/large.onnx');
    const { initializers } = readOnnx(source).graph;
    source.close();
    expect(initializers.map(({ elements, values }) => [elements, values])).toEqual([
      [1_000_000, null],
      [2, [3, 5]],
    ]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000);
  });

  test('that shrinks while it is read, or is gone, is a fault', () => {
    const file = join(folder, 'shrinking.onnx');
    writeFileSync(file, large);
    const source = fileSource(file, 'm/large.onnx');
    truncateSync(file, 100_000);
    expect(() => readOnnx(source)).toThrow(Fault);
    source.close();
    expect(() => fileSource(join(folder, 'none.onnx'), 'm/none.onnx')).toThrow(
      /^The content of m\/none.onnx cannot be/,
    );
  });
});

test('a large file of git is read from the run’s own folder, and written there once', async () => {
  const bytes = large;
  const snapshot = snapshotOf({ 'm/large.onnx': bytes });
  snapshot.files.get('m/large.onnx')!.bytes = Number.NaN;
  let streamed = 0;
  const watched = {
    ...snapshot,
    stream: (path: string) => {
      streamed += 1;
      return snapshot.stream(path);
    },
  };
  for (let round = 0; round < 2; round++) {
    const source = await openModel(watched, 'm/large.onnx', folder);
    expect(source.size).toBe(bytes.length);
    expect(readOnnx(source).graph.nodes).toHaveLength(1);
    source.close();
  }
  expect(streamed).toBe(1);
});

test('a large file that a store keeps is read there', async () => {
  const file = join(folder, 'kept');
  writeFileSync(file, large);
  const snapshot = snapshotOf({ 'm/large.onnx': 'x' });
  snapshot.files.get('m/large.onnx')!.bytes = 2 ** 26;
  const source = await openModel({ ...snapshot, locate: async () => file }, 'm/large.onnx', folder);
  expect(readOnnx(source).graph.nodes).toHaveLength(1);
  source.close();
});
