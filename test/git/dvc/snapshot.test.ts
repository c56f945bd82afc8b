import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { changedPaths } from '../../../src/git/changes.ts';
import { openSnapshot } from '../../../src/git/snapshot.ts';
import { Fault } from '../../../src/model/fault.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { type DvcRepository, dvcRepository, layouts, remoteConfig, writeObjects } from '../../harness/dvc.ts';
import { fileServer, s3Server } from '../../harness/file-server.ts';
import { clonePartial, repository } from '../../harness/repository.ts';

const md5 = (content: string | Uint8Array) => createHash('md5').update(content).digest('hex');

beforeAll(() => {
  // No configuration of this machine.
  process.env.DVC_GLOBAL_CONFIG_DIR = '/nowhere';
  process.env.DVC_SYSTEM_CONFIG_DIR = '/nowhere';
});

const open = (repo: DvcRepository, side: 'base' | 'head' = 'head', trusted = repo.base) =>
  openSnapshot(repo.directory, repo[side], side, { trusted });

const kept = ({ files }: Snapshot) => [...files.values()].filter(({ hash }) => hash.startsWith('dvc:'));

async function contentsOf(snapshot: Snapshot, paths: Iterable<string>): Promise<Map<string, Buffer | string>> {
  const contents = new Map<string, Buffer | string>();
  for await (const result of snapshot.readMany(paths)) {
    contents.set(result.path, 'bytes' in result ? result.bytes : `${result.fault.kind}: ${result.fault.message}`);
  }
  return contents;
}

async function faultOf(promise: Promise<unknown>): Promise<Fault> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Fault);
  return error as Fault;
}

