import { expect, test } from 'vitest';
import { checkOutput, jobSummary } from '../../src/report/check.ts';
import { allFindings, isNew } from '../../src/report/wording.ts';
import { audit, enormous, failing, mistaken, neutral, passing, untouched } from './sample.ts';

const bytes = (text: string) => Buffer.byteLength(text);

test.each([60, 3900])('ten thousand findings, with names of %i characters, keep within GitHub’s limits', (length) => {
  const report = enormous(10_000, length);
  const { title, summary, text, annotations } = checkOutput(report);
  expect(title.length).toBeLessThanOrEqual(255);
  expect(bytes(summary)).toBeLessThanOrEqual(65_535);
  expect(bytes(text ?? '')).toBeLessThanOrEqual(65_535);
  expect(summary).toContain('training-data/split-leakage');
  expect(annotations).toHaveLength(10_000);
  expect(Math.max(...annotations.map(({ message }) => bytes(message)))).toBeLessThan(64 * 1024);
});

test('sections that do not fit even at their shortest are left out whole, and counted', () => {
  const report = enormous(10);
  const notes = Array.from({ length: 400 }, (_, index) => ({ text: `${index} ${'ü'.repeat(200)}` }));
  const { summary } = checkOutput({ ...report, notes });
  expect(bytes(summary)).toBeLessThanOrEqual(65_535);
  expect(summary).toMatch(/One section did not fit here: see the job summary or the HTML report\.$/);
  expect(summary).toContain('**What to do.**');
});

test('every finding of the change has its annotation, the most important first', () => {
  const { annotations } = checkOutput(enormous(10_000));
  const levels = annotations.map(({ annotation_level }) => annotation_level);
  expect(levels.lastIndexOf('failure')).toBeLessThan(levels.indexOf('warning'));
  const places = new Set(annotations.map(({ path, start_line }) => `${path}:${start_line}`));
  expect(places.size).toBe(10_000);
});

test('annotations say what failed, what could not be looked at, what is doubtful and what to know', () => {
  const { annotations } = checkOutput(failing);
  const fresh = allFindings(failing).filter(isNew);
  expect(annotations).toHaveLength(fresh.length + 3);
  const titles = annotations.map(({ title }) => title);
  const position = (title: string) => titles.findIndex((one) => one?.startsWith(title));
  expect(position('ethics/location-metadata')).toBeLessThan(position('compute/over-budget could not look'));
  expect(position('compute/over-budget could not look')).toBeLessThan(position('training-data/blurry-image'));
  expect(position('deployment/interface-change lost what it judges')).toBeGreaterThan(0);
  expect(annotations.at(-1)).toEqual({
    path: '.github/vision-gate.yml',
    start_line: 3,
    end_line: 3,
    annotation_level: 'notice',
    message: 'This pull request edits the policy. The new one holds from the next pull request on.',
    title: 'Vision Gate',
  });
});

test('an annotation stands on the line at fault, and says why it matters and what to do', () => {
  const leak = checkOutput(failing).annotations.find(({ path }) => path === 'data/leaves.csv');
  expect(leak).toEqual({
    path: 'data/leaves.csv',
    start_line: 141,
    end_line: 141,
    start_column: 1,
    end_column: 1,
    annotation_level: 'failure',
    title:
      'training-data/split-leakage: The same image, or the same unit, is in the training set and in an evaluation set',
    message: [
      'data/test/rust/0041.png in test is the same image as data/train/rust/0041-b.png in train.',
      'A leaked image is graded on what was memorised, so the score is too high.',
      'Keep each image, and all images of one unit, in one split.',
    ].join('\n'),
  });
});

test('a mistake in the policy is annotated on its line', () => {
  const { title, annotations } = checkOutput(mistaken);
  expect(title).toBe('Failed: 2 mistakes in the policy');
  expect(annotations.map(({ start_line, annotation_level }) => [start_line, annotation_level])).toEqual([
    [5, 'failure'],
    [21, 'failure'],
  ]);
});

test('what has no place, judged by a policy outside the repository, is not annotated outside it', () => {
  const given = { ...failing, policy: { path: '../policy.yml', commit: '', side: 'given' as const } };
  expect(checkOutput(given).annotations.map(({ path }) => path)).not.toContain('../policy.yml');
});

test.each([
  [neutral, 'Passed, with remarks: 1 undecided comparison'],
  [passing, 'Passed: nothing that this change brings in is at fault'],
  [untouched, 'Passed: nothing that the policy names has changed: no dataset, no model, no document of theirs'],
  [audit, 'Failed: 6 errors and 31 warnings'],
])('a run says how it ended: %#', (report, title) => {
  expect(checkOutput(report).title).toBe(title);
  expect(checkOutput(report).annotations.some(({ annotation_level }) => annotation_level === 'failure')).toBe(
    report.verdict.conclusion === 'failure',
  );
});

test('a rule that could not look is in the summary, not folded away', () => {
  const { summary } = checkOutput(failing);
  expect(summary).toContain('❌ <code>compute/over-budget</code>: could not look.');
  expect(summary).toContain('| ❌ | deployment |');
});

/** The failing report with many rules that one broken model blinded. */
const blinded = () => ({
  ...failing,
  causes: failing.causes.map(({ cause, results }) => ({
    cause,
    results: results.map((result) => ({
      ...result,
      outcome: 'errored' as const,
      reason: 'classifier: it is no ONNX model.',
      reasonAt: { path: 'models/classifier.onnx' },
      findings: [],
      lost: [],
    })),
  })),
});

test('one thing that many rules could not look at is one annotation, where it lies', () => {
  const report = blinded();
  const rules = report.causes.flatMap(({ results }) => results.map(({ rule }) => rule));
  const blind = checkOutput(report).annotations.filter(({ title }) => title?.includes('could not look'));
  expect(blind).toMatchObject([
    {
      path: 'models/classifier.onnx',
      start_line: 1,
      title: `${rules.length} rules could not look`,
      message: `classifier: it is no ONNX model.\n${rules.join(', ')}`,
    },
  ]);
});

test('the job summary opens with the verdict and holds the whole report', () => {
  const summary = jobSummary(failing);
  expect(summary.split('\n')[0]).toBe(
    '## Vision Gate – Failed: 11 errors, 1 rule that could not look, 1 rule that lost what it judges and 32 warnings',
  );
  for (const part of ['Fixed by this change: 1', 'Waived: 1', 'Inherited from the base: 4', 'Comparisons made: 5']) {
    expect(summary).toContain(part);
  }
});
