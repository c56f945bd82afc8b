import { expect, test } from 'vitest';
import { parseEndpoint } from '../../../src/git/lfs/endpoint.ts';

test.each([
  ['https://git.example/org/repo', 'https://git.example/org/repo.git/info/lfs'],
  ['https://git.example/org/repo.git', 'https://git.example/org/repo.git/info/lfs'],
  ['https://git.example/org/repo.git/', 'https://git.example/org/repo.git/info/lfs'],
  ['http://git.example:8080/repo', 'http://git.example:8080/repo.git/info/lfs'],
  ['git@git.example:org/repo.git', 'https://git.example/org/repo.git/info/lfs'],
  ['ssh://git@git.example:2222/org/repo', 'https://git.example/org/repo.git/info/lfs'],
  ['git://git.example/org/repo', 'https://git.example/org/repo.git/info/lfs'],
])('the server of the remote %s', (remote, url) => {
  expect(parseEndpoint(remote, '/clone', 'of a remote')).toEqual({ kind: 'server', url: new URL(url), secret: null });
});

test('a configured address is taken as it is, its password as a header', () => {
  expect(parseEndpoint('https://me:p%40ss@lfs.example/store', '/clone', 'as it is')).toEqual({
    kind: 'server',
    url: new URL('https://lfs.example/store'),
    secret: { authorization: `Basic ${Buffer.from('me:p@ss').toString('base64')}` },
  });
});

test('a password that is not escaped is taken as it is', () => {
  expect(parseEndpoint('https://me:5%zz@lfs.example/store', '/clone', 'as it is')).toMatchObject({
    secret: { authorization: `Basic ${Buffer.from('me:5%zz').toString('base64')}` },
  });
});

test.each([
  ['/srv/repo.git', '/srv/repo.git'],
  ['file:///srv/my%20repo.git', '/srv/my repo.git'],
  ['../origin.git', '/origin.git'],
])('a remote on a disk is a folder (%s)', (remote, root) => {
  expect(parseEndpoint(remote, '/clone', 'of a remote')).toEqual({
    kind: 'folder',
    folders: [`${root}/lfs/objects`, `${root}/.git/lfs/objects`],
  });
});

test.each(['file://host/repo.git', 'ext::sh -c evil', 'ftp://git.example/repo', 'http://', ''])(
  'nothing is made of %j',
  (remote) => {
    expect(parseEndpoint(remote, '/clone', 'of a remote')).toBeNull();
  },
);
