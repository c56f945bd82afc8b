import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openSnapshot } from '../../../src/git/snapshot.ts';
import { Fault } from '../../../src/model/fault.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { lfsServer } from '../../harness/lfs-server.ts';
import { clone, lfsPointer, type Repository, repository } from '../../harness/repository.ts';

const open = async (repo: Repository) => openSnapshot(repo.directory, await repo.commitId(), 'head');

/** A repository of pointers only; `lfs.url` names the server. */
async function pointers(contents: Record<string, string | Uint8Array>, url?: string): Promise<Repository> {
  const repo = await repository({
    '.gitattributes': '*.png filter=lfs\n',
    ...Object.fromEntries(Object.entries(contents).map(([path, content]) => [path, lfsPointer(content).pointer])),
  });
  if (url !== undefined) await repo.git('config', 'lfs.url', url);
  return repo;
}

async function contentsOf(snapshot: Snapshot, paths: Iterable<string>): Promise<string[]> {
  const contents: string[] = [];
  for await (const result of snapshot.readMany(paths)) {
    contents.push('bytes' in result ? result.bytes.toString() : `${result.fault.kind}: ${result.fault.message}`);
  }
  return contents;
}

const faultOf = (promise: Promise<unknown>): Promise<Fault> =>
  promise.then(
    () => expect.unreachable('there was no fault'),
    (error: unknown) => {
      expect(error).toBeInstanceOf(Fault);
      return error as Fault;
    },
  );

