import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { run } from '../../../src/main.ts';
import { repository } from '../../harness/repository.ts';
import { fixture } from './fixtures.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const policy = `version: 1
datasets:
  birds: { format: parquet, root: data, licence: CC0-1.0 }
  shards: { format: webdataset, splits: { train: 'shards/train-{000..001}.tar', test: shards/test.tar }, licence: CC0-1.0 }
rules:
  training-data/*: warning
  training-data/split-leakage: error
`;
const opened = repository();
afterAll(async () => (await opened).cleanup());

test('a leak between two containers is found, introduced, at the container, and pictured', async () => {
  const repo = await opened;
  await repo.commit({
    'vision-gate.yml': policy,
    'data/train-00000-of-00001.parquet': fixture('snappy-1.parquet'),
    'data/test-00000-of-00001.parquet': fixture('classes.parquet'),
    'shards/train-000.tar': fixture('shard-000000.tar'),
    'shards/train-001.tar': fixture('empty.tar'),
    'shards/test.tar': fixture('empty.tar'),
  });
  await repo.branch('change');
  await repo.commit({
    'data/test-00000-of-00001.parquet': fixture('zstd-2.parquet'),
    'shards/test.tar': fixture('shard-000001.tar'),
  });
  const { report, pictures, exitCode } = await run(
    {
      directory: repo.directory,
      repository: 'birds',
      commits: {},
      policyFile: null,
      strict: false,
      only: ['training-data/split-leakage'],
      provider: 'cpu',
      cache: [],
      natives: async () => root,
    },
    () => {},
    new AbortController().signal,
  );
  expect(exitCode).toBe(1);
  const findings = report.causes.flatMap(({ results }) => results.flatMap((result) => result.findings));
  const found = findings.map(({ subject, at, origin }) => [subject, at, origin] as const);
  expect(found.sort(([a], [b]) => (a < b ? -1 : 1))).toEqual([
    ...[0, 1, 2, 3, 4, 5].map((row) => [
      `data/test-00000-of-00001.parquet#photo/${row}`,
      { path: 'data/test-00000-of-00001.parquet' },
      'introduced',
    ]),
    ['shards/test.tar#again.png', { path: 'shards/test.tar' }, 'introduced'],
  ]);
  expect(pictures).toHaveLength(7);
  for (const { images } of pictures) {
    expect(images).toHaveLength(2);
    for (const { uri } of images) expect(uri).toMatch(/^data:image\/webp;base64,/);
  }
});
