import { expect, test } from 'vitest';
import { verdictOf } from '../../src/evaluate/verdict.ts';
import { buildReport, mistakenVerdict, unableReport } from '../../src/report/build.ts';
import { headline, reasonsOf } from '../../src/report/wording.ts';
import { byCause, result } from './sample/make.ts';
import { classifier } from './sample/scores.ts';

const story = {
  tool: '0.1.0',
  repository: 'acme/leaf-doctor',
  base: { commit: 'a', ref: '' },
  head: { commit: 'b', ref: '' },
  policy: null,
  verdict: { conclusion: 'success' as const, because: [] },
};

test('scores of both sides stand side by side, by model, on the evaluation split of each', () => {
  const scores = (model: string, side: typeof classifier.head) => ({
    model,
    dataset: 'leaves',
    task: 'classification' as const,
    evaluation: 'test',
    splits: { train: { ...side!, split: 'train' }, test: side! },
    gap: null,
    leaked: null,
  });
  const report = buildReport({
    ...story,
    gathered: {
      base: { facts: { scores: { old: scores('old', classifier.base), b: scores('b', classifier.base) } }, unread: [] },
      head: {
        facts: { scores: { b: scores('b', classifier.head), added: scores('added', classifier.head) } },
        unread: [],
      },
      pair: {
        facts: { comparisons: { b: { ...classifier.comparison!, classes: [], groups: [], slices: [] } } },
        unread: [],
      },
    },
  });
  expect(report.scores).toEqual([
    { ...classifier, model: 'added', base: null, comparison: null },
    { ...classifier, model: 'b' },
    { ...classifier, model: 'old', head: null, comparison: null },
  ]);
});

test('an environment of lists is one of words', () => {
  expect(buildReport({ ...story, environment: { providers: ['cpu', 'cuda'], node: 'v24' } }).environment).toEqual({
    providers: 'cpu, cuda',
    node: 'v24',
  });
});

test('a report is data: it is the same after a round trip through JSON', () => {
  const report = buildReport(story);
  expect(JSON.parse(JSON.stringify(report))).toEqual(report);
});

test('mistakes of the policy fail, each with its place', () => {
  const at = { path: 'vision-gate.yml', line: 3, column: 5 };
  expect(mistakenVerdict([{ at, message: 'Expected a number.' }])).toEqual({
    conclusion: 'failure',
    because: ['The policy has a mistake, so nothing was checked.', 'vision-gate.yml:3:5 Expected a number.'],
  });
});

test('a run that could not be made fails with its reason, whether or not that has a place', () => {
  const known = { tool: '0.1.0', repository: 'a/b', head: { commit: 'b', ref: '' }, fault: 'There is no policy.' };
  for (const at of [undefined, { path: 'vision-gate.yml', line: 1 }]) {
    const report = unableReport({ ...known, at });
    expect(report.verdict.conclusion).toBe('failure');
    expect(headline(report)).toBe('Failed: there is no policy');
  }
});

test('a reason is told apart from its rule, and not from a rule of the same beginning', () => {
  const results = [result('metrics/regression', { outcome: 'errored', reason: 'No memory.' })];
  const verdict = verdictOf(results, { strict: false, lost: 'failure' });
  verdict.because.push('metrics/regression-of-another-kind: x');
  expect(reasonsOf(buildReport({ ...story, verdict, causes: byCause(results) }))).toEqual([
    { rule: 'metrics/regression', text: 'could not look: No memory.' },
    { rule: null, text: 'metrics/regression-of-another-kind: x' },
  ]);
});
