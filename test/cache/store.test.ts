import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { noCache, openCache } from '../../src/cache/store.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vision-gate-test-'));
});
afterEach(() => rm(folder, { recursive: true }));

const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const texts = (found: Map<string, Uint8Array>) =>
  Object.fromEntries([...found].map(([key, value]) => [key, Buffer.from(value).toString()]));
const file = () => join(folder, 'facts-v1.sqlite');

describe.each([
  ['on disk', () => openCache({ directories: [folder] })],
  ['in memory', noCache],
])('a cache %s', (_, openIt) => {
  test('gives back the bytes that it was given, by kind and key', () => {
    const cache = openIt();
    cache.putMany('image/1', [
      ['a', bytes('one')],
      ['b', new Uint8Array(0)],
      ['ключ "\'', new Uint8Array([0, 255, 10])],
    ]);
    cache.putMany('image/2', [['a', bytes('two')]]);
    expect(texts(cache.getMany('image/1', ['b', 'none', 'a']))).toEqual({ a: 'one', b: '' });
    expect(texts(cache.getMany('image/2', ['a', 'b']))).toEqual({ a: 'two' });
    expect([...cache.getMany('image/1', ['ключ "\''])]).toEqual([['ключ "\'', new Uint8Array([0, 255, 10])]]);
    cache.close();
  });

  test('keeps the last value of a key', () => {
    const cache = openIt();
    cache.putMany('k', [['a', bytes('1')]]);
    cache.putMany('k', [
      ['a', bytes('2')],
      ['a', bytes('3')],
    ]);
    expect(texts(cache.getMany('k', ['a', 'a']))).toEqual({ a: '3' });
    cache.close();
  });

  test('keeps nothing of a batch that fails', () => {
    const cache = openIt();
    function* failing(): Generator<[string, Uint8Array]> {
      yield ['a', bytes('1')];
      throw new Error('out of memory');
    }
    expect(() => cache.putMany('k', failing())).toThrow('out of memory');
    expect(cache.getMany('k', ['a']).size).toBe(0);
    cache.putMany('k', [['b', bytes('2')]]);
    expect(texts(cache.getMany('k', ['a', 'b']))).toEqual({ b: '2' });
    cache.close();
  });

  test('finds any number of keys', () => {
    const cache = openIt();
    const keys = Array.from({ length: 25_000 }, (_, index) => `sha256:${index}`);
    cache.putMany(
      'k',
      keys.map((key): [string, Uint8Array] => [key, bytes(key)]),
    );
    expect(cache.getMany('k', [...keys, 'none']).size).toBe(25_000);
    expect(cache.getMany('k', []).size).toBe(0);
    cache.close();
  });
});

test('what one run keeps, the next one finds', () => {
  const first = openCache({ directories: [join(folder, 'new', 'folder')] });
  first.putMany('k', [['a', bytes('1')]]);
  first.close();
  const second = openCache({ directories: [join(folder, 'new', 'folder')] });
  expect(texts(second.getMany('k', ['a']))).toEqual({ a: '1' });
  second.close();
});

