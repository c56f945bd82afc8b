import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listParquet } from '../../../src/gather/containers/parquet/list.ts';
import { listTar } from '../../../src/gather/containers/tar/list.ts';
import { Fault } from '../../../src/model/fault.ts';
import { snapshotOf } from '../../harness/snapshot.ts';
import { fixture } from './fixtures.ts';

const tar = (bytes: Buffer) => listTar(snapshotOf({ 'a.tar': bytes }), 'a.tar', {});
const parquet = (bytes: Buffer) => listParquet(bytes, 'a.parquet', {});

const readers = [
  ...['classes', 'none-1', 'none-2', 'delta', 'plain', 'boxes-list', 'boxes-struct', 'zstd-2', 'snappy-1', 'lz4-1'].map(
    (name) => [`${name}.parquet`, parquet] as const,
  ),
  ...['shard-000000.tar', 'odd.tar'].map((name) => [name, tar] as const),
];

/** What is done to the bytes, in the order given. */
const damage = fc.record({
  end: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 3 }),
  // Most of what decides how a file is read lies at its ends, and in the bytes before each content.
  changes: fc.array(
    fc.record({
      at: fc.oneof(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.9, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 0.02, noNaN: true }),
      ),
      bits: fc.integer({ min: 1, max: 255 }),
      length: fc.integer({ min: 1, max: 8 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
});

function damaged(whole: Buffer, { end, changes }: typeof damage extends fc.Arbitrary<infer T> ? T : never): Buffer {
  const bytes = Buffer.from(whole);
  for (const { at, bits, length } of changes) {
    const start = Math.min(bytes.length - 1, Math.floor(at * bytes.length));
    for (let i = start; i < Math.min(bytes.length, start + length); i++) bytes[i] ^= bits;
  }
  return end === null ? bytes : bytes.subarray(0, Math.floor(end * bytes.length));
}

/** Calls `read`, and forgives nothing but a fault of the bytes. */
async function refused(read: () => Promise<unknown>): Promise<unknown> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    expect(error).toMatchObject({ kind: 'broken', message: expect.stringMatching(/^Expected .* but .*\. .*\.$/s) });
    return null;
  }
}

describe.each(readers)('%s with bits turned and ends cut', (name, read) => {
  const whole = fixture(name);

  test('is read, or refused with a sentence', async () => {
    await fc.assert(
      fc.asyncProperty(damage, async (how) => void (await refused(() => read(damaged(whole, how))))),
      { numRuns: 400, seed: 20260711 },
    );
  });
});

test.each(readers.filter(([name]) => name.endsWith('.parquet')))(
  '%s is refused wherever it is cut off',
  async (name, read) => {
    const whole = fixture(name);
    for (let end = whole.length - 1; end >= 0; end -= 97) {
      expect(await refused(() => read(whole.subarray(0, end)))).toBeNull();
    }
  },
);