describe('objects that are not here', () => {
  test('are asked for when they are read, and only those that are read', async () => {
    await using server = await lfsServer();
    const [a] = ['a', 'b', 'c'].map((content) => server.add(content));
    await using repo = await pointers({ 'a.png': 'a', 'b.png': 'b', 'c.png': 'c' }, server.url);
    const snapshot = await open(repo);
    expect(server.requests).toEqual([]);
    expect((await snapshot.read('a.png')).toString()).toBe('a');
    expect(server.requests).toEqual(['batch 1', `get ${a}`]);
    expect(await contentsOf(snapshot, ['c.png', 'a.png', 'b.png', 'c.png'])).toEqual(['c', 'a', 'b', 'c']);
    expect(server.requests.filter((request) => request.startsWith('batch'))).toEqual(['batch 1', 'batch 2']);
    expect(server.requests).toHaveLength(5);
  });

  test('are kept where Git LFS keeps them, so that another run asks nobody', async () => {
    await using server = await lfsServer();
    server.add('pixels');
    await using repo = await pointers({ 'a.png': 'pixels' }, server.url);
    await (await open(repo)).read('a.png');
    const { objectPath } = lfsPointer('pixels');
    expect((await readFile(join(repo.directory, objectPath))).toString()).toBe('pixels');
    expect(await readdir(dirname(join(repo.directory, objectPath)))).toHaveLength(1);
    await server[Symbol.asyncDispose]();
    expect((await (await open(repo)).read('a.png')).toString()).toBe('pixels');
  });

  test('come a hundred a request, in the order asked', async () => {
    await using server = await lfsServer();
    const names = Array.from({ length: 260 }, (_, index) => `${index}`);
    for (const name of names) server.add(name);
    await using repo = await pointers(Object.fromEntries(names.map((name) => [`${name}.png`, name])), server.url);
    expect(
      await contentsOf(
        await open(repo),
        names.map((name) => `${name}.png`),
      ),
    ).toEqual(names);
    expect(server.requests.filter((request) => request.startsWith('batch'))).toEqual([
      'batch 100',
      'batch 100',
      'batch 56',
      'batch 4',
    ]);
  });

  test('are streamed, too', async () => {
    await using server = await lfsServer();
    const content = randomBytes(3_000_000);
    server.add(content);
    await using repo = await pointers({ 'a.png': content }, server.url);
    const pieces: Uint8Array[] = [];
    for await (const piece of (await open(repo)).stream('a.png')) pieces.push(piece);
    expect(pieces.length).toBeGreaterThan(1);
    expect(Buffer.concat(pieces).equals(content)).toBe(true);
  });

  test('are located, too', async () => {
    await using server = await lfsServer();
    server.add('content');
    await using repo = await pointers({ 'a.png': 'content', 'b.png': 'elsewhere' }, server.url);
    const snapshot = await open(repo);
    expect(readFileSync((await snapshot.locate('a.png'))!, 'utf8')).toBe('content');
    expect(await snapshot.locate('b.png')).toBe(null);
    expect(await snapshot.locate('.gitattributes')).toBe(null);
  });

  test('are a fault each, with the reason and what to do, and are not asked for again', async () => {
    await using server = await lfsServer();
    server.add('b');
    await using repo = await pointers({ 'a.png': 'a', 'b.png': 'b' }, server.url);
    const snapshot = await open(repo);
    const [lost, found] = await contentsOf(snapshot, ['a.png', 'b.png']);
    expect(found).toBe('b');
    expect(lost).toBe(
      `unavailable: \`a.png\` is a Git LFS pointer whose content (1 bytes) is not here: \`${new URL(server.url).host}\` was asked: it answers 404 (Object does not exist). Run \`git lfs fetch origin ${snapshot.commit}\` before the gate.`,
    );
    const asked = server.requests.length;
    await faultOf(snapshot.read('a.png'));
    expect(server.requests).toHaveLength(asked);
  });

  test.each<[string, (content: Buffer) => Buffer, string]>([
    ['other bytes', () => Buffer.from('PIXELS'), 'other content'],
    ['too few', (content) => content.subarray(1), '5 bytes'],
    ['too many', (content) => Buffer.concat([content, content]), 'more than 6 bytes'],
  ])('are not taken from a server that sends %s', async (_, sent, received) => {
    await using server = await lfsServer({ sent });
    server.add('pixels');
    await using repo = await pointers({ 'a.png': 'pixels' }, server.url);
    const fault = await faultOf((await open(repo)).read('a.png'));
    expect(fault.kind).toBe('unavailable');
    expect(fault.message).toContain(received);
    const { objectPath } = lfsPointer('pixels');
    expect(await readdir(dirname(join(repo.directory, objectPath)))).toEqual([]);
  });

  test('replace a local object that was cut off', async () => {
    await using server = await lfsServer();
    server.add('pixels');
    await using repo = await pointers({ 'a.png': 'pixels' }, server.url);
    const file = join(repo.directory, lfsPointer('pixels').objectPath);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, 'pix');
    expect((await (await open(repo)).read('a.png')).toString()).toBe('pixels');
  });

  test('are had once, however many ask at the same time', async () => {
    await using server = await lfsServer();
    const oid = server.add('pixels');
    await using repo = await pointers({ 'a.png': 'pixels', 'b.png': 'pixels' }, server.url);
    const snapshot = await open(repo);
    const all = await Promise.all([
      snapshot.read('a.png'),
      contentsOf(snapshot, ['b.png', 'a.png']),
      snapshot.read('b.png'),
    ]);
    expect(all.flat().map(String)).toEqual(['pixels', 'pixels', 'pixels', 'pixels']);
    expect(server.requests).toEqual(['batch 1', `get ${oid}`]);
  });

  test.skipIf(process.getuid?.() === 0)('are held by the run when the store cannot be written to', async () => {
    await using server = await lfsServer();
    server.add('pixels');
    await using repo = await pointers({ 'a.png': 'pixels' }, server.url);
    const store = join(repo.directory, '.git/lfs/objects');
    await mkdir(store, { recursive: true });
    await chmod(store, 0o500);
    expect((await (await open(repo)).read('a.png')).toString()).toBe('pixels');
    expect(await readdir(store)).toEqual([]);
  });

  test('are held by the run when a file is in the place of the store', async () => {
    await using server = await lfsServer();
    server.add('pixels');
    await using repo = await pointers({ 'a.png': 'pixels' }, server.url);
    await writeFile(join(repo.directory, '.git/lfs'), '');
    expect((await (await open(repo)).read('a.png')).toString()).toBe('pixels');
  });

  test('are read from a remote on a disk', async () => {
    await using repo = await pointers({ 'a.png': 'pixels', 'b.png': 'more' });
    await using copy = await clone(repo);
    const { oid } = lfsPointer('pixels');
    const file = join(copy.origin, 'lfs/objects', oid.slice(0, 2), oid.slice(2, 4), oid);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, 'pixels');
    const [a, b] = await contentsOf(await open(copy), ['a.png', 'b.png']);
    expect(a).toBe('pixels');
    expect(b).toContain(`: \`${join(copy.origin, 'lfs/objects')}\` does not have it. Run \`git lfs fetch origin`);
  });
});