describe('layers', () => {
  const layers = () => [join(folder, 'trusted'), join(folder, 'pull-request')];
  const fill = (directory: string, value: string) => {
    const cache = openCache({ directories: [directory] });
    cache.putMany('k', [
      ['shared', bytes(value)],
      [value, bytes(value)],
    ]);
    cache.close();
  };

  test('are read in order and written to the last alone', async () => {
    for (const directory of layers()) fill(directory, directory.includes('trusted') ? 'trusted' : 'claimed');
    const before = await readFile(join(layers()[0], 'facts-v1.sqlite'));
    const cache = openCache({ directories: layers() });
    expect(texts(cache.getMany('k', ['shared', 'trusted', 'claimed']))).toEqual({
      shared: 'trusted',
      trusted: 'trusted',
      claimed: 'claimed',
    });
    cache.putMany('k', [
      ['new', bytes('new')],
      ['shared', bytes('poison')],
    ]);
    expect(texts(cache.getMany('k', ['shared', 'new']))).toEqual({ shared: 'trusted', new: 'new' });
    cache.close();
    expect(await readFile(join(layers()[0], 'facts-v1.sqlite'))).toEqual(before);
    const own = openCache({ directories: [layers()[1]] });
    expect(texts(own.getMany('k', ['new']))).toEqual({ new: 'new' });
    own.close();
  });

  test('that do not exist yet are empty', () => {
    const notes: string[] = [];
    const cache = openCache({ directories: layers(), note: (text) => notes.push(text) });
    cache.putMany('k', [['a', bytes('1')]]);
    expect(texts(cache.getMany('k', ['a']))).toEqual({ a: '1' });
    cache.close();
    expect(notes).toEqual([]);
  });

  test('that are damaged are left alone, with a note, when they are not ours to write', async () => {
    fill(layers()[0], 'trusted');
    await writeFile(join(layers()[0], 'facts-v1.sqlite'), 'garbage '.repeat(2000));
    const notes: string[] = [];
    const cache = openCache({ directories: layers(), note: (text) => notes.push(text) });
    cache.putMany('k', [['a', bytes('1')]]);
    expect(texts(cache.getMany('k', ['a', 'trusted']))).toEqual({ a: '1' });
    cache.close();
    expect(notes).toEqual([expect.stringContaining('file is not a database')]);
    expect(await readdir(layers()[0])).toContain('facts-v1.sqlite');
    expect((await readFile(join(layers()[0], 'facts-v1.sqlite'), 'utf8')).startsWith('garbage')).toBe(true);
  });

  test('are not written at all when read only', async () => {
    fill(folder, 'kept');
    const cache = openCache({ directories: [folder], readOnly: true });
    cache.putMany('k', [['a', bytes('1')]]);
    expect(texts(cache.getMany('k', ['a', 'kept']))).toEqual({ a: '1', kept: 'kept' });
    cache.close();
    const again = openCache({ directories: [folder] });
    expect(texts(again.getMany('k', ['a', 'kept']))).toEqual({ kept: 'kept' });
    again.close();
  });

  test.skipIf(process.getuid?.() === 0)('are read from a folder that cannot be written to', async () => {
    fill(folder, 'kept');
    await chmod(folder, 0o555);
    try {
      const notes: string[] = [];
      const cache = openCache({ directories: [folder], readOnly: true, note: (text) => notes.push(text) });
      expect(texts(cache.getMany('k', ['kept']))).toEqual({ kept: 'kept' });
      cache.close();
      expect(notes).toEqual([]);
    } finally {
      await chmod(folder, 0o755);
    }
  });
});

describe('a damaged store', () => {
  const fill = () => {
    const cache = openCache({ directories: [folder] });
    cache.putMany(
      'k',
      Array.from({ length: 2000 }, (_, index): [string, Uint8Array] => [`${index}`, Buffer.alloc(500, 1)]),
    );
    cache.close();
  };

  test.each([
    ['that is no database', (size: number) => ({ position: 0, length: Math.min(size, 4096) })],
    ['with a destroyed middle', (size: number) => ({ position: 4096, length: size - 8192 })],
  ])('%s is set aside with a note, and begun anew', async (_, damage) => {
    fill();
    const handle = await open(file(), 'r+');
    const { position, length } = damage((await handle.stat()).size);
    await handle.write(Buffer.alloc(length, 0xa5), 0, length, position);
    await handle.close();

    const notes: string[] = [];
    const cache = openCache({ directories: [folder], note: (text) => notes.push(text) });
    expect(
      cache.getMany(
        'k',
        Array.from({ length: 2000 }, (_, index) => `${index}`),
      ).size,
    ).toBe(0);
    cache.putMany('k', [['a', bytes('1')]]);
    expect(texts(cache.getMany('k', ['a']))).toEqual({ a: '1' });
    cache.close();
    expect(notes).toEqual([
      expect.stringMatching(/^The cache in `.*` is damaged \(.*\): it was moved to `.*\.corrupt-.*` and begun anew\.$/),
    ]);
    expect((await readdir(folder)).filter((name) => name.includes('.corrupt-'))).toHaveLength(1);

    const next = openCache({ directories: [folder], note: (text) => notes.push(text) });
    expect(texts(next.getMany('k', ['a']))).toEqual({ a: '1' });
    next.close();
    expect(notes).toHaveLength(1);
  });

  test('cut short does not give wrong bytes', async () => {
    fill();
    const handle = await open(file(), 'r+');
    await handle.truncate(Math.floor((await handle.stat()).size / 2));
    await handle.close();
    const cache = openCache({ directories: [folder] });
    for (const value of cache
      .getMany(
        'k',
        Array.from({ length: 2000 }, (_, index) => `${index}`),
      )
      .values()) {
      expect(Buffer.from(value).equals(Buffer.alloc(500, 1))).toBe(true);
    }
    cache.close();
  });
});

