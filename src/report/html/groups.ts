import type { ModelScores } from '../../model/report.ts';
import { type GroupRow, type GroupTable, groupTables } from '../data/groups.ts';
import { html } from '../escape.ts';
import { figure } from '../wording.ts';

/** Scores by group with their gaps, a table for each attribute and each crossing. */
export function groupCards(scores: ModelScores): string {
  const tables = groupTables(scores).map(tableOf);
  return tables.length > 0 ? `<div><h4>Groups</h4>${tables.join('')}</div>` : '';
}

function tableOf(table: GroupTable): string {
  const heads = table.scores.map((score) => `<th class="n">${html(score)}, base</th><th class="n">head</th>`).join('');
  const rows = table.rows.map((row) => rowOf(row, table)).join('');
  const gaps = table.gaps.map(
    ({ score, base, head, ratio, worst }) =>
      `Gap in ${html(score)}: ${base === null ? '' : `${figure(base)} at the base, `}<b>${figure(head)}</b> now; ratio ${figure(ratio)}; worst: ${html(worst)}.`,
  );
  const { parity } = table;
  const rates = parity
    ? [
        `The class that differs most is ${html(parity.class)}: demographic parity difference ${figure(parity.demographicParity.difference)}, equalised odds difference ${figure(parity.equalizedOdds.difference)}, equal opportunity difference ${figure(parity.equalOpportunity.difference)}.`,
      ]
    : [];
  return `<div class="scroll"><table><thead><tr><th>${html(table.attribute)}</th><th class="n">images</th>${heads}</tr></thead><tbody>${rows}</tbody></table></div><p class="meta">${[...gaps, ...rates].join(' ')}</p>`;
}

function rowOf({ value, n, isSmall, cells }: GroupRow, { smallest }: GroupTable): string {
  const figures = cells.map(({ base, head, interval }) => {
    const range = interval ? ` <small>${figure(interval[0])} – ${figure(interval[1])}</small>` : '';
    return `<td class="n">${figure(base)}</td><td class="n">${figure(head)}${range}</td>`;
  });
  const few = isSmall ? ` <small>not judged below ${smallest}</small>` : '';
  return `<tr><th>${html(value)}</th><td class="n">${n}${few}</td>${figures.join('')}</tr>`;
}
