import { expect, test } from 'vitest';
import { contentHash } from '../../../src/gather/containers/facts.ts';
import { openContainers } from '../../../src/gather/containers/open.ts';
import { containedPath, splitContainedPath } from '../../../src/gather/containers/paths.ts';
import { snapshotOf } from '../../harness/snapshot.ts';
import { expected, fixture } from './fixtures.ts';

const files = {
  'a#b/c.parquet': fixture('none-1.parquet'),
  'data/s.tar': fixture('shard-000000.tar'),
  'data/torn.parquet': fixture('none-1.parquet').subarray(0, 500),
  'data/x.parquet#image/1': 'a file of its own',
  'data/x.parquet': fixture('classes.parquet'),
  'notes#1': 'text',
};

async function read(paths: string[]) {
  const snapshot = snapshotOf(files);
  const opened: string[] = [];
  const watched = {
    ...snapshot,
    read(path: string) {
      opened.push(path);
      return snapshot.read(path);
    },
  };
  const found: Record<string, string> = {};
  for await (const item of openContainers(watched).readMany(paths)) {
    found[item.path] = 'fault' in item ? `${item.fault.kind}: ${item.fault.message}` : contentHash(item.bytes);
  }
  return { found, opened };
}

test('a contained path is read back as what it was made of', () => {
  const { files: entries } = snapshotOf(files);
  for (const contained of [
    { container: 'a#b/c.parquet', member: 'photo/3' },
    { container: 'data/s.tar', member: 'a#b/../c.jpg' },
  ]) {
    expect(splitContainedPath(entries, containedPath(contained))).toEqual(contained);
  }
  expect(splitContainedPath(entries, 'data/x.parquet#image/1')).toBeNull();
  expect(splitContainedPath(entries, 'notes#1')).toBeNull();
  expect(splitContainedPath(entries, 'notes#1#2')).toBeNull();
  expect(splitContainedPath(entries, 'data/gone.tar#a.jpg')).toBeNull();
});

test('images of the commit and of its containers are read together, each container once', async () => {
  const [parquet, , third] = expected['none-1.parquet'].rows;
  const tar = expected['shard-000000.tar'].rows.at(-1)!;
  const { found, opened } = await read([
    'a#b/c.parquet#photo/2',
    `data/s.tar#${tar.member}`,
    'a#b/c.parquet#photo/0',
    'data/x.parquet#image/1',
  ]);
  expect(found).toEqual({
    'data/x.parquet#image/1': contentHash(Buffer.from('a file of its own')),
    'a#b/c.parquet#photo/0': parquet.hash,
    'a#b/c.parquet#photo/2': third.hash,
    [`data/s.tar#${tar.member}`]: tar.hash,
  });
  expect(opened).toEqual(['a#b/c.parquet']);
});

test('what a container does not have, or cannot give, is a fault of each image asked for', async () => {
  const { found } = await read([
    'a#b/c.parquet#photo/99',
    'a#b/c.parquet#other/0',
    'data/s.tar#gone.jpg',
    'data/torn.parquet#photo/0',
    'data/torn.parquet#photo/1',
    'nowhere.png',
  ]);
  expect(Object.keys(found)).toHaveLength(6);
  for (const said of Object.values(found)) expect(said).toMatch(/^broken: Expected /);
});
