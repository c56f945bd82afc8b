import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expandBraces, findFiles } from '../../../src/gather/formats/shards/patterns.ts';
import { snapshotOf } from '../../harness/snapshot.ts';

// What bash 5.2 prints for `printf '%s\n' PATTERN`.
test.each([
  ['a.tar', ['a.tar']],
  ['{000..003}.tar', ['000.tar', '001.tar', '002.tar', '003.tar']],
  ['{8..11}', ['8', '9', '10', '11']],
  ['{08..11}', ['08', '09', '10', '11']],
  ['{3..1}', ['3', '2', '1']],
  ['{a,b}-{1..2}', ['a-1', 'a-2', 'b-1', 'b-2']],
  ['x{a,b{1..2},}y', ['xay', 'xb1y', 'xb2y', 'xy']],
  ['{a}', ['{a}']],
  ['{a}{b,c}', ['{a}b', '{a}c']],
  ['{a{b,c}', ['{ab', '{ac']],
  ['}{', ['}{']],
])('%s stands for %j', (pattern, names) => {
  expect(expandBraces(pattern, 100)).toEqual(names);
});

test('braces that stand for too many names are refused before they are written out', () => {
  expect(expandBraces('{0..99999999}', 1000)).toBeNull();
  expect(expandBraces('{0..9}'.repeat(9), 1000)).toBeNull();
  expect(() => findFiles(new Map(), '{0..999999}.tar', () => true)).toThrow('Expected at most 100000 names');
});

test('any text can be a pattern', () => {
  const texts = fc.string({ unit: fc.constantFrom(...'{},.*?0189ab/'), maxLength: 24 });
  fc.assert(
    fc.property(texts, (text) => void expandBraces(text, 1000)),
    { seed: 1, numRuns: 2000 },
  );
});

describe('files', () => {
  const { files } = snapshotOf({
    'data/train-000.tar': 'a',
    'data/train-001.tar': 'b',
    'data/train-003.tar': 'c',
    'data/more/train-004.tar': 'd',
    'data/train-000.txt': 'e',
    'data/[x]+(y).tar': 'f',
    'train-000.tar': 'g',
  });
  const found = (pattern: string) => {
    const { entries, missing } = findFiles(files, pattern, (path) => path.endsWith('.tar'));
    return [entries.map(({ path }) => path), missing];
  };

  test.each([
    ['data/train-*.tar', ['data/train-000.tar', 'data/train-001.tar', 'data/train-003.tar'], []],
    ['./data//train-00?.tar', ['data/train-000.tar', 'data/train-001.tar', 'data/train-003.tar'], []],
    [
      'data/**/train-*.tar',
      ['data/more/train-004.tar', 'data/train-000.tar', 'data/train-001.tar', 'data/train-003.tar'],
      [],
    ],
    [
      'data/train-{000..003}.tar',
      ['data/train-000.tar', 'data/train-001.tar', 'data/train-003.tar'],
      ['data/train-002.tar'],
    ],
    ['data/train-{003,0*}.tar', ['data/train-003.tar', 'data/train-000.tar', 'data/train-001.tar'], []],
    ['data/more', ['data/more/train-004.tar'], []],
    ['data/[x]+(y).tar', ['data/[x]+(y).tar'], []],
    ['data/val-*.tar', [], ['data/val-*.tar']],
  ])('of %s', (pattern, paths, missing) => {
    expect(found(pattern)).toEqual([paths, missing]);
  });
});
