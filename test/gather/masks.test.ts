import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openCache } from '../../src/cache/store.ts';
import { masks } from '../../src/gather/masks.ts';
import { samples } from '../../src/gather/samples.ts';
import type { Masks } from '../../src/model/facts.ts';
import { Fault } from '../../src/model/fault.ts';
import type { DatasetPolicy } from '../../src/model/policy.ts';
import { type Content, snapshotOf } from '../harness/snapshot.ts';
import { chunk, grey, pixels, png } from './png/write.ts';
import { policyOf } from './policy.ts';
import { textTools } from './tools.ts';

const dataset = { format: 'masks', images: 'img', masks: 'mask' } as const;

async function gather(
  files: Record<string, Content>,
  more: Partial<DatasetPolicy> = {},
  watch?: (paths: string[]) => void,
  cache = openCache({ directories: [] }),
) {
  const tools = { ...textTools(), cache };
  const policy = policyOf({ datasets: { data: { ...dataset, ...more } } });
  const whole = snapshotOf(files);
  const snapshot = {
    ...whole,
    readMany: (paths: Iterable<string>) => {
      const wanted = [...paths];
      watch?.(wanted);
      return whole.readMany(wanted);
    },
  };
  const listed = await samples.gather(snapshot, policy, tools, { facts: {}, unread: [] });
  expect(listed.faults).toEqual([]);
  return masks.gather(snapshot, policy, tools, { facts: { samples: listed.entries }, unread: [] });
}

/** Each row as `error` or `width×height value:pixels … ignored`. */
function told({ error, width, height, start, value, pixels, ignored }: Masks): string[] {
  return error.map((message, row) => {
    if (message !== null) return message;
    const values = Array.from(
      { length: start[row + 1] - start[row] },
      (_, i) => `${value[start[row] + i]}:${pixels[start[row] + i]}`,
    );
    return [`${width[row]}×${height[row]}`, ...values, ...(ignored[row] > 0 ? [`ignored:${ignored[row]}`] : [])].join(
      ' ',
    );
  });
}

const one = async (mask: Content, more: Partial<DatasetPolicy> = {}, files: Record<string, Content> = {}) => {
  const { entries } = await gather({ 'img/a.jpg': 'a', 'mask/a.png': mask, ...files }, more);
  return told(entries.data)[0];
};

const greyMask = png(grey(3, 2), pixels(0, 0, 0, 7, 0, 7, 255, 255));
const deep = png(grey(1, 2, 16), pixels(0, 1, 44, 0, 0, 2));
const indexed = png(
  [0, 0, 0, 2, 0, 0, 0, 2, 8, 3, 0, 0, 0],
  chunk('PLTE', Uint8Array.from([0, 0, 0, 128, 0, 0, 0, 128, 0])),
  pixels(0, 0, 1, 0, 2, 2),
);
const colour = (...bytes: number[]) =>
  png([0, 0, 0, 1, 0, 0, 0, 2, 8, 2, 0, 0, 0], pixels(0, ...bytes.slice(0, 3), 0, ...bytes.slice(3)));

