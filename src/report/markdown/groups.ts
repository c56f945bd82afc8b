import type { Report } from '../../model/report.ts';
import { type GroupTable, groupTables } from '../data/groups.ts';
import { html, markdown } from '../escape.ts';
import { figure, shortened } from '../wording.ts';
import { folded } from './parts.ts';

const shownGroups = 40;

/** Scores by group with their gaps, folded: one section for each model that has groups. */
export function groups(report: Report): string {
  return report.scores
    .flatMap((scores) => {
      const tables = groupTables(scores);
      if (tables.length === 0) return [];
      const gap = tables
        .flatMap(({ attribute, gaps }) => gaps.slice(0, 1).map((first) => ({ attribute, ...first })))
        .sort((a, b) => (b.head ?? 0) - (a.head ?? 0))[0];
      const widest = gap ? `: widest gap in ${html(gap.score)} ${figure(gap.head)} (${html(gap.attribute)})` : '';
      return [folded(`Groups of <code>${html(scores.model)}</code>${widest}`, tables.flatMap(tableOf).slice(0, -1))];
    })
    .join('\n\n');
}

function tableOf({ attribute, scores, rows, gaps, parity, smallest }: GroupTable): string[] {
  const cells = (values: string[]) => `| ${values.join(' | ')} |`;
  const lines = rows
    .slice(0, shownGroups)
    .map((row) =>
      cells([
        markdown(shortened(row.value, 60)),
        `${row.n}${row.isSmall ? ` (not judged below ${smallest})` : ''}`,
        ...row.cells.flatMap(({ base, head, interval }) => [
          figure(base),
          `${figure(head)}${interval ? ` (${figure(interval[0])} – ${figure(interval[1])})` : ''}`,
        ]),
      ]),
    );
  return [
    cells([markdown(attribute), 'Images', ...scores.flatMap((score) => [`${markdown(score)}, base`, 'head'])]),
    `|---|--:|${'--:|--:|'.repeat(scores.length)}`,
    ...lines,
    '',
    ...(rows.length > shownGroups ? [`… and ${rows.length - shownGroups} more groups in the report.`, ''] : []),
    ...gaps.map(
      ({ score, base, head, ratio, worst }) =>
        `Gap in ${markdown(score)}: ${base === null ? '' : `${figure(base)} at the base, `}**${figure(head)}** now; ratio ${figure(ratio)}; worst: ${markdown(worst)}.`,
    ),
    ...(parity
      ? [
          `The class that differs most is ${markdown(parity.class)}: demographic parity difference ${figure(parity.demographicParity.difference)}, equalised odds difference ${figure(parity.equalizedOdds.difference)}, equal opportunity difference ${figure(parity.equalOpportunity.difference)}.`,
        ]
      : []),
    '',
  ];
}