describe.each(layouts)('a repository made by %s', (layout) => {
  test('is listed as its working tree was, from listings alone', async () => {
    await using server = await fileServer();
    await using repo = await dvcRepository(layout, remoteConfig(`${server.url}/store`));
    for (const [key, content] of repo.remote) server.files.set(`/store/${key}`, content);
    const [base, head] = [await open(repo, 'base'), await open(repo, 'head')];
    expect(new Set(server.requests.filter((path) => server.files.has(path)).map((path) => path.slice(-4)))).toEqual(
      new Set(['.dir']),
    );
    for (const [snapshot, contents] of [
      [base, repo.contents.base],
      [head, repo.contents.head],
    ] as const) {
      expect(
        kept(snapshot)
          .map(({ path }) => path)
          .toSorted(),
      ).toEqual([...contents.keys()].toSorted());
      expect(snapshot.missing).toEqual([]);
      const order = [...snapshot.files.keys()];
      expect(order).toEqual(order.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
    }
    expect(changedPaths(base.files, head.files)).toEqual({
      added: ['data/train/new.png'],
      removed: ['data/train/gone.png'],
      modified: ['data/train.dvc', 'data/train/a.png', 'dvc.lock', 'work/out/cropped.png'],
      renamed: [],
    });
  });

  test('says where each content is named', async () => {
    await using repo = await dvcRepository(layout, '');
    await writeObjects(join(repo.directory, '.dvc/cache'), repo.remote);
    const { files } = await open(repo);
    expect(files.get('single/one.png')).toEqual({
      path: 'single/one.png',
      hash: `dvc:${md5(repo.contents.head.get('single/one.png')!)}`,
      bytes: 75,
      kind: 'file',
      pointer: { path: 'single/one.png.dvc', line: 2 },
    });
    expect(files.get('data/train/a.png')!.pointer).toEqual({ path: 'data/train.dvc', line: 2 });
    const { path, line } = files.get('work/out/cropped.png')!.pointer!;
    const lock = (await readFile(join(repo.directory, path), 'utf8')).split('\n');
    expect(path).toBe('dvc.lock');
    expect(lock[line - 1]).toMatch(/^ {6}md5: [0-9a-f]{32}\.dir$/);
    // Kept by git, since the stage says `cache: false`.
    expect(files.get('work/score.json')!.hash).toMatch(/^git:/);
  });

  test('is read from the cache alone, and from a remote into the cache', async () => {
    await using server = await fileServer();
    await using repo = await dvcRepository(layout, remoteConfig(server.url));
    for (const [key, content] of repo.remote) server.files.set(`/${key}`, content);
    const { head: expected } = repo.contents;
    expect(await contentsOf(await open(repo), expected.keys())).toEqual(expected);
    await server[Symbol.asyncDispose]();
    const again = await open(repo);
    expect(await contentsOf(again, expected.keys())).toEqual(expected);
    expect(again.files.get('data/train/a.png')!.bytes).toBe(expected.get('data/train/a.png')!.length);
    for (const key of await readdir(join(repo.directory, '.dvc/cache'), { recursive: true })) {
      expect(key).not.toMatch(/\.part$/);
    }
  });

  test('is fetched file by file as it is read', async () => {
    await using server = await fileServer();
    await using repo = await dvcRepository(layout, remoteConfig(server.url));
    for (const [key, content] of repo.remote) server.files.set(`/${key}`, content);
    const snapshot = await open(repo);
    const before = server.requests.length;
    await snapshot.read('data/train/new.png');
    expect(server.requests.slice(before)).toHaveLength(1);
    expect(server.requests.at(-1)).toMatch(
      new RegExp(`${md5(repo.contents.head.get('data/train/new.png')!).slice(2)}$`),
    );
  });
});

describe.each(layouts)('the remote of %s', (layout) => {
  const everything = async (repo: DvcRepository, snapshot: Snapshot) =>
    expect(await contentsOf(snapshot, repo.contents.head.keys())).toEqual(repo.contents.head);

  test('may be a folder', async () => {
    await using repo = await dvcRepository(layout, remoteConfig('../.git/store'));
    await writeObjects(join(repo.directory, '.git/store'), repo.remote);
    await everything(repo, await open(repo));
  });

  test('may be a bucket of S3, with credentials of DVC’s configuration', async () => {
    await using server = await s3Server('KEY');
    const secret = ['access_key_id = KEY', 'secret_access_key = SECRET'];
    const config = remoteConfig('s3://images/some/store', `endpointurl = ${server.url}`, ...secret);
    await using repo = await dvcRepository(layout, config);
    for (const [key, content] of repo.remote) server.files.set(`/images/some/store/${key}`, content);
    await everything(repo, await open(repo));
  });

  test('may want a login', async () => {
    const wanted = `Basic ${Buffer.from('me:pass').toString('base64')}`;
    await using server = await fileServer({
      refuse: ({ headers }) => (headers.authorization === wanted ? null : { status: 401 }),
    });
    const config = remoteConfig(server.url, 'auth = basic', 'user = me', 'password = "pass"');
    await using repo = await dvcRepository(layout, config);
    for (const [key, content] of repo.remote) server.files.set(`/${key}`, content);
    await everything(repo, await open(repo));
  });
});

test('a bucket that keeps versions is asked for the version that the `.dvc` file names', async () => {
  await using server = await s3Server('KEY');
  const secret = ['access_key_id = KEY', 'secret_access_key = SECRET', 'version_aware = true'];
  const content = (name: string) => Buffer.from(`pixels of ${name}`);
  const file = (key: string, name: string, lead: string) =>
    `${lead}- ${key}: ${name}\n${lead}  md5: ${md5(content(name))}\n${lead}  size: ${content(name).length}\n` +
    `${lead}  cloud:\n${lead}    store:\n${lead}      etag: e\n${lead}      version_id: v-${name}\n`;
  await using repo = await repository({
    '.dvc/config': remoteConfig('s3://images/top', `endpointurl = ${server.url}`, ...secret),
    'data/one.png.dvc': `outs:\n${file('path', 'one.png', '')}`,
    'data/set.dvc': `outs:\n- hash: md5\n  path: set\n  files:\n${file('relpath', 'a.png', '  ')}${file('relpath', 'sub/b.png', '  ')}  - relpath: c.png\n    cloud:\n      store:\n        etag: e\n`,
  });
  server.files.set('/images/top/data/one.png', content('one.png'));
  server.files.set('/images/top/data/set/a.png', content('a.png'));
  server.files.set('/images/top/data/set/sub/b.png', content('sub/b.png'));
  const commit = await repo.commitId();
  const snapshot = await openSnapshot(repo.directory, commit, 'head', { trusted: commit });
  expect(server.requests).toEqual([]);
  expect(snapshot.files.get('data/set/sub/b.png')!.pointer).toMatchObject({ path: 'data/set.dvc', line: 13 });
  expect(snapshot.missing).toMatchObject([
    { path: 'data/set/c.png', fault: { kind: 'unavailable', at: { path: 'data/set.dvc', line: 19 } } },
  ]);
  const paths = kept(snapshot).map(({ path }) => path);
  expect(await contentsOf(snapshot, paths)).toEqual(
    new Map(paths.map((path) => [path, content(path.replace(/^data\/(?:set\/)?/, ''))])),
  );
  expect(server.requests.toSorted()).toEqual([
    '/images/top/data/one.png@v-one.png',
    '/images/top/data/set/a.png@v-a.png',
    '/images/top/data/set/sub/b.png@v-sub/b.png',
  ]);
});

describe('what cannot be had', () => {
  const [layout] = layouts;

  test('of a listing is a missing place, which is not an empty one', async () => {
    await using repo = await dvcRepository(layout, '');
    const snapshot = await open(repo);
    expect(kept(snapshot).map(({ path }) => path)).toEqual(['single/one.png']);
    expect(snapshot.missing.map(({ path, fault }) => [path, fault.kind, fault.at])).toEqual([
      ['data/train', 'unavailable', { path: 'data/train.dvc', line: 2 }],
      ['work/out', 'unavailable', { path: 'dvc.lock', line: expect.any(Number) }],
    ]);
    expect(snapshot.missing[0].fault.message).toBe(
      'The content of `data/train`, which DVC keeps, is not here: no remote is configured where the gate looks (`.dvc/config` of the base branch, `.dvc/config.local`). Run `dvc pull` before the gate (for earlier commits `dvc fetch --all-commits`).',
    );
    expect(await faultOf(snapshot.read('data/train/a.png'))).toBe(snapshot.missing[0].fault);
  });

  test('of a file is a fault on the line that names it', async () => {
    await using server = await fileServer();
    await using repo = await dvcRepository(layout, remoteConfig(server.url));
    const snapshot = await open(repo);
    const fault = await faultOf(snapshot.read('single/one.png'));
    expect(fault).toMatchObject({ kind: 'unavailable', at: { path: 'single/one.png.dvc', line: 2 } });
    expect(fault.message).toContain('is not here: remote `store` does not have it. Run `dvc pull`');
    const asked = server.requests.length;
    await faultOf(snapshot.read('single/one.png'));
    expect(server.requests).toHaveLength(asked);
  });

  test.each([
    ['gs://bucket/store', 'remote `store` is of the kind `gs://`, which the gate does not fetch from'],
    ['azure://container/store', 'remote `store` is of the kind `azure://`'],
    ['ssh://me@host/store', 'remote `store` is of the kind `ssh://`'],
    ['http://127.0.0.1:9/store', '127.0.0.1:9 cannot be reached ('],
  ])('from %s is said', async (url, reason) => {
    await using repo = await dvcRepository(layout, remoteConfig(url));
    expect((await faultOf((await open(repo)).read('single/one.png'))).message).toContain(`is not here: ${reason}`);
  });

  test('from S3 is said', async () => {
    await using server = await s3Server('OTHER');
    const secret = ['access_key_id = KEY', 'secret_access_key = SECRET'];
    await using repo = await dvcRepository(
      layout,
      remoteConfig('s3://images', `endpointurl = ${server.url}`, ...secret),
    );
    expect((await faultOf((await open(repo)).read('single/one.png'))).message).toContain(
      'is not here: `s3://images` cannot be read (403 InvalidAccessKeyId). Run',
    );
    // One that refused once is not asked for the rest.
    expect(server.requests.length).toBeLessThanOrEqual(3);
  });

  test.each<[string, (content: Buffer) => Buffer, string]>([
    ['other bytes', () => Buffer.alloc(75), 'remote `store` sent other content'],
    ['too many', (content) => Buffer.concat([content, content]), 'remote `store` sent more than 75 bytes'],
    ['too few', (content) => content.subarray(5), 'remote `store` sent 70 bytes'],
  ])('because a remote sends %s is not taken', async (_, sent, reason) => {
    await using server = await fileServer();
    await using repo = await dvcRepository(layout, remoteConfig(server.url));
    for (const [key, content] of repo.remote) server.files.set(`/${key}`, sent(content));
    expect((await faultOf((await open(repo)).read('single/one.png'))).message).toContain(reason);
    expect((await open(repo)).missing[0].fault.message).toContain('remote `store` sent other content');
  });

  test('because the cache is damaged says which file to delete', async () => {
    await using repo = await dvcRepository(layout, '');
    await writeObjects(
      join(repo.directory, '.dvc/cache'),
      new Map([...repo.remote].map(([key, content]) => [key, content.length === 75 ? Buffer.alloc(75) : content])),
    );
    expect((await faultOf((await open(repo)).read('single/one.png'))).message).toMatch(
      /^Expected the MD5 [0-9a-f]{32} for `.*\.dvc\/cache\/.*` but received other content\. Delete the file\./,
    );
  });

  test('larger than what is read at once is not held', async () => {
    await using repo = await dvcRepository(layout, '');
    await writeObjects(join(repo.directory, '.dvc/cache'), repo.remote);
    const snapshot = await openSnapshot(repo.directory, repo.head, 'head', { maxFileBytes: 70 });
    expect((await faultOf(snapshot.read('data/train/deep/b.png'))).message).toContain('Expected at most 70 bytes');
  });
});

describe('the configuration of a pull request', () => {
  const [layout] = layouts;

  test('is not obeyed, only that of the trusted commit', async () => {
    await using theirs = await fileServer();
    await using ours = await fileServer();
    await using repo = await dvcRepository(layout, remoteConfig(`${ours.url}/store`));
    for (const [key, content] of repo.remote) {
      ours.files.set(`/store/${key}`, content);
      theirs.files.set(`/${key}`, content);
    }
    const head = await repo.commit({ '.dvc/config': remoteConfig(theirs.url) });
    const snapshot = await openSnapshot(repo.directory, head, 'head', { trusted: repo.base });
    expect((await snapshot.read('single/one.png')).length).toBe(75);
    await rm(join(repo.directory, '.dvc/cache'), { recursive: true });
    const blind = await openSnapshot(repo.directory, head, 'head');
    expect((await faultOf(blind.read('single/one.png'))).message).toContain('no remote is configured');
    expect(theirs.requests).toEqual([]);
  });

  test('of this clone counts more, unless a commit put it there', async () => {
    await using theirs = await fileServer();
    await using repo = await dvcRepository(layout, remoteConfig('http://127.0.0.1:9'));
    for (const [key, content] of repo.remote) theirs.files.set(`/${key}`, content);
    await writeFile(join(repo.directory, '.dvc/config.local'), `['remote "store"']\n    url = ${theirs.url}\n`);
    expect((await (await open(repo)).read('single/one.png')).length).toBe(75);
    await rm(join(repo.directory, '.dvc/cache'), { recursive: true });
    await repo.commit({});
    const asked = theirs.requests.length;
    expect((await faultOf((await open(repo)).read('single/one.png'))).message).toContain(
      '127.0.0.1:9 cannot be reached',
    );
    expect(theirs.requests).toHaveLength(asked);
  });

  test('cannot lead what is kept to another folder', async () => {
    await using server = await fileServer();
    await using repo = await dvcRepository(layout, remoteConfig(server.url));
    for (const [key, content] of repo.remote) server.files.set(`/${key}`, content);
    const elsewhere = join(repo.directory, '.git', 'elsewhere');
    await mkdir(elsewhere);
    await symlink(elsewhere, join(repo.directory, '.dvc/cache'));
    await repo.commit({});
    expect((await (await open(repo)).read('single/one.png')).length).toBe(75);
    expect(await readdir(elsewhere)).toEqual([]);
  });
});

describe('clones', () => {
  const [layout] = layouts;

  test('that are partial are fetched as far as they are needed', async () => {
    await using server = await fileServer();
    await using repo = await dvcRepository(layout, remoteConfig(server.url));
    for (const [key, content] of repo.remote) server.files.set(`/${key}`, content);
    await using partial = await clonePartial(repo);
    const snapshot = await openSnapshot(partial.directory, repo.head, 'head', { trusted: repo.base });
    expect(await contentsOf(snapshot, repo.contents.head.keys())).toEqual(repo.contents.head);
  });

  test('without a working tree read from the remote', async () => {
    await using server = await fileServer();
    await using repo = await dvcRepository(layout, remoteConfig(server.url));
    for (const [key, content] of repo.remote) server.files.set(`/${key}`, content);
    await using partial = await clonePartial(repo);
    const snapshot = await openSnapshot(partial.origin, repo.head, 'head', { trusted: repo.base });
    expect((await snapshot.read('data/train/new.png')).length).toBe(
      repo.contents.head.get('data/train/new.png')!.length,
    );
  });
});

test('a `.dvc` file that cannot be read is a place that is not known', async () => {
  await using repo = await repository({
    'data/train.dvc': 'outs:\n<<<<<<< HEAD\n- md5: 1\n',
    'list.dvc': '- 1\n',
    'dir/dvc.lock': 'stages: {a: {outs: [{path: *x}]}}\n',
    'fine.txt.dvc': 'outs:\n- md5: d41d8cd98f00b204e9800998ecf8427e\n  path: fine.txt\n',
  });
  const snapshot = await openSnapshot(repo.directory, await repo.commitId(), 'head');
  expect(snapshot.missing.map(({ path, fault }) => [path, fault.kind, fault.at])).toEqual([
    ['data/train', 'broken', { path: 'data/train.dvc', line: 2 }],
    ['list', 'broken', { path: 'list.dvc', line: 1 }],
    ['dir', 'broken', { path: 'dir/dvc.lock', line: 1 }],
  ]);
  expect(snapshot.files.get('fine.txt')).toMatchObject({ bytes: 0, hash: 'dvc:d41d8cd98f00b204e9800998ecf8427e' });
  expect(snapshot.missing[0].fault.message).toMatch(
    /^Expected a file of DVC at `data\/train\.dvc` but cannot read it: /,
  );
});
