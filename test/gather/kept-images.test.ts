import { describe, expect, test } from 'vitest';
import { noCache } from '../../src/cache/store.ts';
import { images } from '../../src/gather/images.ts';
import type { Images } from '../../src/model/facts.ts';
import type { Cache, Tools } from '../../src/model/gatherer.ts';
import type { Policy } from '../../src/model/policy.ts';
import type { Side } from '../../src/model/snapshot.ts';
import { undecoded, type Vision } from '../../src/model/vision.ts';
import { samples } from '../harness/rule/index.ts';
import { snapshotOf } from '../harness/snapshot.ts';

const policy = {} as Policy;
const COUNT = 1_200;

/** A cache that tells what it was asked for, and of which kinds. */
function watched(cache: Cache = noCache()) {
  const asked: Record<string, number> = {};
  const written: string[] = [];
  return {
    asked,
    written,
    getMany(kind: string, keys: readonly string[]) {
      const found = cache.getMany(kind, keys);
      const name = kind.startsWith('whole ') ? 'whole' : 'single';
      asked[name] = (asked[name] ?? 0) + keys.length;
      return found;
    },
    putMany(kind: string, entries: Parameters<Cache['putMany']>[1]) {
      written.push(kind.startsWith('whole ') ? 'whole' : 'single');
      cache.putMany(kind, entries);
    },
    close() {},
  };
}

/** A decoder that takes a picture's width from its bytes, and finds every picture broken that says so. */
function fakeVision(decoded: string[]): Vision {
  return {
    versions: async () => ({ runtime: '', decoder: 'fake', providers: [] }),
    async *describe(encoded) {
      for await (const { key, bytes } of encoded) {
        const text = Buffer.from(bytes).toString();
        decoded.push(text);
        if (text.startsWith('broken')) yield undecoded(key, `${text} is broken`);
        else
          yield {
            ...undecoded(key, ''),
            error: null,
            format: 'jpeg',
            width: Number(text),
            phash: text.padStart(16, '0'),
          };
      }
    },
  } as Partial<Vision> as Vision;
}

/** Describes pictures by what they hold. */
async function gather(contents: readonly string[], cache: Cache, side: Side) {
  const decoded: string[] = [];
  const files = Object.fromEntries(contents.map((content, row) => [`${String(row).padStart(5, '0')}.jpg`, content]));
  const snapshot = snapshotOf(files, side);
  const rows = [...snapshot.files.values()].map(({ path, hash }): [string, string, string, string] => [
    path,
    hash,
    'train',
    'a',
  ]);
  const tools = { vision: fakeVision(decoded), cache, signal: new AbortController().signal, progress() {}, note() {} };
  const facts = { samples: samples('d', rows) };
  const result = await images.gather(snapshot, policy, tools as Partial<Tools> as Tools, { facts, unread: [] });
  expect(result.faults).toEqual([]);
  return { described: result.entries.d, decoded };
}

const numbers = (from: number) => Array.from({ length: COUNT }, (_, i) => String(from + i));
const widths = ({ width }: Images) => Array.from(width, String);

describe('the descriptions of a large dataset', () => {
  test('are read in one piece where base is what it was', async () => {
    const cache = watched();
    const first = await gather(numbers(0), cache, 'base');
    expect(first.decoded).toHaveLength(COUNT);
    cache.asked.single = 0;
    const second = await gather(numbers(0), cache, 'base');
    expect(second).toEqual({ described: first.described, decoded: [] });
    expect(cache.asked.single).toBe(0);
    expect(cache.written.filter((kind) => kind === 'whole')).toHaveLength(1);
  });

  test('are taken as far as they go where base has moved on, by content and not by place', async () => {
    const cache = watched();
    await gather(numbers(0), cache, 'base');
    cache.asked.single = 0;
    const moved = [...numbers(0).slice(100).reverse(), ...Array.from({ length: 100 }, (_, i) => String(5_000 + i))];
    const { described, decoded } = await gather(moved, cache, 'base');
    expect(widths(described)).toEqual(moved);
    expect(decoded).toEqual(moved.slice(-100));
    expect(cache.asked.single).toBe(100);
    expect(cache.written.filter((kind) => kind === 'whole')).toHaveLength(2);
    expect((await gather(moved, cache, 'base')).described).toEqual(described);
  });

  test('are not kept of head, whose changes may never be merged', async () => {
    const cache = watched();
    await gather(numbers(0), cache, 'head');
    expect(cache.written).not.toContain('whole');
  });

  test('keep what cannot be decoded, and copies of one content', async () => {
    const contents = [...numbers(0), 'broken', '7', 'broken'];
    const cache = watched();
    const first = await gather(contents, cache, 'base');
    expect(first.decoded).toHaveLength(COUNT + 1);
    const second = await gather(contents, cache, 'base');
    expect(second).toEqual({ described: first.described, decoded: [] });
    expect(second.described.error.slice(-3)).toEqual(['broken is broken', null, 'broken is broken']);
    expect(second.described.width[COUNT + 1]).toBe(7);
  });

  test.each([
    ['damaged', Buffer.from('no such thing')],
    ['empty', new Uint8Array()],
    ['cut off', null],
  ])('are read one by one where they are %s', async (_, bytes) => {
    const kept = noCache();
    const first = await gather(numbers(0), kept, 'base');
    const spoilt: Cache = {
      ...kept,
      getMany(kind, keys) {
        const found = kept.getMany(kind, keys);
        if (!kind.startsWith('whole ')) return found;
        return new Map([...found].map(([key, value]) => [key, bytes ?? value.slice(0, value.length / 2)]));
      },
    };
    expect(await gather(numbers(0), spoilt, 'base')).toEqual({ described: first.described, decoded: [] });
  });
});
