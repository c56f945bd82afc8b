import type { ClassCount, DatasetChanges, Relabelling } from '../../model/facts.ts';
import type { Picture, Report } from '../../model/report.ts';
import { arrow, changedCounts, changedDatasets, phrasesOf, shareOf, splitCounts, splitMoves } from '../data/summary.ts';
import { html } from '../escape.ts';
import { signedCount } from '../wording.ts';
import { changeLists, evaluationList } from './data-lists.ts';

/** Rows of a table in sight. */
const inSight = 12;
const shown = 200;

/** What became of each dataset: by split and class, between splits, from label to label, and one by one. */
export function dataSections(report: Report, pictures: ReadonlyMap<string, Picture>): string {
  const cards = changedDatasets(report).map((changes) => card(changes, pictures));
  if (cards.length === 0) return '';
  return `<h2>Data</h2><p class="key"><i class="b"></i>base<i class="h"></i>head</p>${cards.join('')}`;
}

function card(changes: DatasetChanges, pictures: ReadonlyMap<string, Picture>): string {
  const { dataset, counts, relabellings, annotations, classes } = changes;
  const panels = [
    countTable('Images by split and class', counts),
    countTable('Annotations by split and class', annotations?.counts ?? []),
    moveTable(changes),
    relabelTable('Labels that became another', relabellings, counts),
    relabelTable('Annotations that became another class', annotations?.relabellings ?? [], annotations?.counts ?? []),
    classTable(classes),
  ].join('');
  const summary = phrasesOf(changes).map((phrase) => `<li>${html(phrase)}</li>`);
  return `<section class="card"><h3><code>${html(dataset)}</code></h3><ul class="phrases">${summary.join('')}</ul>${panels === '' ? '' : `<div class="plots">${panels}</div>`}${evaluationList(changes)}${changeLists(changes, pictures)}</section>`;
}

/** Before and after of each split and of the classes that changed. */
function countTable(heading: string, counts: readonly ClassCount[]): string {
  const classes = changedCounts(counts);
  const splits = splitCounts(counts);
  if (splits.length === 0) return '';
  const largest = Math.max(...classes.flatMap(({ base, head }) => [base, head]));
  const rows = [...splits.map(sumRow), ...classes.map((count) => countRow(count, largest))];
  const head =
    '<tr><th>split</th><th>class</th><th><span class="hidden">both sides</span></th><th class="n">before</th><th class="n">after</th><th class="n">change</th></tr>';
  return panel(heading, head, rows);
}

function sumRow({ split, base, head }: Omit<ClassCount, 'label'>): string {
  return `<tr class="sum"><td>${html(split)}</td><td>all</td><td></td>${numbers(base, head)}</tr>`;
}

function countRow({ split, label, base, head }: ClassCount, largest: number): string {
  return `<tr><td>${html(split)}</td><td><code>${html(label)}</code></td><td>${bars(base, head, largest)}</td>${numbers(base, head)}</tr>`;
}

function numbers(base: number, head: number): string {
  const [before, after] = [base, head].map((n) => `<td class="n">${n.toLocaleString('en')}</td>`);
  return `${before}${after}<td class="n${head < base ? ' less' : ''}">${signedCount(head - base)}</td>`;
}

/** Base above head, as shares of the largest. */
function bars(base: number, head: number, largest: number): string {
  const width = (n: number) => (largest > 0 ? Math.max(n > 0 ? 1 : 0, (n / largest) * 80) : 0).toFixed(1);
  return `<svg class="bars" viewBox="0 0 80 12" aria-hidden="true"><rect class="base" y="1" width="${width(base)}" height="4"/><rect class="head" y="7" width="${width(head)}" height="4"/></svg>`;
}

function moveTable(changes: DatasetChanges): string {
  const rows = splitMoves(changes).map(
    ({ from, to, n }) => `<tr><td>${html(from)} → ${html(to)}</td><td class="n">${n.toLocaleString('en')}</td></tr>`,
  );
  return panel('Images that moved between splits', '<tr><th>splits</th><th class="n">images</th></tr>', rows);
}

function relabelTable(heading: string, relabellings: readonly Relabelling[], counts: readonly ClassCount[]): string {
  const rows = relabellings.map((one) => {
    const share = shareOf(one, counts);
    const of = share === null || one.from === null ? '' : `${percent(share)} of ${one.from}`;
    return `<tr><td>${html(one.split)}</td><td>${html(arrow(one.from, one.to))}</td><td class="n">${one.n.toLocaleString('en')}</td><td>${html(of)}</td></tr>`;
  });
  const head = '<tr><th>split</th><th>class</th><th class="n">number</th><th>share</th></tr>';
  return panel(heading, head, rows);
}

function classTable({ base, head, moved }: DatasetChanges['classes']): string {
  if (base.length === 0 || head.length === 0) return '';
  const [before, after] = [new Set(base), new Set(head)];
  const row = (name: string, index: string, what: string) =>
    `<tr><td><code>${html(name)}</code></td><td class="n">${index}</td><td>${what}</td></tr>`;
  const rows = [
    ...head.flatMap((name, index) => (before.has(name) ? [] : [row(name, String(index), 'new')])),
    ...base.flatMap((name, index) => (after.has(name) ? [] : [row(name, String(index), 'gone')])),
    ...moved.map(({ name, from, to }) => row(name, `${from} → ${to}`, '')),
  ];
  return panel('Class list', '<tr><th>class</th><th class="n">index</th><th></th></tr>', rows);
}

/** A table with its first rows in sight, the others behind a click. */
function panel(heading: string, head: string, rows: readonly string[]): string {
  if (rows.length === 0) return '';
  const table = (some: readonly string[]) =>
    `<div class="scroll"><table class="tight"><thead>${head}</thead><tbody>${some.join('')}</tbody></table></div>`;
  const more = rows.slice(inSight, shown);
  const past = rows.length - shown;
  const note = past > 0 ? `<p class="meta">… and ${past.toLocaleString('en')} more in the JSON report.</p>` : '';
  const folded =
    more.length > 0
      ? `<details class="more"><summary>${(rows.length - inSight).toLocaleString('en')} more</summary>${table(more)}${note}</details>`
      : '';
  return `<div><h4>${heading}</h4>${table(rows.slice(0, inSight))}${folded}</div>`;
}

function percent(share: number): string {
  const hundredths = share * 100;
  return `${hundredths >= 10 || hundredths === 0 ? Math.round(hundredths) : hundredths.toPrecision(1)} %`;
}
