import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { classes, picture } from '../harness/colours.ts';
import { type Repository, repository } from '../harness/repository.ts';

const cli = fileURLToPath(new URL('../../dist/cli/index.js', import.meta.url));
const policy = `version: 1
datasets:
  colours: { format: imagefolder, splits: { train: data/train, test: data/test } }
`;

let workspace: Repository;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'killed-'));
  const tree: Record<string, string | Buffer> = { '.github/vision-gate.yml': policy };
  for (const label of classes) {
    for (let number = 0; number < 20; number += 1) {
      tree[`data/${number < 15 ? 'train' : 'test'}/${label}/${number}.png`] = await picture(label, number);
    }
  }
  workspace = await repository(tree);
  await workspace.branch('change');
  await workspace.commit({
    'data/test/red/leaked.png': await picture('red', 3),
    'data/train/blue/new.png': await picture('blue', 99),
    'data/train/green/broken.png': (await picture('green', 98)).subarray(0, 900),
  });
});
afterAll(async () => {
  await workspace.cleanup();
  await rm(folder, { recursive: true, force: true });
});

function start(cache: string, json: string) {
  const options = ['--repo', workspace.directory, '--base', 'main', '--cache', cache, '--json', json, '--quiet'];
  return spawn(process.execPath, [cli, 'check', '--only', 'training-data', ...options], { stdio: 'ignore' });
}

async function finished(cache: string, json: string): Promise<Report> {
  const [code] = await once(start(cache, json), 'exit');
  expect(code).toBe(1);
  return { ...(JSON.parse(await readFile(json, 'utf8')) as Report), timings: [] };
}

test('fifty runs killed at any moment leave a store that says what a clean run says', {
  timeout: 300_000,
}, async () => {
  // The first run reads the program from the disk; the second one's length is that of those to kill.
  await finished(join(folder, 'first'), join(folder, 'first.json'));
  const began = performance.now();
  const clean = await finished(join(folder, 'clean'), join(folder, 'clean.json'));
  const length = performance.now() - began;
  expect(clean.verdict.conclusion).toBe('failure');

  const store = join(folder, 'shared');
  let killed = 0;
  for (let round = 0; round < 50; round += 1) {
    const run = start(store, join(folder, 'killed.json'));
    const ended = once(run, 'exit');
    const timer = setTimeout(() => run.kill('SIGKILL'), (0.75 * length * (round + 1)) / 51);
    await ended;
    clearTimeout(timer);
    if (run.signalCode === 'SIGKILL') killed += 1;
  }
  expect(killed).toBeGreaterThan(10);

  expect(await finished(store, join(folder, 'after.json'))).toEqual(clean);
  const database = new DatabaseSync(join(store, 'facts-v1.sqlite'), { readOnly: true });
  expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
  database.close();
});

test('two runs that share a folder say what each says alone', async () => {
  const clean = await finished(join(folder, 'alone'), join(folder, 'alone.json'));
  const both = await Promise.all(
    ['first.json', 'second.json'].map((name) => finished(join(folder, 'both'), join(folder, name))),
  );
  expect(both[0]).toEqual(clean);
  expect(both[1]).toEqual(clean);
});
