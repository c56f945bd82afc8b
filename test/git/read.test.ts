import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { openSnapshot } from '../../src/git/snapshot.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { clonePartial, cloneShallow, lfsPointer, type Repository, repository } from '../harness/repository.ts';

const run = promisify(execFile);

afterEach(() => vi.unstubAllEnvs());

const open = async (repo: Repository, options = {}) =>
  openSnapshot(repo.directory, await repo.commitId(), 'head', options);

async function collect(snapshot: Snapshot, paths: Iterable<string>) {
  const results = [];
  for await (const result of snapshot.readMany(paths)) results.push(result);
  return results;
}

/** Ids of this process's children that are git. */
async function gitChildren(): Promise<string[]> {
  const { stdout } = await run('ps', ['-o', 'pid=,comm=', '--ppid', String(process.pid)]);
  return stdout.split('\n').filter((line) => /\bgit$/.test(line));
}

/** How many times a git of `action` served a remote's request. */
async function served(action: () => Promise<unknown>, folder: string): Promise<number> {
  const log = join(folder, '..', 'trace.json');
  vi.stubEnv('GIT_TRACE2_EVENT', log);
  await action();
  vi.unstubAllEnvs();
  const events = (await readFile(log, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  await rm(log);
  return events.filter(({ event, argv }) => event === 'start' && /upload-pack$/.test(argv[0])).length;
}

describe('a partial clone', () => {
  const tree = Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`data/${index}.txt`, `${index}`]));

  test('lists without a request, and reads any number of files with one', async () => {
    await using repo = await repository(tree);
    await using partial = await clonePartial(repo);
    expect(await served(() => open(partial), partial.directory)).toBe(0);

    const snapshot = await open(partial);
    const paths = Object.keys(tree);
    let contents: string[] = [];
    const read = async () => {
      const results = await collect(snapshot, paths);
      contents = results.map((result) => ('bytes' in result ? result.bytes.toString() : result.fault.message));
    };
    expect(await served(read, partial.directory)).toBe(1);
    expect(contents).toEqual(Object.values(tree));
    expect(await served(read, partial.directory)).toBe(0);
  });

  test('of a shallow clone too, single reads asked at once included', async () => {
    await using repo = await repository(tree);
    await using partial = await cloneShallow(repo, { filter: 'blob:none', checkout: false });
    const snapshot = await open(partial);
    const paths = ['data/3.txt', 'data/4.txt', 'data/3.txt'];
    expect(await served(() => Promise.all(paths.map(snapshot.read)), partial.directory)).toBe(2);
  });

  test('without trees gets them all with one request', async () => {
    await using repo = await repository({ 'a/b/c/d.txt': 'd', 'a/e/f.txt': 'f', 'g/h/i.txt': 'i' });
    await using partial = await clonePartial(repo, { filter: 'tree:0' });
    let paths: string[] = [];
    const list = async () => {
      paths = [...(await open(partial)).files.keys()];
    };
    expect(await served(list, partial.directory)).toBe(1);
    expect(paths).toEqual(['a/b/c/d.txt', 'a/e/f.txt', 'g/h/i.txt']);
  });

  test('without trees and without its remote says so', async () => {
    await using repo = await repository({ 'a/b.txt': 'b' });
    await using partial = await clonePartial(repo, { filter: 'tree:0' });
    await rm(partial.origin, { recursive: true });
    await expect(open(partial)).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringMatching(/^The files of commit [0-9a-f]{40} cannot be listed: .*Fetch the commit/),
    });
  });

  test('whose remote was removed says which content is missing', async () => {
    await using repo = await repository({ 'a.txt': 'a' });
    await using partial = await clonePartial(repo);
    await partial.git('remote', 'remove', 'origin');
    await expect((await open(partial)).read('a.txt')).rejects.toMatchObject({
      kind: 'unavailable',
      at: { path: 'a.txt' },
    });
  });
});

test('a blob that the repository lost is a fault in its place', async () => {
  await using repo = await repository({ 'a.txt': 'a', 'b.txt': 'b' });
  const blob = await repo.git('rev-parse', 'HEAD:a.txt');
  await rm(join(repo.directory, '.git/objects', blob.slice(0, 2), blob.slice(2)));
  expect(await collect(await open(repo), ['a.txt', 'b.txt'])).toMatchObject([
    { path: 'a.txt', fault: { kind: 'unavailable', message: expect.stringContaining('Run `git fsck` there') } },
    { path: 'b.txt', bytes: Buffer.from('b') },
  ]);
});

test('a file larger than allowed is not read, whatever its pointer says', async () => {
  const { pointer } = lfsPointer('pixels');
  await using repo = await repository({
    '.gitattributes': '*.png filter=lfs\n',
    'huge.png': pointer.replace('size 6', 'size 999999999999999'),
    'big.txt': 'x'.repeat(101),
    'fits.txt': 'x'.repeat(100),
  });
  const results = await collect(await open(repo, { maxFileBytes: 100 }), ['huge.png', 'big.txt', 'fits.txt']);
  expect(results.map((result) => ('fault' in result ? result.fault.message : result.bytes.length))).toEqual([
    expect.stringContaining('Expected at most 100 bytes for `huge.png` but received 999999999999999.'),
    expect.stringContaining('Expected at most 100 bytes for `big.txt` but received 101.'),
    100,
  ]);
});

