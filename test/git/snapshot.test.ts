import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openSnapshot } from '../../src/git/snapshot.ts';
import { Fault } from '../../src/model/fault.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { clone, clonePartial, lfsPointer, type Repository, repository } from '../harness/repository.ts';

const open = async (repo: Repository, revision = 'HEAD', options = {}) =>
  openSnapshot(repo.directory, await repo.commitId(revision), 'head', options);

async function collect(snapshot: Snapshot, paths: string[]) {
  const results = [];
  for await (const result of snapshot.readMany(paths)) results.push(result);
  return results;
}

async function faultOf(promise: Promise<unknown>): Promise<Fault> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Fault);
  return error as Fault;
}

describe('a snapshot', () => {
  test('lists each file with its blob id and size, in git order', async () => {
    await using repo = await repository({
      'b.txt': 'bb',
      'a/z.txt': 'z',
      'a.txt': '',
      'a/y.bin': Buffer.from([0, 10, 255]),
    });
    const snapshot = await open(repo);
    expect([...snapshot.files.keys()]).toEqual(['a.txt', 'a/y.bin', 'a/z.txt', 'b.txt']);
    expect(snapshot.files.get('a/y.bin')).toEqual({
      path: 'a/y.bin',
      hash: `git:${await repo.git('rev-parse', 'HEAD:a/y.bin')}`,
      bytes: 3,
      kind: 'file',
    });
    expect(await snapshot.read('a/y.bin')).toEqual(Buffer.from([0, 10, 255]));
    expect(await snapshot.read('a.txt')).toEqual(Buffer.alloc(0));
  });

  test('reads the commit that it was opened for, whatever the working tree holds', async () => {
    await using repo = await repository({ 'a.txt': 'old' });
    const first = await repo.commitId();
    await repo.commit({ 'a.txt': 'new' });
    await writeFile(join(repo.directory, 'a.txt'), 'dirty');
    expect((await (await openSnapshot(repo.directory, first, 'base')).read('a.txt')).toString()).toBe('old');
  });

  test('knows names with spaces, tabs, line breaks, quotes and any script', async () => {
    const names = [
      'with space.txt',
      'tab\there.txt',
      'line\nbreak.txt',
      '"quoted".txt',
      '写真/犬.jpg',
      'é.txt',
      '-rf',
      ':(top)x',
    ];
    await using repo = await repository(Object.fromEntries(names.map((name) => [name, name])));
    const snapshot = await open(repo);
    expect([...snapshot.files.keys()].toSorted()).toEqual(names.toSorted());
    for (const name of names) expect((await snapshot.read(name)).toString()).toBe(name);
  });

  test('keeps apart names that are not UTF-8', async () => {
    await using repo = await repository({ 'plain é.txt': 'p' });
    const root = Buffer.from(`${repo.directory}/`);
    for (const byte of [0xe9, 0xea]) {
      await writeFile(Buffer.concat([root, Buffer.from([0x63, byte, 0x22])]), String(byte));
    }
    await repo.commit({});
    const snapshot = await open(repo);
    expect([...snapshot.files.keys()].toSorted()).toEqual(['"c\\351\\""', '"c\\352\\""', 'plain é.txt']);
    expect((await snapshot.read('"c\\352\\""')).toString()).toBe('234');
  });

  test('shows symbolic links and submodules as entries and never follows them', async () => {
    await using repo = await repository({ 'real.txt': 'real', link: { symlink: 'real.txt' } });
    await repo.commit({ module: { submodule: '1'.repeat(40) } });
    const snapshot = await open(repo);
    expect(snapshot.files.get('link')).toMatchObject({ kind: 'symlink', bytes: 8 });
    expect(snapshot.files.get('module')).toEqual({
      path: 'module',
      hash: `git:${'1'.repeat(40)}`,
      bytes: 0,
      kind: 'submodule',
    });
    expect(await faultOf(snapshot.read('link'))).toMatchObject({ kind: 'broken', at: { path: 'link' } });
    expect((await faultOf(snapshot.read('module'))).message).toContain('found a submodule');
  });

  test('says which file a commit does not have', async () => {
    await using repo = await repository({ 'a.txt': 'a' });
    const fault = await faultOf((await open(repo)).read('models/net.onnx'));
    expect(fault).toMatchObject({ kind: 'broken', at: { path: 'models/net.onnx' } });
    expect(fault.message).toMatch(/^Expected a file at `models\/net\.onnx` but commit [0-9a-f]{40} has none\./);
  });

  test('says how to get a commit that is not here', async () => {
    await using repo = await repository({ 'a.txt': 'a' });
    const fault = await faultOf(openSnapshot(repo.directory, '1'.repeat(40), 'base'));
    expect(fault.kind).toBe('unavailable');
    expect(fault.message).toContain('fetch-depth: 0');
  });

  test('works in a SHA-256 repository', async () => {
    await using repo = await repository();
    await rm(join(repo.directory, '.git'), { recursive: true });
    await repo.git('init', '--quiet', '--object-format=sha256', '--initial-branch=main');
    await repo.commit({ 'a.txt': 'a' });
    const snapshot = await open(repo);
    expect(snapshot.files.get('a.txt')!.hash).toMatch(/^git:[0-9a-f]{64}$/);
    expect((await snapshot.read('a.txt')).toString()).toBe('a');
  });

  test('stops with the signal', async () => {
    await using repo = await repository({ 'a.txt': 'a' });
    const commit = await repo.commitId();
    await expect(openSnapshot(repo.directory, commit, 'head', { signal: AbortSignal.abort() })).rejects.toThrow(
      'aborted',
    );
    const controller = new AbortController();
    const snapshot = await openSnapshot(repo.directory, commit, 'head', { signal: controller.signal });
    controller.abort(new Error('cancelled by the user'));
    await expect(snapshot.read('a.txt')).rejects.toThrow('cancelled by the user');
  });

  test('does not obey the git variables of a calling hook', async () => {
    await using repo = await repository({ 'a.txt': 'a' });
    process.env.GIT_DIR = '/nowhere';
    try {
      expect([...(await open(repo)).files.keys()]).toEqual(['a.txt']);
    } finally {
      delete process.env.GIT_DIR;
    }
  });
});

