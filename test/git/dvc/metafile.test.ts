import { describe, expect, test } from 'vitest';
import { type Output, readDvcFile, readLockFile } from '../../../src/git/dvc/metafile.ts';

const md5 = '0123456789abcdef0123456789abcdef';
const plain = { md5, isFolder: false, bytes: Number.NaN, remote: null, version: null, files: null };

describe('a `.dvc` file', () => {
  test.each<[string, string, Partial<Output>]>([
    [
      'as DVC 3 writes it',
      `outs:\n- md5: ${md5}\n  size: 7\n  hash: md5\n  path: a.png\n`,
      { path: 'data/a.png', bytes: 7, line: 2 },
    ],
    [
      'as DVC 2 writes it',
      `outs:\n- md5: ${md5}.dir\n  size: 7\n  nfiles: 2\n  path: set\n`,
      { path: 'data/set', isFolder: true, bytes: 7, line: 2 },
    ],
    [
      'of another order and with remarks',
      `# mine\nmd5: abc\nouts:\n  - path: "a b.png" # here\n    cache: true\n    md5: ${md5}\n`,
      { path: 'data/a b.png', line: 6 },
    ],
    [
      'with a folder to work in',
      `wdir: ../other\nouts:\n- md5: ${md5}\n  path: sub/a.png\n`,
      { path: 'other/sub/a.png', line: 3 },
    ],
    [
      'with a remote of its own',
      `outs:\n- md5: ${md5}\n  path: a.png\n  remote: backup\n`,
      { path: 'data/a.png', remote: 'backup', line: 2 },
    ],
    ['with Windows line ends', `outs:\r\n- md5: ${md5}\r\n  path: a.png\r\n`, { path: 'data/a.png', line: 2 }],
    [
      'whose digest is all digits',
      `outs:\n- path: 2024\n  md5: ${'1'.repeat(32)}\n`,
      { path: 'data/2024', md5: '1'.repeat(32), line: 3 },
    ],
    ['that has no digest yet', 'outs:\n- path: a.png\n', { path: 'data/a.png', md5: null, line: 2 }],
    [
      'with a digest of another kind',
      'outs:\n- etag: "1-2"\n  path: a.png\n',
      { path: 'data/a.png', md5: null, line: 3 },
    ],
    ['of a folder above', `outs:\n- md5: ${md5}\n  path: ../a.png\n`, { path: 'a.png', line: 2 }],
  ])('%s names its output', (_, text, expected) => {
    expect(readDvcFile(text, 'data/x.dvc')).toEqual([{ ...plain, ...expected }]);
  });

  test.each(['/etc/passwd', '../../x', 's3://bucket/x', 'C:\\x', '..', '../'])(
    'may name what is not in the repository (%s)',
    (path) => {
      expect(readDvcFile(`outs:\n- md5: ${md5}\n  path: ${JSON.stringify(path)}\n`, 'data/x.dvc')).toEqual([]);
    },
  );

  test.each(['', 'outs: 5', 'outs:\n- 5\n- []\n- path: []\n', 'deps: []'])('may name nothing (%j)', (text) => {
    const outputs = readDvcFile(text, 'x.dvc');
    expect('mistake' in outputs ? outputs.mistake : outputs).toEqual(text === '' ? 'it is no mapping' : []);
  });

  test('that grows without end is refused', () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) =>
        `l${i}: &l${i} [${Array(9)
          .fill(i ? `*l${i - 1}` : 'x')
          .join(', ')}]`,
    );
    expect(readDvcFile(levels.join('\n'), 'x.dvc')).toEqual({ mistake: expect.stringContaining('alias'), line: 1 });
  });

  test('that is broken says where', () => {
    expect(readDvcFile('outs: []\nouts: []\n', 'x.dvc')).toMatchObject({ line: 2 });
  });
});

describe('a `dvc.lock`', () => {
  const stages = `  crop@cats:\n    cmd: x\n    deps:\n    - path: in\n      md5: ${md5}\n    outs:\n    - path: out\n      md5: ${md5}.dir\n`;
  const output = (path: string, line: number) => [{ ...plain, path, isFolder: true, line }];

  test('names the outputs of stages, not what they depend on', () => {
    expect(readLockFile(`schema: '2.0'\nstages:\n${stages}`, 'dvc.lock', null)).toEqual(output('out', 9 + 1));
  });

  test('of the first version is all stages', () => {
    expect(readLockFile(stages.replace(/^ {2}/gm, ''), 'a/dvc.lock', null)).toEqual(output('a/out', 8));
  });

  test.each([
    ['wdir: w', 'stages:\n  crop:\n    wdir: w\n    cmd: x\n'],
    ['in each repetition', 'stages:\n  crop:\n    foreach: [cats]\n    do:\n      wdir: w\n      cmd: x\n'],
  ])('is relative to the folder that `dvc.yaml` says (%s)', (_, pipeline) => {
    expect(readLockFile(`schema: '2.0'\nstages:\n${stages}`, 'a/dvc.lock', pipeline)).toEqual(output('a/w/out', 10));
  });
});