test('a folder that cannot be made costs the cache, not the run', async () => {
  await writeFile(join(folder, 'file'), '');
  const notes: string[] = [];
  const cache = openCache({ directories: [join(folder, 'file', 'cache')], note: (text) => notes.push(text) });
  cache.putMany('k', [['a', bytes('1')]]);
  expect(texts(cache.getMany('k', ['a']))).toEqual({ a: '1' });
  cache.close();
  expect(notes).toEqual([expect.stringContaining('cannot be used')]);
});

describe('several processes', () => {
  const startWriter = (first: number, batches?: number) =>
    spawn(
      process.execPath,
      [join(import.meta.dirname, 'writer.ts'), folder, `${first}`, ...(batches ? [`${batches}`] : [])],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );

  /** Every batch is whole or absent, holds its own bytes, and the ones that were confirmed are there. */
  function checkBatches(numbers: number[], confirmed: Set<number>) {
    const notes: string[] = [];
    const cache = openCache({ directories: [folder], note: (text) => notes.push(text) });
    for (const batch of numbers) {
      const found = cache.getMany(
        'batch/1',
        Array.from({ length: 50 }, (_, row) => `${batch}/${row}`),
      );
      expect([0, 50]).toContain(found.size);
      if (confirmed.has(batch)) expect(found.size).toBe(50);
      for (const value of found.values()) expect(Buffer.from(value).equals(Buffer.alloc(2000, batch % 256))).toBe(true);
    }
    cache.close();
    expect(notes).toEqual([]);
    const database = new DatabaseSync(file());
    expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    database.close();
  }

  test('share a folder', async () => {
    const writers = [startWriter(0, 15), startWriter(1000, 15), startWriter(2000, 15)];
    for (const writer of writers) writer.stdout.resume();
    const codes = await Promise.all(writers.map(async (writer) => (await once(writer, 'close'))[0]));
    expect(codes).toEqual([0, 0, 0]);
    const numbers = [0, 1000, 2000].flatMap((first) => Array.from({ length: 15 }, (_, index) => first + index));
    checkBatches(numbers, new Set(numbers));
  });

  test('killed in the middle lose nothing that was kept and leave nothing half', async () => {
    const confirmed = new Set<number>();
    for (let round = 0; round < 5; round += 1) {
      const writer = startWriter(round * 10_000);
      let printed = '';
      for await (const chunk of writer.stdout) {
        printed += chunk;
        // Killed while it writes: leaving the loop first would close the pipe under it.
        if (printed.split('\n').length > 3 + 4 * round) writer.kill('SIGKILL');
      }
      if (writer.signalCode === null) await once(writer, 'exit');
      expect(writer.signalCode).toBe('SIGKILL');
      for (const line of printed.split('\n').slice(0, -1)) confirmed.add(Number(line));
    }
    expect(confirmed.size).toBeGreaterThan(20);
    const started = [...confirmed].flatMap((batch) => [batch, batch + 1, batch + 2]);
    checkBatches([...new Set(started)], confirmed);
  });
});
