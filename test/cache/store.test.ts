import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCache } from '../../src/cache/store.ts';

let directory: string;
const notes: string[] = [];
const open = (...directories: string[]) => openCache({ directories, note: (text) => notes.push(text) });
const bytes = (text: string) => new TextEncoder().encode(text);
const text = (value: Uint8Array | undefined) => value && Buffer.from(value).toString();

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'cache-'));
  notes.length = 0;
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('what was put is there in the next run', () => {
  const first = open(directory);
  first.putMany('images@1', [
    ['a', bytes('one')],
    ['b', new Uint8Array()],
  ]);
  first.close();
  const second = open(directory);
  const found = second.getMany('images@1', ['a', 'b', 'c']);
  expect([...found.keys()].sort()).toEqual(['a', 'b']);
  expect(text(found.get('a'))).toBe('one');
  expect(found.get('b')?.byteLength).toBe(0);
  second.close();
});

test('facts of another kind are not mixed up', () => {
  const cache = open(directory);
  cache.putMany('images@1', [['a', bytes('one')]]);
  expect(cache.getMany('images@2', ['a']).size).toBe(0);
  cache.close();
});

test('a lookup takes any number of keys', () => {
  const cache = open();
  const keys = Array.from({ length: 4321 }, (_, index) => `key ${index}`);
  cache.putMany(
    'k',
    keys.map((key) => [key, bytes(key)] as const),
  );
  const found = cache.getMany('k', keys);
  expect(found.size).toBe(keys.length);
  expect(text(found.get('key 4000'))).toBe('key 4000');
});

test('layers are read in order and only the last one is written', () => {
  const [trusted, own] = [join(directory, 'trusted'), join(directory, 'own')];
  const main = open(trusted);
  main.putMany('k', [['a', bytes('of main')]]);
  main.close();
  const pull = open(trusted, own);
  expect(text(pull.getMany('k', ['a']).get('a'))).toBe('of main');
  pull.putMany('k', [['a', bytes('forged')]]);
  expect(text(pull.getMany('k', ['a']).get('a'))).toBe('of main');
  pull.close();
  const later = open(trusted);
  expect(text(later.getMany('k', ['a']).get('a'))).toBe('of main');
  later.close();
});

test('a broken store is set aside, said, and rebuilt', () => {
  writeFileSync(join(directory, 'facts.sqlite'), 'This is no database. '.repeat(500));
  const cache = open(directory);
  expect(notes).toEqual([expect.stringMatching(/was broken.*set aside/)]);
  cache.putMany('k', [['a', bytes('one')]]);
  cache.close();
  expect(readdirSync(directory).some((name) => name.includes('broken'))).toBe(true);
  expect(open(directory).getMany('k', ['a']).size).toBe(1);
});

test.skipIf(process.getuid?.() === 0)('a folder that cannot be written costs time only, and is said', () => {
  chmodSync(directory, 0o555);
  const cache = open(directory);
  cache.putMany('k', [['a', bytes('one')]]);
  expect(cache.getMany('k', ['a']).size).toBe(1);
  expect(notes).toHaveLength(1);
});

test('a run killed at any moment leaves whole batches, and two may write at once', { timeout: 60_000 }, async () => {
  const writer = fileURLToPath(new URL('writer.ts', import.meta.url));
  let last = 0;
  for (let round = 0; round < 6; round += 1) {
    const children = [round * 2, round * 2 + 1].map((lane) =>
      spawn(process.execPath, [writer, directory, String(lane * 1_000_000)], { stdio: ['ignore', 'pipe', 'inherit'] }),
    );
    await Promise.all(children.map((child) => once(child.stdout, 'data')));
    await delay(20 + 37 * round);
    for (const child of children) child.kill('SIGKILL');
    await Promise.all(children.map((child) => once(child, 'exit')));
    last = round * 2 * 1_000_000;
    const cache = open(directory);
    const kept = cache.getMany(
      'facts@1',
      Array.from({ length: 400 }, (_, index) => `${last + Math.floor(index / 20)}-${index % 20}`),
    );
    expect(kept.size).toBeGreaterThan(0);
    expect(kept.size % 20).toBe(0);
    cache.close();
  }
  expect(notes).toEqual([]);
});