describe('masks', () => {
  test('count the pixels of each value', async () => {
    expect(await one(greyMask)).toBe('3×2 0:2 7:2 255:2');
    expect(await one(deep)).toBe('1×2 2:1 300:1');
    expect(await one(indexed)).toBe('2×2 0:1 1:1 2:2');
  });

  test('leave out the value that is ignored', async () => {
    expect(await one(greyMask, { ignore: 255 })).toBe('3×2 0:2 7:2 ignored:2');
    expect(await one(png(grey(1, 1), pixels(0, 0)), { ignore: 0 })).toBe('1×1 ignored:1');
  });

  test('of colours are classes where these are declared, also by a palette', async () => {
    const colours = { colours: 'c.txt' };
    const files = { 'c.txt': 'background 0 0 0\nred 128 0 0\ngreen 0 128 0\n' };
    expect(await one(colour(128, 0, 0, 0, 0, 0), colours, files)).toBe('1×2 0:1 1:1');
    expect(await one(indexed, colours, files)).toBe('2×2 0:1 1:1 2:2');
    expect(await one(colour(0, 128, 0, 1, 2, 3), colours, files)).toBe(`1×2 ${-1 - 0x010203}:1 2:1`);
    expect(await one(deep, colours, files)).toContain('but received grey of 16 bits');
  });

  test('of colours without a list are an error, but where all are grey', async () => {
    expect(await one(colour(1, 2, 3, 0, 0, 0))).toContain(
      'Expected a palette or one channel, whose values are classes, but received colours.',
    );
    expect(await one(colour(7, 7, 7, 0, 0, 0))).toBe('1×2 0:1 7:1');
  });

  test('that are photographs are an error', async () => {
    const rows = Array.from({ length: 300 }, (_, y) => [
      0,
      ...Array.from({ length: 300 }, (_, x) => [x, y, (x >> 8) + 2 * (y >> 8)]).flat(),
    ]);
    const photograph = png(
      [0, 0, 1, 44, 0, 0, 1, 44, 8, 2, 0, 0, 0],
      chunk('IDAT', deflateSync(Uint8Array.from(rows.flat()))),
    );
    expect(await one(photograph)).toBe(
      'Expected the colours of classes but received more than 65536. Save a mask, not a photograph.',
    );
  });

  test('that cannot be read are an error of the row, and not of the dataset', async () => {
    const { entries, faults } = await gather({
      'img/a.jpg': 'a',
      'img/b.jpg': 'b',
      'img/c.jpg': 'c',
      'img/d.jpg': 'd',
      'mask/a.png': greyMask.subarray(0, 40),
      'mask/b.png': '',
      'mask/c.jpg': 'version https://git-lfs.github.com/spec/v1\n',
      'mask/d.png': greyMask,
    });
    expect(faults).toEqual([]);
    expect(told(entries.data)).toEqual([
      expect.stringContaining('Expected a whole PNG but received one that ends at byte 40'),
      expect.stringContaining('Expected a PNG but received an empty file'),
      expect.stringContaining('Expected a PNG but received a file of another kind'),
      '3×2 0:2 7:2 255:2',
    ]);
  });

  test('that an image lacks are an empty row', async () => {
    const { entries } = await gather({ 'img/a.jpg': 'a', 'img/b.jpg': 'b', 'mask/b.png': indexed });
    expect(told(entries.data)).toEqual(['0×0', '2×2 0:1 1:1 2:2']);
  });

  test('are read once for their content, and never again from the cache', async () => {
    const cache = openCache({ directories: [] });
    const read: string[][] = [];
    const files = { 'img/a.jpg': 'a', 'img/b.jpg': 'b', 'mask/a.png': indexed, 'mask/b.png': indexed };
    const first = await gather(files, {}, (paths) => read.push(paths), cache);
    const second = await gather(
      { ...files, 'mask/b.png': greyMask },
      { ignore: 7 },
      (paths) => read.push(paths),
      cache,
    );
    expect(read).toEqual([['mask/a.png'], ['mask/b.png']]);
    expect(told(first.entries.data)).toEqual(['2×2 0:1 1:1 2:2', '2×2 0:1 1:1 2:2']);
    expect(told(second.entries.data)).toEqual(['2×2 0:1 1:1 2:2', '3×2 0:2 255:2 ignored:2']);
  });

  test('that could not be had are unavailable', async () => {
    const tools = { ...textTools(), cache: openCache({ directories: [] }) };
    const policy = policyOf({ datasets: { data: dataset } });
    const snapshot = snapshotOf({ 'img/a.jpg': 'a', 'mask/a.png': indexed });
    const listed = await samples.gather(snapshot, policy, tools, { facts: {}, unread: [] });
    const fault = new Fault('unavailable', 'Expected the content but received none. Fetch it.');
    const lost = {
      ...snapshot,
      async *readMany(paths: Iterable<string>) {
        for (const path of paths) yield { path, fault };
      },
    };
    const result = await masks.gather(lost, policy, tools, { facts: { samples: listed.entries }, unread: [] });
    expect(result.faults).toEqual([{ name: 'data', fault }]);
    expect(told(result.entries.data)).toEqual(['Its bytes could not be had.']);
  });
});
