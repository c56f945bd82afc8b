import { describe, expect, test } from 'vitest';
import { openCache } from '../../../src/cache/store.ts';
import { samples } from '../../../src/gather/samples.ts';
import { placeOf } from '../../../src/model/facts/places.ts';
import type { Samples } from '../../../src/model/facts.ts';
import type { DatasetPolicy } from '../../../src/model/policy.ts';
import { type Content, snapshotOf } from '../../harness/snapshot.ts';
import { expected, fixture } from '../containers/fixtures.ts';
import { policyOf } from '../policy.ts';
import { textTools } from '../tools.ts';
import { gatherListing, list, marked, said } from './list.ts';

const rows = ({ path, split, label }: Samples) => path.map((file, i) => `${file} ${split[i]} ${label[i]}`);
const first = (found: Samples) => [...new Map(rows(found).map((row) => [row.split('#')[0], row])).values()];

describe('parquet', () => {
  const root = { format: 'parquet', root: 'data' } as const;

  test('a row is an image, named by its column and number, and placed at its file', async () => {
    const found = await list({ 'data/train-00000-of-00001.parquet': fixture('none-1.parquet') }, root);
    expect(rows(found)).toEqual([
      'data/train-00000-of-00001.parquet#photo/0 train cat',
      'data/train-00000-of-00001.parquet#photo/1 train dog',
      'data/train-00000-of-00001.parquet#photo/2 train null',
      'data/train-00000-of-00001.parquet#photo/3 train cat',
      'data/train-00000-of-00001.parquet#photo/4 train cat',
      'data/train-00000-of-00001.parquet#photo/5 train dog',
    ]);
    expect(found.hash).toEqual(expected['none-1.parquet'].rows.map(({ hash }) => hash));
    expect([...found.bytes]).toEqual(expected['none-1.parquet'].rows.map(({ bytes }) => bytes));
    expect(found.attributes).toEqual({ weight: ['1.5', null, '2.25', '-3', '0.1', '1e+300'] });
    expect(found.container).toEqual(new Array(6).fill('data/train-00000-of-00001.parquet'));
    expect(placeOf(found, 3)).toEqual({ path: 'data/train-00000-of-00001.parquet' });
    expect(found).toMatchObject({ classes: ['cat', 'dog'], classesAt: null, problems: [], annotations: null });
  });

  test('the class list is the one of Hugging Face’s metadata, in its order', async () => {
    const found = await list({ 'data/train.parquet': fixture('classes.parquet') }, root);
    expect(found.classes).toEqual(['zebra', 'ant', 'cat']);
    expect(found.classesAt).toEqual({ path: 'data/train.parquet' });
    expect(found.label.slice(0, 4)).toEqual(['zebra', 'ant', 'cat', null]);
  });

  test('objects are annotations in pixels', async () => {
    const found = await list({ 'data/train.parquet': fixture('boxes-list.parquet') }, root);
    expect(marked(found)).toEqual([
      'data/train.parquet#image/0 mask 0 1 3 4 data/train.parquet:0',
      'data/train.parquet#image/0 coverall 2.5 2 3 2 data/train.parquet:0',
      'data/train.parquet#image/2 mask 1 1 2 2 data/train.parquet:0',
    ]);
    expect(found.annotations).toMatchObject({ unit: 'pixels', id: ['1', '2', '3'] });
  });

  test.each([
    [
      ['data/train-00000-of-00002.parquet', 'data/test-00000-of-00001.parquet'],
      ['train', 'test'],
    ],
    [['data/fold1-00000-of-00001.parquet'], ['fold1']],
    [
      ['data/validation/a.parquet', 'data/train/b.parquet'],
      ['validation', 'train'],
    ],
    [
      ['data/a.parquet', 'data/b.parquet'],
      ['train', 'train'],
    ],
    [['data/default/train-00000-of-00001-3be1d9f3ab1b.parquet'], ['train']],
  ])('%j are of the splits %j', async (paths, splits) => {
    const found = await list(Object.fromEntries(paths.map((path) => [path, fixture('none-1.parquet')])), root);
    const by = new Map(found.container?.map((container, i) => [container, found.split[i]]));
    expect(paths.map((path) => by.get(path))).toEqual(splits);
  });

  test('patterns say the splits, and what they lack is said', async () => {
    const found = await list(
      { 'a/p-0.parquet': fixture('none-1.parquet'), 'a/p-2.parquet': fixture('plain.parquet'), 'a/q.parquet': 'no' },
      { format: 'parquet', splits: { train: 'a/p-{0..2}.parquet', test: 'a/t-*.parquet' } },
    );
    expect(first(found)).toEqual(['a/p-0.parquet#photo/5 train dog', 'a/p-2.parquet#photo/5 train species 2']);
    expect(said(found)).toEqual([
      'a/p-0.parquet Expected the files `a/p-{0..2}.parquet` of split `train` but the commit has no a/p-1.parquet. Add what is missing, or change `splits`.',
      'a/t-*.parquet Expected the files `a/t-*.parquet` of split `test` but the commit has no a/t-*.parquet. Add what is missing, or change `splits`.',
    ]);
  });

  test('paths instead of bytes name the repository’s own files', async () => {
    const found = await list(
      { 'data/train.parquet': fixture('paths.parquet'), 'data/images/a.png': 'a', 'images/b.png': 'b' },
      { ...root, labels: ['no', 'yes'] },
    );
    expect(rows(found)).toEqual([
      'data/images/a.png train yes',
      'images/b.png train no',
      'data/images/missing.png train yes',
    ]);
    expect(found.container).toEqual([null, null, null]);
    expect(found.hash.map((hash) => hash.slice(0, 4))).toEqual(['git:', 'git:', '']);
    expect([0, 1, 2].map((row) => placeOf(found, row).path)).toEqual([
      'data/images/a.png',
      'images/b.png',
      'data/train.parquet',
    ]);
  });

  test('a label that is not in the declared list is said at the file', async () => {
    const found = await list({ 'data/train.parquet': fixture('none-1.parquet') }, { ...root, labels: ['cat', 'fox'] });
    expect(said(found)).toEqual([
      expect.stringMatching(/^data\/train\.parquet Expected a class of .* received `dog` for 2 images/),
    ]);
  });

  test('files whose class lists differ are said', async () => {
    const found = await list(
      { 'data/test.parquet': fixture('boxes-list.parquet'), 'data/train.parquet': fixture('classes.parquet') },
      root,
    );
    expect(said(found)[0]).toMatch(
      /^data\/train\.parquet Expected the class list of data\/test\.parquet \(coverall, mask\) in .* received zebra, ant, cat\./,
    );
  });

  test('one file that is broken is a problem, and the others are read; all broken are a fault', async () => {
    const torn = fixture('none-1.parquet').subarray(0, 900);
    const found = await list({ 'data/test.parquet': torn, 'data/train.parquet': fixture('none-1.parquet') }, root);
    expect(found.count).toBe(6);
    expect(said(found)).toEqual([
      expect.stringContaining('data/test.parquet Expected a Parquet file in data/test.parquet'),
    ]);
    const { fault } = await gatherListing({ 'data/test.parquet': torn, 'data/train.parquet': '' }, root);
    expect(fault).toMatchObject({ kind: 'broken', at: { path: 'data/test.parquet' } });
  });

  test('a commit without any of the files has no such dataset', async () => {
    expect((await gatherListing({ 'other/a.parquet': 'x' }, root)).listed).toBeUndefined();
  });

  test('symbolic links are never followed', async () => {
    const found = await list(
      { 'data/train.parquet': fixture('none-1.parquet'), 'data/test.parquet': { symlink: '/etc/passwd' } },
      root,
    );
    expect(said(found)).toEqual([expect.stringMatching(/^data\/test\.parquet 1 symbolic link .* Commit the files/)]);
  });
});