test('git waits for a slow reader: what was not taken is not in memory', async () => {
  const count = 200;
  const content = (index: number) => Buffer.alloc(1_000_000, index);
  await using repo = await repository(
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`${index}`, content(index)])),
  );
  const snapshot = await open(repo);
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  let index = 0;
  for await (const result of snapshot.readMany(Array.from({ length: count }, (_, each) => `${each}`))) {
    expect('bytes' in result && result.bytes.equals(content(index))).toBe(true);
    if (index === 0) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      most = process.memoryUsage().arrayBuffers - before;
    }
    index += 1;
  }
  expect(index).toBe(count);
  expect(most).toBeLessThan(20_000_000);
});

describe('an abort', () => {
  const reason = new Error('cancelled by the user');

  test('in the middle of many files stops them and leaves no git behind', async () => {
    await using repo = await repository(
      Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`${index}`, Buffer.alloc(500_000, index)])),
    );
    const controller = new AbortController();
    const snapshot = await open(repo, { signal: controller.signal });
    let read = 0;
    const walk = async () => {
      for await (const _ of snapshot.readMany(Array.from({ length: 50 }, (__, index) => `${index}`))) {
        read += 1;
        if (read === 3) {
          expect(await gitChildren()).not.toEqual([]);
          controller.abort(reason);
        }
      }
    };
    await expect(walk()).rejects.toBe(reason);
    expect(read).toBe(3);
    await vi.waitFor(async () => expect(await gitChildren()).toEqual([]), 5000);
  });

  test('stops the reading of Git LFS objects', async () => {
    const contents = Array.from({ length: 20 }, (_, index) => `pixels ${index}`);
    const pointers = contents.map((content) => lfsPointer(content));
    await using repo = await repository({
      '.gitattributes': '*.png filter=lfs\n',
      ...Object.fromEntries(pointers.map(({ pointer }, index) => [`${index}.png`, pointer])),
    });
    for (const [index, { objectPath }] of pointers.entries()) {
      await mkdir(dirname(join(repo.directory, objectPath)), { recursive: true });
      await writeFile(join(repo.directory, objectPath), contents[index]);
    }
    const controller = new AbortController();
    const snapshot = await open(repo, { signal: controller.signal });
    const read: string[] = [];
    const walk = async () => {
      for await (const { path } of snapshot.readMany(contents.map((_, index) => `${index}.png`))) {
        read.push(path);
        controller.abort(reason);
      }
    };
    await expect(walk()).rejects.toBe(reason);
    expect(read).toEqual(['0.png']);
  });

  test('whenever it comes ends the listing with its reason, and leaves no git behind', async () => {
    await using repo = await repository(
      Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`data/${index}.txt`, `${index}`])),
    );
    const start = performance.now();
    await open(repo);
    const whole = performance.now() - start;
    for (let part = 1; part <= 20; part += 1) {
      const controller = new AbortController();
      const listing = open(repo, { signal: controller.signal });
      setTimeout(() => controller.abort(reason), (part / 20) * whole);
      await listing.catch((error) => expect(error).toBe(reason));
      controller.abort(reason);
    }
    await vi.waitFor(async () => expect(await gitChildren()).toEqual([]), 5000);
  });
});

test('no git is left once single reads have paused', async () => {
  await using repo = await repository({ 'a.txt': 'a' });
  const snapshot = await open(repo);
  await snapshot.read('a.txt');
  expect(await gitChildren()).toHaveLength(1);
  await vi.waitFor(async () => expect(await gitChildren()).toEqual([]), 5000);
  expect((await snapshot.read('a.txt')).toString()).toBe('a');
});

describe('a file in pieces', () => {
  const content = Buffer.alloc(300_000, 'abcdefg');
  async function whole(snapshot: Snapshot, path: string) {
    const pieces: Buffer[] = [];
    for await (const piece of snapshot.stream(path)) pieces.push(Buffer.from(piece));
    return { count: pieces.length, bytes: Buffer.concat(pieces) };
  }

  test('is what it is as a whole, and empty when it is', async () => {
    await using repo = await repository({ 'large.json': content, 'empty.json': '' });
    const snapshot = await open(repo);
    const read = await whole(snapshot, 'large.json');
    expect(read.count).toBeGreaterThan(1);
    expect(read.bytes.equals(content)).toBe(true);
    expect(await whole(snapshot, 'empty.json')).toEqual({ count: 0, bytes: Buffer.alloc(0) });
    await vi.waitFor(async () => expect(await gitChildren()).toEqual([]), 5000);
  });

  test('can be left before its end', async () => {
    await using repo = await repository({ 'large.json': content });
    for await (const piece of (await open(repo)).stream('large.json')) {
      expect(content.subarray(0, piece.length).equals(piece)).toBe(true);
      break;
    }
    await vi.waitFor(async () => expect(await gitChildren()).toEqual([]), 5000);
  });

  test('that is not there is a fault', async () => {
    await using repo = await repository({ 'a.json': '{}' });
    await expect(whole(await open(repo), 'b.json')).rejects.toThrow('Expected a file at `b.json`');
  });
});