describe('a server in trouble', () => {
  test.each([429, 500, 503])('that passes (%i) is asked again', async (status) => {
    const trouble = { status, headers: { 'retry-after': '0' } };
    const oid = lfsPointer('pixels').oid;
    await using server = await lfsServer({ before: { batch: [trouble, trouble], [`get ${oid}`]: [trouble] } });
    server.add('pixels');
    await using repo = await pointers({ 'a.png': 'pixels' }, server.url);
    expect((await (await open(repo)).read('a.png')).toString()).toBe('pixels');
    expect(server.requests).toEqual(['batch 1', 'batch 1', 'batch 1', `get ${oid}`, `get ${oid}`]);
  });

  test('that does not pass is not asked for the rest', async () => {
    const trouble = Array.from({ length: 4 }, () => ({
      status: 503,
      headers: { 'retry-after': '0' },
      body: '{"message":"down for\\n maintenance"}',
    }));
    await using server = await lfsServer({ before: { batch: trouble } });
    await using repo = await pointers({ 'a.png': 'a', 'b.png': 'b' }, server.url);
    const snapshot = await open(repo);
    expect((await faultOf(snapshot.read('a.png'))).message).toContain('it answers 503 (down for maintenance). Run');
    expect((await faultOf(snapshot.read('b.png'))).message).toContain('it answers 503');
    expect(server.requests).toHaveLength(4);
  });

  test.each([
    ['no JSON', '<html>', 'it is no server of Git LFS'],
    ['another transfer', '{"transfer":"tus","objects":[]}', 'it only offers the transfer `tus`'],
    ['nothing of the object', '{"objects":[{"oid":5},null]}', 'it does not say where the object is'],
    [
      'an address that is none',
      `{"objects":[{"oid":"OID","actions":{"download":{"href":"file:///etc/passwd"}}}]}`,
      'it does not say where',
    ],
  ])('or one that answers %s is a reason', async (_, body, reason) => {
    const answer = { status: 200, body: body.replace('OID', lfsPointer('a').oid) };
    await using server = await lfsServer({ before: { batch: [answer] } });
    await using repo = await pointers({ 'a.png': 'a' }, server.url);
    const fault = await faultOf((await open(repo)).read('a.png'));
    expect(fault.kind).toBe('unavailable');
    expect(fault.message).toContain(reason);
  });
});