describe('webdataset', () => {
  const shards = { format: 'webdataset', splits: { train: 'data/s-{0..1}.tar', test: 'data/t.tar' } } as const;
  const files = {
    'data/s-0.tar': fixture('shard-000000.tar'),
    'data/s-1.tar': fixture('empty.tar'),
    'data/t.tar': fixture('shard-000001.tar'),
  };

  test('a sample is an image, named as in its shard', async () => {
    const found = await list(files, shards);
    expect(rows(found).slice(0, 2)).toEqual([
      'data/s-0.tar#sample0000.jpg train 0',
      'data/s-0.tar#deep/sample0001.png train 1',
    ]);
    expect(rows(found).at(-1)).toBe('data/t.tar#again.png test 1');
    expect(found.hash[1]).toBe(found.hash.at(-1));
    expect(found.problems).toEqual([]);
  });

  test('numbers are indices into the declared list', async () => {
    const found = await list(files, { ...shards, labels: ['ant', 'bee', 'dog', 'cat'] });
    expect(new Set(found.label)).toEqual(new Set(['ant', 'bee', 'dog', 'cat']));
    expect(found.label.slice(0, 2)).toEqual(['ant', 'bee']);
    expect(found.problems).toEqual([]);
  });

  test('a shard that is cut off keeps what came before, and says so at the shard', async () => {
    const found = await list({ ...files, 'data/s-1.tar': fixture('cut.tar') }, shards);
    expect(said(found)).toEqual([
      expect.stringMatching(/^data\/s-1\.tar Expected a whole tar archive but it is cut off/),
    ]);
  });
});

describe('the cache', () => {
  const dataset = { format: 'parquet', root: 'data' } as const;

  /** Lists with one cache, and tells which files were read. */
  function reader() {
    const tools = { ...textTools(), cache: openCache({ directories: [] }) };
    return async (files: Record<string, Content>, of: Partial<DatasetPolicy> = dataset) => {
      const snapshot = snapshotOf(files);
      const read: string[] = [];
      const watched = {
        ...snapshot,
        read(path: string) {
          read.push(path);
          return snapshot.read(path);
        },
      };
      const policy = policyOf({ datasets: { data: of } });
      const { entries } = await samples.gather(watched, policy, tools, { facts: {}, unread: [] });
      return { read, listed: entries.data };
    };
  }

  test('spares files that did not change, wherever they lie, and no others', async () => {
    const listed = reader();
    const files = { 'data/a.parquet': fixture('classes.parquet'), 'data/b.parquet': fixture('boxes-list.parquet') };
    const cold = await listed(files);
    expect(cold.read).toEqual(['data/a.parquet', 'data/b.parquet']);
    const warm = await listed(files);
    expect(warm.read).toEqual([]);
    expect(warm.listed).toEqual(cold.listed);
    const changed = await listed({
      'data/c.parquet': files['data/a.parquet'],
      'data/b.parquet': fixture('gzip-2.parquet'),
    });
    expect(changed.read).toEqual(['data/b.parquet']);
    expect(changed.listed.path.some((path) => path.startsWith('data/c.parquet#image/'))).toBe(true);
  });

  test('knows which columns were asked for', async () => {
    const listed = reader();
    const files = { 'data/a.parquet': fixture('classes.parquet') };
    await listed(files);
    const other = await listed(files, { ...dataset, columns: { label: 'site' } });
    expect(other.read).toEqual(['data/a.parquet']);
    expect(other.listed.label[0]).toBe('Bern');
  });
});