describe('reading many files', () => {
  test('keeps the order asked, repeats included, and puts faults in their place', async () => {
    await using repo = await repository({ a: '1', b: '22', c: '333', link: { symlink: 'a' } });
    const results = await collect(await open(repo, 'HEAD', { maxFileBytes: 2 }), ['b', 'link', 'a', 'none', 'c', 'a']);
    expect(results.map((result) => ('bytes' in result ? result.bytes.toString() : result.fault.kind))).toEqual([
      '22',
      'broken',
      '1',
      'broken',
      'unavailable',
      '1',
    ]);
    expect(results.map(({ path }) => path)).toEqual(['b', 'link', 'a', 'none', 'c', 'a']);
    expect(results[4]).toMatchObject({
      fault: { message: expect.stringContaining('Expected at most 2 bytes for `c` but received 3') },
    });
  });

  test('returns the bytes of a thousand files of every size, also when it is read slowly', async () => {
    const content = (index: number) => Buffer.alloc((index * 7919) % 200_000, index % 251);
    await using repo = await repository(
      Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`f/${index}`, content(index)])),
    );
    const snapshot = await open(repo);
    let index = 0;
    for await (const result of snapshot.readMany(Array.from({ length: 1000 }, (_, each) => `f/${each}`))) {
      if (index % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      expect('bytes' in result && result.bytes.equals(content(index))).toBe(true);
      index += 1;
    }
    expect(index).toBe(1000);
  });

  test('does not hold up single reads, or another walk, inside its loop', async () => {
    const big = Buffer.alloc(3_000_000, 1);
    await using repo = await repository({ a: big, b: Buffer.concat([big, big]), 'labels.txt': 'cat' });
    const snapshot = await open(repo);
    let read = 0;
    for await (const _ of snapshot.readMany(['a', 'b'])) {
      expect((await snapshot.read('labels.txt')).toString()).toBe('cat');
      expect(await collect(snapshot, ['b', 'a'])).toHaveLength(2);
      read += 1;
    }
    expect(read).toBe(2);
  });

  test('may be left early', async () => {
    await using repo = await repository({ a: Buffer.alloc(5_000_000), b: Buffer.alloc(4_000_000, 1) });
    const snapshot = await open(repo);
    for await (const _ of snapshot.readMany(['a', 'b'])) break;
    expect((await snapshot.read('b')).length).toBe(4_000_000);
  });

  test('answers single reads that are asked all at once', async () => {
    await using repo = await repository(
      Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`${index}`, `${index}`])),
    );
    const snapshot = await open(repo);
    const contents = await Promise.all(Array.from({ length: 50 }, (_, index) => snapshot.read(`${index}`)));
    expect(contents.map(String)).toEqual(Array.from({ length: 50 }, (_, index) => `${index}`));
  });
});