describe('credentials', () => {
  const secret = `Basic ${Buffer.from('x-access-token:s3cret').toString('base64')}`;

  test('come from the header that actions/checkout configures for the address', async () => {
    await using server = await lfsServer({ authorization: secret });
    server.add('a');
    await using repo = await pointers({ 'a.png': 'a' }, server.url);
    await repo.git('config', `http.${new URL(server.url).origin}/.extraheader`, `AUTHORIZATION: ${secret}`);
    expect((await (await open(repo)).read('a.png')).toString()).toBe('a');
    expect(server.requests.filter((request) => request.startsWith('batch'))).toHaveLength(1);
  });

  test('come from the configured address', async () => {
    await using server = await lfsServer({ authorization: secret });
    server.add('a');
    await using repo = await pointers({ 'a.png': 'a' }, server.url.replace('//', '//x-access-token:s3cret@'));
    expect((await (await open(repo)).read('a.png')).toString()).toBe('a');
  });

  test('come from a stock credential helper once the server asks', async () => {
    await using server = await lfsServer({ authorization: secret });
    server.add('a');
    await using repo = await pointers({ 'a.png': 'a' }, server.url);
    const home = join(repo.directory, '.git', 'home');
    await mkdir(home);
    const { origin } = new URL(server.url);
    await writeFile(join(home, '.git-credentials'), `${origin.replace('//', '//x-access-token:s3cret@')}\n`);
    await repo.git('config', 'credential.helper', 'store');
    const before = process.env.HOME;
    process.env.HOME = home;
    try {
      expect((await (await open(repo)).read('a.png')).toString()).toBe('a');
      expect(server.headers.map(({ authorization }) => authorization)).toEqual([undefined, secret, secret]);
    } finally {
      process.env.HOME = before;
    }
  });

  test('of a program that the repository names are not asked for', async () => {
    await using server = await lfsServer({ authorization: secret });
    server.add('a');
    await using repo = await pointers({ 'a.png': 'a' }, server.url);
    const trace = join(repo.directory, '.git', 'was-run');
    await repo.git(
      'config',
      'credential.helper',
      `!touch ${trace}; printf 'username=x-access-token\\npassword=s3cret\\n'`,
    );
    expect((await faultOf((await open(repo)).read('a.png'))).message).toContain('it answers 401');
    await expect(readFile(trace)).rejects.toThrow('ENOENT');
  });

  test('are not sent to another host, which gets what the server gave for it', async () => {
    await using storage = await lfsServer({ actionHeader: { 'x-ticket': '7' } });
    await using server = await lfsServer({
      authorization: secret,
      actionHeader: { 'x-ticket': '7' },
      storage: new URL(storage.url).origin,
    });
    server.add('a');
    storage.add('a');
    await using repo = await pointers({ 'a.png': 'a' }, server.url.replace('//', '//x-access-token:s3cret@'));
    expect((await (await open(repo)).read('a.png')).toString()).toBe('a');
    expect(storage.headers).toHaveLength(1);
    expect(storage.headers[0]).toMatchObject({ 'x-ticket': '7' });
    expect(storage.headers[0].authorization).toBeUndefined();
  });

  test('stay behind when a download is redirected to another host', async () => {
    const { oid } = lfsPointer('a');
    await using storage = await lfsServer();
    storage.add('a');
    const location = `${new URL(storage.url).origin}/objects/${oid}`;
    await using server = await lfsServer({
      authorization: secret,
      before: { [`get ${oid}`]: [{ status: 302, headers: { location } }] },
    });
    server.add('a');
    await using repo = await pointers({ 'a.png': 'a' }, server.url.replace('//', '//x-access-token:s3cret@'));
    expect((await (await open(repo)).read('a.png')).toString()).toBe('a');
    expect(server.headers.at(-1)!.authorization).toBe(secret);
    expect(storage.headers.map(({ authorization }) => authorization)).toEqual([undefined]);
  });

  test('and the address that they are sent to are never those of the commit', async () => {
    await using server = await lfsServer();
    server.add('a');
    await using repo = await pointers({ 'a.png': 'a' });
    await repo.commit({ '.lfsconfig': `[lfs]\n\turl = ${server.url}\n` });
    await faultOf((await open(repo)).read('a.png'));
    expect(server.requests).toEqual([]);
  });

  test('are in no message', async () => {
    await using server = await lfsServer({ authorization: 'Basic other' });
    await using repo = await pointers({ 'a.png': 'a' }, server.url.replace('//', '//x-access-token:s3cret@'));
    const { message } = await faultOf((await open(repo)).read('a.png'));
    expect(message).toContain('it answers 401');
    expect(message).not.toContain('s3cret');
  });
});

test('an abort ends a download with its reason', async () => {
  await using server = await lfsServer({
    before: { batch: [{ status: 503, headers: { 'retry-after': '60' } }] },
  });
  await using repo = await pointers({ 'a.png': 'a' }, server.url);
  const controller = new AbortController();
  const snapshot = await openSnapshot(repo.directory, await repo.commitId(), 'head', { signal: controller.signal });
  const reading = snapshot.read('a.png');
  while (server.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  controller.abort(new Error('cancelled by the user'));
  await expect(reading).rejects.toThrow('cancelled by the user');
  await rm(join(repo.directory, '.git/lfs'), { recursive: true, force: true });
});
