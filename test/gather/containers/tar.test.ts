import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { describe, expect, test } from 'vitest';
import { contentHash } from '../../../src/gather/containers/facts.ts';
import { listTar } from '../../../src/gather/containers/tar/list.ts';
import { tarMembers } from '../../../src/gather/containers/tar/members.ts';
import { Fault } from '../../../src/model/fault.ts';
import { snapshotOf } from '../../harness/snapshot.ts';
import { expected, fixture } from './fixtures.ts';

const listed = (bytes: Uint8Array, path = 'shard.tar', columns = {}) =>
  listTar(snapshotOf({ [path]: bytes }), path, columns);

/** A shard of these files, in their order. */
async function shard(files: readonly (readonly [name: string, content: string | Uint8Array])[]): Promise<Buffer> {
  const archive = pack();
  for (const [name, content] of files) archive.entry({ name }, Buffer.from(content));
  archive.finalize();
  const pieces: Uint8Array[] = [];
  for await (const piece of archive) pieces.push(piece as Uint8Array);
  return Buffer.concat(pieces);
}

const shards = ['shard-000000.tar', 'shard-000001.tar', 'empty.tar'];

describe.each(shards)('%s, as webdataset reads it', (name) => {
  const { rows } = expected[name];

  test.each(['shard.tar', 'shard.tar.gz', 'shard.tgz'])(
    'as %s lists the same images, labels and attributes',
    async (path) => {
      const facts = await listed(path.endsWith('gz') ? gzipSync(fixture(name)) : fixture(name), path);
      const found = facts.member.map((member, i) => ({
        member,
        hash: facts.hash[i],
        bytes: facts.bytes[i],
        label: facts.label[i],
        attributes: { caption: facts.attributes.caption?.[i] ?? null, txt: facts.attributes.txt?.[i] ?? null },
      }));
      expect(found).toEqual(rows);
      expect(facts.problems).toEqual([]);
    },
  );

  test('gives the bytes of the images that are asked for, and of no others', async () => {
    const wanted = rows.filter((_, i) => i % 2 === 0);
    const found = [];
    const members = tarMembers(
      snapshotOf({ 'a.tar': fixture(name) }),
      'a.tar',
      new Set(wanted.map((row) => row.member)),
    );
    for await (const { member, bytes } of members) found.push([member, contentHash(bytes)]);
    expect(found).toEqual(wanted.map(({ member, hash }) => [member, hash]));
  });
});

test('what no writer of WebDataset makes is said, never followed', async () => {
  const facts = await listed(fixture('odd.tar'));
  expect(facts.member).toEqual(['../../etc/passwd.png', 'two.jpg', 'twice.png', 'unicode ä\n地.png']);
  expect(facts.problems.map((problem) => problem.replace(/[.:] .*/s, ''))).toEqual([
    'Expected files in the shard but received 3 of another kind, such as link.png (symlink)',
    'Expected one image in each sample but received 1 more, such as two.png',
    'Expected a JSON object in each .json but received 1 file without one, such as two.json',
    'Expected an image in each sample but 2 samples had none, such as blind',
    'Expected the files of each sample one after the other but 1 sample came again later, such as two',
    'Expected each file once in its sample but received 1 file again, such as twice.png',
  ]);
});

test('of a shard that is cut off, what came before is kept, and the rest is said to be unread', async () => {
  const facts = await listed(fixture('cut.tar'));
  const whole = await listed(fixture('shard-000000.tar'));
  expect(facts.member).toEqual(whole.member.slice(0, facts.member.length));
  expect(facts.member.length).toBeGreaterThan(0);
  expect(facts.problems).toEqual([
    expect.stringMatching(
      /^Expected a whole tar archive but it is cut off after its entry `deep\/sample0001\.\w+`\. What follows was not read/,
    ),
  ]);
});

test('a shard that is cut off between two entries is not taken for a whole one', async () => {
  const whole = await shard([
    ['a.png', 'a'],
    ['a.cls', '1'],
    ['b.png', 'b'],
  ]);
  const facts = await listed(whole.subarray(0, 6 * 512));
  expect(facts.problems).toEqual([expect.stringContaining('cut off after its entry `b.png`')]);
  expect(facts.member).toEqual(['a.png']);
});

test.each([
  ['of zero bytes', Buffer.alloc(0), 'it is cut off from the beginning'],
  ['a text', Buffer.from('hello '.repeat(400)), 'what follows is no tar archive from the beginning'],
  ['no gzip', Buffer.from('hello'), 'what follows is no tar archive from the beginning', 'shard.tgz'],
  ['half a gzip', gzipSync(fixture('shard-000000.tar')).subarray(0, 30), 'cut off', 'shard.tar.gz'],
])('a shard that is %s is a fault that says so', async (_, bytes, message, path = 'shard.tar') => {
  await expect(listed(bytes, path)).rejects.toMatchObject({
    kind: 'broken',
    at: { path },
    message: expect.stringContaining(message),
  });
});

test('content that could not be had is not the fault of the archive', async () => {
  const snapshot = snapshotOf({ 'a.tar': fixture('shard-000000.tar') });
  const unavailable = new Fault('unavailable', 'Not fetched.');
  const torn = {
    ...snapshot,
    async *stream(path: string) {
      for await (const piece of snapshot.stream(path)) {
        yield piece;
        throw unavailable;
      }
    },
  };
  await expect(listTar(torn, 'a.tar', {})).rejects.toBe(unavailable);
});

test('a reader that stops early leaves nothing running', async () => {
  const snapshot = snapshotOf({ 'a.tar': fixture('shard-000000.tar') });
  let ended = false;
  const watched = {
    ...snapshot,
    async *stream(path: string) {
      try {
        yield* snapshot.stream(path);
      } finally {
        ended = true;
      }
    },
  };
  const { member } = expected['shard-000000.tar'].rows[0];
  for await (const found of tarMembers(watched, 'a.tar', new Set([member]))) expect(found.member).toBe(member);
  expect(ended).toBe(true);
});

describe('columns', () => {
  const files = [
    ['a.jpg', 'picture'],
    ['a.seg.png', 'mask'],
    ['a.species', 'lion\n'],
    ['a.cls', '3'],
    ['a.json', '{"label": "cat", "sex": "f", "age": 3, "box": [1]}'],
  ] as const;

  test('the usual extensions, and `.cls` before `.json`', async () => {
    const { member, label, attributes } = await listed(await shard(files));
    expect({ member, label, attributes }).toEqual({
      member: ['a.jpg'],
      label: ['3'],
      attributes: { sex: ['f'], age: ['3'] },
    });
  });

  test('the extensions that the policy names', async () => {
    const { member, label } = await listed(await shard(files), 'a.tar', { image: 'seg.png;seg.jpg', label: 'species' });
    expect({ member, label }).toEqual({ member: ['a.seg.png'], label: ['lion'] });
  });
});
