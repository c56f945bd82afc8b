import { expect, test } from 'vitest';
import type { Facts } from '../../../src/model/facts.ts';
import { defineRule } from '../../../src/model/rule.ts';
import type { AnyCase, TestedRule } from './cases.ts';
import { samples } from './facts/datasets.ts';
import { brokenByAll, brokenByCase, brokenMeta } from './promises.ts';
import { runRule, sidesOf } from './run.ts';

const meta = {
  id: 'training-data/long-path',
  title: 'A path is long.',
  why: 'Long paths are hard to read.',
  fix: 'Shorten it.',
  severity: 'warning',
  recommended: true,
  measure: 'counted',
  needs: ['samples'],
  messages: { long: '{path} is long.' },
  options: { length: 'Characters that are accepted.' },
} as const;

const longPath = defineRule({
  meta,
  defaults: { length: 5 },
  *evaluate({ head, options }) {
    for (const { path } of Object.values(head.samples)) {
      for (const one of path.filter(({ length }) => length > options.length)) {
        yield { message: 'long', subject: one, identity: one, data: { path: one } };
      }
    }
  },
}) as unknown as TestedRule;

const path = 'test/rules/training-data/long-path.test.ts';
const short: AnyCase = { name: 'short', head: { samples: samples('pets', [['a.png', 'aa', 'train', 'cat']]) } };
const long: AnyCase = { name: 'long', head: { samples: samples('pets', [['aaaa.png', 'aa', 'train', 'cat']]) } };
const allowed: AnyCase = { ...long, name: 'allowed', options: { length: 9 } };

/** The same rule, said or described otherwise. */
function variant(change: {
  meta?: Partial<Record<keyof TestedRule['meta'], unknown>>;
  evaluate?: (input: { base: Partial<Facts>; head: Facts }) => Generator<unknown>;
}): TestedRule {
  return {
    ...longPath,
    meta: { ...longPath.meta, ...change.meta } as TestedRule['meta'],
    ...(change.evaluate ? { evaluate: change.evaluate as unknown as TestedRule['evaluate'] } : {}),
  };
}

const said = { message: 'long', subject: 'a.png', identity: 'aa', data: { path: 'a.png' } };
const saying = (...problems: object[]) =>
  variant({
    *evaluate() {
      yield* problems;
    },
  });

test('a good rule keeps every promise', () => {
  expect(brokenMeta(longPath, path)).toEqual([]);
  expect(brokenByAll(longPath, [short, allowed], [long])).toEqual([]);
  for (const one of [short, long, allowed]) expect(brokenByCase(longPath, one)).toEqual([]);
});

test.each([
  ['an id that is not the test’s path', { id: 'training-data/short-path' }, /and its test is/],
  ['a cause that is none of the eight', { id: 'data/long-path' }, /not one of the eight causes/],
  ['an id that is an act', { id: 'training-data/check-path' }, /is an act/],
  ['a title without a full stop', { title: 'A path is long' }, /title is not one sentence/],
  ['a title of two sentences', { title: 'A path is long. Shorten it.' }, /title is not one sentence/],
  ['a why that is no sentence', { why: 'hard to read' }, /`why` is not/],
  ['a fix that is no sentence', { fix: 'shorten' }, /`fix` is not/],
  ['a message that is no sentence', { messages: { long: 'is long' } }, /`long` is not a sentence/],
  ['a TODO', { why: 'TODO: why it matters.' }, /TODO/],
  ['an option without a default', { options: { length: 'Characters.', width: 'Pixels.' } }, /are not the same/],
])('refuses %s', (_, change, expected) => {
  expect(brokenMeta(variant({ meta: change }), path).join('\n')).toMatch(expected);
});

test.each([
  ['no passing case', [], [long, allowed], /no passing case/],
  ['no failing case', [short, allowed], [], /no failing case/],
  ['a message without a failing case', [short, allowed], [], /Message `long` has no failing case/],
  ['two equal cases', [short, { ...short, name: 'again' }, allowed], [long], /are the same case/],
  ['an option that no case sets', [short], [long], /`length` is set in no case/],
])('refuses %s', (_, passes, fails, expected) => {
  expect(brokenByAll(longPath, passes, fails).join('\n')).toMatch(expected);
});

test('refuses a need that is never read', () => {
  const rule = variant({ meta: { needs: ['samples', 'images'] } });
  expect(brokenByAll(rule, [short, allowed], [long])).toEqual(['`images` is needed and never read.']);
});

test('refuses to hand over a fact outside needs', () => {
  const rule = variant({
    *evaluate({ head }) {
      yield head.images;
    },
  });
  expect(() => runRule(rule, sidesOf(long))).toThrow('`head.images` was read. Declare it in meta.needs.');
});

test('refuses a change of a plain fact', () => {
  const rule = variant({
    *evaluate({ head }) {
      yield head.samples.pets.path.push('b.png');
    },
  });
  expect(() => runRule(rule, sidesOf(long))).toThrow(TypeError);
});

test('finds a change of a typed array', () => {
  const rule = variant({
    *evaluate({ head }) {
      head.samples.pets.bytes[0] += 1;
      yield said;
    },
  });
  expect(brokenByCase(rule, structuredClone(short))).toContain('Facts were changed.');
});

test('finds a rule that says something else each time', () => {
  let calls = 0;
  const rule = variant({
    *evaluate() {
      calls += 1;
      yield { ...said, subject: `call ${calls}` };
    },
  });
  expect(brokenByCase(rule, short)).toContain('The same facts did not give the same.');
});

test('finds names that depend on whether there is a base', () => {
  const rule = variant({
    *evaluate({ base }) {
      yield { ...said, identity: base.samples ? 'old' : 'new' };
    },
  });
  expect(brokenByCase(rule, short).join()).toMatch('A head that equals its base');
});

test.each([
  ['an undeclared message', saying({ ...said, message: 'short' }), 'Message `short` is not declared.'],
  ['an empty slot', saying({ ...said, data: {} }), 'A slot is empty: “{path} is long.”'],
  ['a slot without a value', saying({ ...said, data: { path: Number.NaN } }), 'A slot holds no value: “NaN is long.”'],
  ['two problems of one name', saying(said, said), 'Two problems are one finding: long aa.'],
  [
    'a limit without a value',
    saying({ ...said, limit: 3 }),
    '“a.png is long.” has a measured value or a limit, but not both.',
  ],
  ['a problem without identity', saying({ ...said, identity: '' }), '“a.png is long.” has no identity or no subject.'],
  [
    'a test whose numbers cannot be',
    saying({ ...said, effect: 0, interval: [1, 0], tolerance: -1, p: 2, n: 0.5, family: 'score' }),
    'Test `long` has p = 2.',
  ],
])('finds %s', (_, rule, expected) => {
  expect(brokenByCase(rule, short)).toContain(expected);
});
