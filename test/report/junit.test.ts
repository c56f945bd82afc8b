import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toJunit } from '../../src/report/junit.ts';
import { allResults } from '../../src/report/wording.ts';
import { foreignText, reportWith } from './foreign.ts';
import { failing, mistaken, passing } from './sample.ts';
import { elementsOf } from './xml.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const read = (xml: string) => {
  expect(xml.startsWith(declaration)).toBe(true);
  return elementsOf(xml.slice(declaration.length));
};

test('every rule is a case, and every cause a suite that counts them', () => {
  const elements = read(toJunit(failing));
  const count = (name: string) => elements.filter((element) => element.name === name).length;
  expect(count('testsuite')).toBe(8);
  expect(count('testcase')).toBe(allResults(failing).length);
  const total = (word: string) =>
    elements.reduce(
      (sum, { attributes }) => sum + Number(new RegExp(` ${word}="(\\d+)"`).exec(attributes)?.[1] ?? 0),
      0,
    );
  expect(total('failures')).toBe(count('failure'));
  expect(total('errors')).toBe(count('error'));
  expect(total('skipped')).toBe(count('skipped'));
});

test('only what fails the gate is a failure: no warning, nothing inherited, nothing waived', () => {
  const xml = toJunit(failing);
  for (const rule of ['blurry-image', 'exact-duplicate', 'dark-image']) {
    expect(xml).toContain(`<testcase classname="training-data" name="training-data/${rule}"></testcase>`);
  }
  expect(read(toJunit(passing)).map(({ name }) => name)).not.toContain('failure');
});

test('a rule that could not look and one that lost what it judges are errors', () => {
  const xml = toJunit(failing);
  expect(xml).toMatch(/name="compute\/over-budget"><error message="It could not look: /);
  expect(xml).toMatch(/name="deployment\/interface-change"><error message="It lost what it judges: embedder"/);
});

test('a mistake in the policy is an error', () => {
  const names = read(toJunit(mistaken)).map(({ name }) => name);
  expect(names.filter((name) => name === 'error')).toHaveLength(2);
});

test('foreign text leaves it well formed', () => {
  const names = read(toJunit(reportWith('plain'))).map(({ name }) => name);
  fc.assert(
    fc.property(foreignText, (text) => {
      expect(read(toJunit(reportWith(text))).map(({ name }) => name)).toEqual(names);
    }),
  );
});
