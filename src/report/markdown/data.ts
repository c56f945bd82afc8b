/** What became of the datasets: a line for each, the classes that changed most, and the edits of evaluation labels. */
import type { DatasetChanges } from '../../model/facts.ts';
import type { Report } from '../../model/report.ts';
import {
  arrow,
  changedCounts,
  changedDatasets,
  evaluationEditCount,
  evaluationEdits,
  phrasesOf,
  shareOf,
} from '../data/summary.ts';
import { code, markdown } from '../escape.ts';
import { placeOf, plural, shortened, signedCount } from '../wording.ts';
import { folded, listOf } from './parts.ts';

const shownClasses = 8;
const shownMoves = 12;
const longestName = 80;
const longestPhrase = 300;
const longestPlace = 200;

/**
 * @param length edits of evaluation labels that each dataset lists
 */
export function dataSection(report: Report, length: number): string {
  const blocks = changedDatasets(report).map((changes) => [
    `**${code(changes.dataset)}** ${phrasesOf(changes)
      .map((phrase) => markdown(shortened(phrase, longestPhrase)))
      .join('; ')}`,
    ...classTable(changes),
    ...relabellings(changes),
    ...classMoves(changes),
    ...evaluationBlock(changes, length),
  ]);
  return blocks.length === 0 ? '' : ['### Data', ...blocks.map((block) => block.join('\n\n'))].join('\n\n');
}

function name(text: string): string {
  return code(shortened(text, longestName));
}

function classTable({ counts, annotations }: DatasetChanges): string[] {
  const rows = [
    ...changedCounts(counts).map((count) => ({ ...count, of: 'images' })),
    ...changedCounts(annotations?.counts ?? []).map((count) => ({ ...count, of: 'annotations' })),
  ].sort((a, b) => Math.abs(b.head - b.base) - Math.abs(a.head - a.base));
  if (rows.length === 0) return [];
  const lines = rows
    .slice(0, shownClasses)
    .map(
      ({ split, label, of, base, head }) =>
        `| ${markdown(shortened(split, longestName))} | ${name(label)} | ${of} | ${base.toLocaleString('en')} | ${head.toLocaleString('en')} | ${signedCount(head - base)} |`,
    );
  const more = rows.length - shownClasses;
  return [
    ['| Split | Class | Of | Before | After | Change |', '|---|---|---|--:|--:|--:|', ...lines].join('\n'),
    ...(more > 0 ? [`<sub>and ${more.toLocaleString('en')} more classes of splits that changed</sub>`] : []),
  ];
}

/** The pairs of classes that changed most, with their share of the class. */
function relabellings({ relabellings: labels, counts, annotations }: DatasetChanges): string[] {
  const pairs = [
    ...labels.map((one) => ({ one, of: 'label', share: shareOf(one, counts) })),
    ...(annotations?.relabellings ?? []).map((one) => ({
      one,
      of: 'annotation',
      share: shareOf(one, annotations?.counts ?? []),
    })),
  ].sort((a, b) => b.one.n - a.one.n);
  const lines = pairs.slice(0, shownClasses).map(({ one: { split, from, to, n }, of, share }) => {
    const part = share === null || from === null ? '' : ` (${Math.round(share * 100)} % of ${name(from)})`;
    return `- ${plural(n, of)} in ${markdown(shortened(split, longestName))}: ${markdown(shortened(arrow(from, to), longestName * 2))}${part}`;
  });
  return lines.length > 0 ? [lines.join('\n')] : [];
}

function classMoves({ classes: { moved, base, head } }: DatasetChanges): string[] {
  if (moved.length === 0 || base.length === 0 || head.length === 0) return [];
  const moves = moved.slice(0, shownMoves).map((one) => `${name(one.name)} ${one.from} → ${one.to}`);
  const more = moved.length > shownMoves ? ` and ${moved.length - shownMoves} more` : '';
  return [`Another index in the class list: ${moves.join(', ')}${more}.`];
}

function evaluationBlock(changes: DatasetChanges, length: number): string[] {
  const edits = evaluationEdits(changes);
  if (edits.length === 0) return [];
  const count = Math.max(edits.length, evaluationEditCount(changes));
  const line = ({ at, what, split }: (typeof edits)[number]) =>
    `${code(shortened(placeOf({ at }), longestPlace))} ${markdown(shortened(`${what} (${split})`, longestPhrase))}`;
  return [folded(`Edits of evaluation labels: ${count.toLocaleString('en')}`, listOf(edits, length, line))];
}
