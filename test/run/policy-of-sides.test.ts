import { describe, expect, test } from 'vitest';
import { policyOfSides } from '../../src/run/policy-of-sides.ts';
import { policyOf } from '../gather/policy.ts';
import { snapshotOf } from '../harness/snapshot.ts';

const images = (folder: string) => ({ [`${folder}/cat/1.png`]: 'one', [`${folder}/dog/2.png`]: 'two' });
const naming = (root: string, side: 'base' | 'head' = 'base') => {
  const policy = policyOf({ datasets: { pets: { root } } });
  return { ...policy, source: { ...policy.source, side } };
};
const roots = ({ base, head }: ReturnType<typeof policyOfSides>) => [base.datasets.pets.root, head.datasets.pets.root];

describe('the policy of each side', () => {
  test('is the policy itself where nothing moved', () => {
    const [base, head] = [snapshotOf(images('data'), 'base'), snapshotOf({ ...images('data'), 'a.md': 'a' })];
    const sides = policyOfSides(naming('data'), { tip: base, base, head });
    expect(roots(sides)).toEqual(['data', 'data']);
    expect(sides.notes).toEqual([]);
  });

  test('follows what the change moved, and says so', () => {
    const [base, head] = [snapshotOf(images('data'), 'base'), snapshotOf(images('pets'))];
    const sides = policyOfSides(naming('data'), { tip: base, base, head });
    expect(roots(sides)).toEqual(['data', 'pets']);
    expect(sides.notes).toMatchObject([{ text: expect.stringContaining('data is now pets') }]);
  });

  test('follows what the base branch moved since this change left it', () => {
    const tip = snapshotOf(images('pets'), 'base');
    const base = snapshotOf(images('data'), 'base');
    const head = snapshotOf({ ...images('data'), 'data/cat/3.png': 'three' });
    expect(roots(policyOfSides(naming('pets'), { tip, base, head }))).toEqual(['data', 'data']);
  });

  test("follows head's own first policy back to the base", () => {
    const [base, head] = [snapshotOf(images('data'), 'base'), snapshotOf(images('pets'))];
    expect(roots(policyOfSides(naming('pets', 'head'), { tip: base, base, head }))).toEqual(['data', 'pets']);
  });

  test('of an audit is the policy', () => {
    const head = snapshotOf(images('data'));
    expect(policyOfSides(naming('data'), { tip: null, base: null, head }).head.datasets.pets.root).toBe('data');
  });
});