describe('a partial clone', () => {
  const missing = async (repo: Repository) =>
    (await repo.git('rev-list', '--objects', '--all', '--missing=print')).match(/^\?/gm)?.length ?? 0;

  test('is listed without fetching a blob, and fetched in one go when read', async () => {
    await using repo = await repository({ 'data/1': 'one', 'data/2': 'two', 'data/3': 'three' });
    await using partial = await clonePartial(repo);
    const snapshot = await open(partial);
    expect(await missing(partial)).toBe(3);
    expect(snapshot.files.get('data/1')!.bytes).toBeNaN();

    const packs = async () => (await partial.git('count-objects', '-v')).match(/^packs: (\d+)$/m)![1];
    const before = Number(await packs());
    expect(await collect(snapshot, ['data/3', 'data/1'])).toEqual([
      { path: 'data/3', bytes: Buffer.from('three') },
      { path: 'data/1', bytes: Buffer.from('one') },
    ]);
    expect(await missing(partial)).toBe(1);
    expect(Number(await packs()) - before).toBe(1);
    expect(snapshot.files.get('data/1')!.bytes).toBe(3);
    expect((await open(partial)).files.get('data/1')!.bytes).toBe(3);
  });

  test('says which content the remote did not send', async () => {
    await using repo = await repository({ a: 'one', b: 'two' });
    await using partial = await clonePartial(repo);
    const snapshot = await open(partial);
    await snapshot.read('a');
    await rm(partial.origin, { recursive: true });
    expect(await collect(snapshot, ['a', 'b'])).toMatchObject([
      { path: 'a', bytes: Buffer.from('one') },
      {
        path: 'b',
        fault: { kind: 'unavailable', message: expect.stringContaining('Let the machine reach the remote') },
      },
    ]);
  });

  test('without trees is listed too', async () => {
    await using repo = await repository({ 'deep/er/file': 'x' });
    await using partial = await clone(repo, { filter: 'tree:0', checkout: false });
    expect((await (await open(partial)).read('deep/er/file')).toString()).toBe('x');
  });

  test('finds the pointers of Git LFS', async () => {
    const image = lfsPointer('pixels');
    await using repo = await repository({
      '.gitattributes': '*.png filter=lfs\n',
      'a.png': image.pointer,
      'b.txt': 'b',
    });
    await using partial = await clonePartial(repo);
    const snapshot = await open(partial);
    expect(snapshot.files.get('a.png')).toMatchObject({ hash: `lfs:${image.oid}`, bytes: 6 });
    expect(await missing(partial)).toBe(1);
  });
});

describe('Git LFS', () => {
  const image = lfsPointer('the real pixels');

  async function store(repo: Repository, content = 'the real pixels') {
    const file = join(repo.directory, image.objectPath);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }

  test('a pointer is the entry of its content, read from the local store', async () => {
    await using repo = await repository({
      '.gitattributes': '*.png filter=lfs diff=lfs merge=lfs -text\n',
      'a.png': image.pointer,
    });
    await store(repo);
    const snapshot = await open(repo);
    expect(snapshot.files.get('a.png')).toEqual({ path: 'a.png', hash: `lfs:${image.oid}`, bytes: 15, kind: 'file' });
    expect((await snapshot.read('a.png')).toString()).toBe('the real pixels');
    expect(await collect(snapshot, ['a.png', '.gitattributes', 'a.png'])).toHaveLength(3);
  });

  test('says how to fetch content that is not in the local store', async () => {
    await using repo = await repository({ '.gitattributes': '*.png filter=lfs\n', 'a.png': image.pointer });
    const fault = await faultOf((await open(repo)).read('a.png'));
    expect(fault.kind).toBe('unavailable');
    expect(fault.message).toBe(
      `\`a.png\` is a Git LFS pointer whose content (15 bytes) is not here. Run \`git lfs fetch origin ${await repo.commitId()}\` before the gate.`,
    );
  });

  test.each(['the real pixel', 'the fake pixels'])(
    'does not take a damaged local object for the content (%s)',
    async (content) => {
      await using repo = await repository({ '.gitattributes': '*.png filter=lfs\n', 'a.png': image.pointer });
      await store(repo, content);
      expect((await faultOf((await open(repo)).read('a.png'))).message).toMatch(
        /^Expected 15 bytes with SHA-256 .* Delete `/,
      );
    },
  );

  test('only files that the attributes of their commit say, and that are pointers to the last byte', async () => {
    await using repo = await repository({
      '.gitattributes': '[attr]big filter=lfs -text\ndata/** big\ndata/kept/* -filter\n',
      'data/sub/.gitattributes': 'plain.png !filter\n',
      'data/a.png': image.pointer,
      'data/raw.png': 'pixels committed as they are',
      'data/padded.png': `${image.pointer}\n`,
      'data/long.png': image.pointer + 'x'.repeat(2000),
      'data/kept/b.png': image.pointer,
      'data/sub/plain.png': image.pointer,
      'data/sub/other.png': image.pointer,
      'c.png': image.pointer,
    });
    const { files } = await open(repo);
    const pointers = [...files.values()].filter(({ hash }) => hash.startsWith('lfs:')).map(({ path }) => path);
    expect(pointers).toEqual(['data/a.png', 'data/sub/other.png']);
  });

  test('is read from the folder that lfs.storage names, and never from what .lfsconfig says', async () => {
    await using repo = await repository({
      '.gitattributes': '*.png filter=lfs\n',
      '.lfsconfig': '[lfs]\n\tstorage = /somewhere/else\n\turl = https://evil.example\n',
      'a.png': image.pointer,
    });
    await repo.git('config', 'lfs.storage', 'media');
    const file = join(repo.directory, image.objectPath.replace('lfs/', 'media/'));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, 'the real pixels');
    expect((await (await open(repo)).read('a.png')).toString()).toBe('the real pixels');
  });
});
