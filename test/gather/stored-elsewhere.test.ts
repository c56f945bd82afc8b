import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { samples } from '../../src/gather/samples.ts';
import { openSnapshot } from '../../src/git/snapshot.ts';
import type { Fault } from '../../src/model/fault.ts';
import { type DvcRepository, dvcRepository, layouts, writeObjects } from '../harness/dvc.ts';
import { policyOf } from './policy.ts';
import { textTools } from './tools.ts';

beforeAll(() => {
  process.env.DVC_GLOBAL_CONFIG_DIR = '/nowhere';
  process.env.DVC_SYSTEM_CONFIG_DIR = '/nowhere';
});

async function gather(repo: DvcRepository) {
  const snapshot = await openSnapshot(repo.directory, repo.head, 'head');
  const policy = policyOf({ datasets: { plants: { splits: { train: 'data/train' } } } });
  return samples.gather(snapshot, policy, textTools(), { facts: {}, unread: [] });
}

test.each(layouts)('images that DVC keeps are placed on the line that names them (%s)', async (layout) => {
  await using repo = await dvcRepository(layout, '');
  await writeObjects(join(repo.directory, '.dvc/cache'), repo.remote);
  const { entries, faults } = await gather(repo);
  expect(faults).toEqual([]);
  const { path, hash, manifest, line } = entries.plants;
  expect(path).toEqual([...repo.contents.head.keys()].filter((each) => /^data\/train\/.*png$/.test(each)).toSorted());
  expect(new Set(hash.map((each) => each.slice(0, 4)))).toEqual(new Set(['dvc:']));
  expect(new Set(manifest)).toEqual(new Set(['data/train.dvc']));
  expect(new Set(line)).toEqual(new Set([2]));
});

test.each(layouts)('images whose listing cannot be had are not checked, which is no pass (%s)', async (layout) => {
  await using repo = await dvcRepository(layout, '');
  const { entries, faults } = await gather(repo);
  expect(entries).toEqual({});
  expect(faults).toMatchObject([
    { name: 'plants', fault: { kind: 'unavailable', at: { path: 'data/train.dvc', line: 2 } } },
  ]);
  expect((faults[0].fault as Fault).message).toContain('Run `dvc pull`');
});
