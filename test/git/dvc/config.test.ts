import { expect, test } from 'vitest';
import { readDvcConfig, readIni } from '../../../src/git/dvc/config.ts';

test('later files count more, key by key, and paths are relative to their own file', () => {
  const config = readDvcConfig([
    {
      folder: '/home/me/.config/dvc',
      text: '[cache]\ndir = cache\n[\'remote "Shared"\']\nurl = s3://a/b\nprofile = me\n',
    },
    { folder: '/repo/.dvc', text: '[core]\n    remote = Shared\n[remote "shared"]\n    url = ../store # near\n' },
    {
      folder: '/repo/.dvc',
      text: "['remote \"shared\"']\n    PASSWORD = 'a # b'\n['remote \"lost\"']\n    user = x\n",
    },
  ]);
  expect(config.remote).toBe('shared');
  expect(config.cache).toBe('/home/me/.config/dvc/cache');
  expect([...config.remotes.keys()]).toEqual(['shared']);
  const { url, options } = config.remotes.get('shared')!;
  expect(url).toBe('/repo/store');
  expect(Object.fromEntries(options)).toEqual({ url: '/repo/store', profile: 'me', password: 'a # b' });
});

test.each([
  ['a = b', 'b'],
  ['a=b=c', 'b=c'],
  ['a = b # c', 'b'],
  ['a = b#c', 'b#c'],
  ['a = "b # c" # d', 'b # c'],
  ['  A   =   b  ', 'b'],
  ['a =', ''],
])('%j gives %j', (line, value) => {
  expect(readIni(`[s]\n${line}\n`)).toEqual([{ section: 's', key: 'a', value }]);
});

test.each(['# a = b', '; a = b', 'a', '= b', ''])('%j gives nothing', (line) => {
  expect(readIni(line)).toEqual([]);
});
