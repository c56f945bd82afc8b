import { expect, test } from 'vitest';
import type { DatasetChanges, SampleChange } from '../../src/model/facts.ts';
import type { Report } from '../../src/model/report.ts';
import { checkOutput, jobSummary } from '../../src/report/check.ts';
import { phrasesOf } from '../../src/report/data/summary.ts';
import { renderHtml } from '../../src/report/html.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { changes } from '../harness/rule/index.ts';
import { leaves, traffic } from './sample/changes.ts';
import { passing } from './sample.ts';

const plain = { colour: false, width: 200 };

const withData = (...datasets: DatasetChanges[]): Report => ({
  ...passing,
  changes: { datasets, models: [], modelDiffs: [] },
});
const said = (list: Parameters<typeof changes>[0][string], overrides: Partial<DatasetChanges> = {}) =>
  changes({ pets: list }, overrides).pets;

test('a dataset without changes is not mentioned', () => {
  const report = withData(said([]));
  expect(renderTerminal(report, plain)).toBe(renderTerminal(passing, plain));
  expect(renderHtml(report, [])).not.toContain('<h2>Data</h2>');
  expect(jobSummary(report)).not.toContain('### Data');
});

test('a line tells images, annotations and classes apart, and what is in evaluation splits', () => {
  const list: Parameters<typeof said>[0] = [
    { path: 'a.png', split: 'train' },
    { path: 'b.png', kind: 'removed', split: 'train' },
    { path: 'c.png', kind: 'relabelled', from: { label: 'dog' } },
    { path: 'd.png', kind: 'relabelled', from: { label: 'dog' }, split: 'validation' },
    { path: 'e.png', kind: 'relabelled', from: { label: 'dog' }, split: 'train' },
    { path: 'f.png', kind: 'moved', from: { split: 'train' } },
    { path: 'g.png', kind: 're-encoded' },
  ];
  expect(phrasesOf(said(list))).toEqual([
    '+1 −1 images, 1 re-encoded, 3 relabelled (1 in validation and 1 in test), 1 moved train → test',
  ]);
  expect(phrasesOf(traffic)).toEqual([
    '+5 annotations, 31 moved (2 in test), 1,212 car → truck (12 in test), 3 re-shaped',
  ]);
  const classes = { base: ['cat', 'dog'], head: ['ant', 'cat'], moved: [{ name: 'cat', from: 0, to: 1 }] };
  expect(phrasesOf(said([], { classes }))).toEqual(['new class ant, no more dog, another index for a class']);
});

test('a class that became another is told with its share, wherever it is told', () => {
  const report = withData(traffic);
  expect(renderHtml(report, [])).toContain('<td>car → truck</td><td class="n">1,200</td><td>30 % of car</td>');
  expect(jobSummary(report)).toContain('1,200 annotations in train: car → truck (30 % of `car`)');
});

test('each edit of an evaluation label stands with its line', () => {
  const report = withData(
    said([{ path: 'b.png', kind: 'relabelled', label: 'dog', from: { label: 'cat' }, at: { path: 't.csv', line: 7 } }]),
  );
  expect(jobSummary(report)).toContain('- `t.csv:7` cat → dog (test)');
  expect(renderHtml(report, [])).toContain('<code class="place">t.csv:7</code>cat → dog');
});

test('pictures of changed images stand beside them, those of both sides where one was replaced', () => {
  const modified: SampleChange = {
    ...leaves.samples[0],
    kind: 'modified',
    hash: 'new',
    from: { hash: 'old' },
  };
  const image = { caption: 'x', width: 10, height: 10, uri: 'data:image/webp;base64,' };
  const pictures = ['old', 'new'].map((hash) => ({
    fingerprint: `image:${hash}`,
    images: [{ ...image, uri: `${image.uri}${hash}` }],
  }));
  const page = renderHtml(withData(said([modified])), pictures);
  expect(page.indexOf('base64,old')).toBeGreaterThan(0);
  expect(page.indexOf('base64,new')).toBeGreaterThan(page.indexOf('base64,old'));
});

test('ten thousand changes of a thousand classes with long names are a page and a summary of bounded size', () => {
  const name = (n: number) => `${'a long name '.repeat(40)}${n}`;
  const list = Array.from({ length: 10_000 }, (_, n): (typeof leaves.samples)[number] => ({
    ...leaves.samples[0],
    kind: n % 2 === 0 ? 'added' : 'relabelled',
    path: `${name(n)}.png`,
    label: name(n % 1000),
    split: 'test',
    from: n % 2 === 0 ? {} : { label: name(7) },
    at: { path: `${name(n)}.png` },
  }));
  const counts = Array.from({ length: 1000 }, (_, n) => ({ split: 'test', label: name(n), base: 1, head: 11 }));
  const report = withData(said(list, { counts }));
  const page = renderHtml(report, []);
  expect(page.length).toBeLessThan(1_500_000);
  expect(page).toContain('Edits of evaluation labels: 5,000');
  const { summary } = checkOutput(report);
  expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(65_535);
  expect(summary).toContain('### Data');
});
