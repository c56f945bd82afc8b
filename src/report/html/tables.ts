import type { Report } from '../../model/report.ts';
import { html } from '../escape.ts';
import { allResults, figure, plural, probability, signed } from '../wording.ts';

const kinds = ['added', 'removed', 'modified', 'renamed', 'moved', 'relabelled'] as const;
const shownSamples = 300;

export function changeTables({ changes: { datasets, models } }: Report): string {
  const moved = datasets.filter(({ samples }) => samples.length > 0);
  const touched = models.filter(({ weights, preprocessing }) => weights !== 'same' || preprocessing !== 'same');
  if (moved.length + touched.length === 0) return '';
  const rows = moved.map(({ dataset, samples }) => {
    const counts = kinds.map(
      (kind) => `<td class="n">${samples.filter((sample) => sample.kind === kind).length || ''}</td>`,
    );
    return `<tr><th><code>${html(dataset)}</code></th>${counts.join('')}</tr>`;
  });
  const heads = ['added', 'removed', 'modified', 'renamed', 'other split', 'relabelled'].map(
    (kind) => `<th class="n">${kind}</th>`,
  );
  const table =
    moved.length > 0
      ? `<div class="scroll"><table><thead><tr><th>dataset</th>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>${moved.map(sampleList).join('')}`
      : '';
  const lines = touched.map(
    ({ model, weights, preprocessing }) =>
      `<li><code>${html(model)}</code>: weights ${weights}, preprocessing ${preprocessing}</li>`,
  );
  return `<h2>What changed</h2><section class="card">${lines.length > 0 ? `<ul class="plain">${lines.join('')}</ul>` : ''}${table}</section>`;
}

function sampleList({ dataset, samples }: Report['changes']['datasets'][number]): string {
  const rows = samples.slice(0, shownSamples).map(({ kind, path, from, label, split }) => {
    const before = [
      from?.path,
      from?.label === undefined ? undefined : `label ${from.label ?? 'none'}`,
      from?.split === undefined ? undefined : `split ${from.split}`,
    ]
      .filter(Boolean)
      .join(', ');
    return `<tr><td>${kind}</td><td><code>${html(path)}</code></td><td>${html([label ?? '', split].filter(Boolean).join(', '))}</td><td>${html(before)}</td></tr>`;
  });
  const more =
    samples.length > shownSamples
      ? `<p class="meta">… and ${samples.length - shownSamples} more in the JSON report.</p>`
      : '';
  return `<details><summary>${html(dataset)}: ${plural(samples.length, 'change')}</summary><div class="scroll"><table><thead><tr><th>change</th><th>image</th><th>now</th><th>before</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>${more}</details>`;
}

export function testTable(report: Report): string {
  const tests = allResults(report).flatMap(({ rule, tests: own }) => own.map((test) => ({ rule, test })));
  if (tests.length === 0) return '';
  const rows = tests.map(
    ({ rule, test: { subject, decision, effect, interval, tolerance, adjustedP, n, requiredN } }) =>
      `<tr><td><code>${html(rule)}</code></td><td>${html(subject)}</td><td${decision === 'worse' ? ' class="worse"' : ''}>${decision}</td><td class="n">${signed(effect)}</td><td class="n">${signed(interval[0])} … ${signed(interval[1])}</td><td class="n">${figure(tolerance)}</td><td class="n">${html(probability(adjustedP))}</td><td class="n">${n}${decision === 'inconclusive' && requiredN ? ` of ${requiredN}` : ''}</td></tr>`,
  );
  return `<details class="card"><summary>Comparisons made: ${tests.length}</summary><p class="meta">A loss above 0 means that head is worse. A comparison fails only where the loss lies beyond the tolerance after the correction for making many at once.</p><div class="scroll"><table><thead><tr><th>rule</th><th>subject</th><th>decision</th><th class="n">loss</th><th class="n">95 % interval</th><th class="n">tolerance</th><th class="n">p, corrected</th><th class="n">n</th></tr></thead><tbody>${rows.join('')}</tbody></table></div></details>`;
}

export function idleRules(report: Report): string {
  const idle = allResults(report).filter(({ outcome }) => outcome !== 'ran');
  if (idle.length === 0) return '';
  const rows = idle.map(
    ({ rule, outcome, reason }) =>
      `<tr><td><code>${html(rule)}</code></td><td${outcome === 'errored' ? ' class="worse"' : ''}>${outcome === 'errored' ? 'could not look' : 'skipped'}</td><td>${html(reason ?? '')}</td></tr>`,
  );
  return `<details class="card"><summary>Rules that did not run, or not on everything: ${idle.length}</summary><div class="scroll"><table><tbody>${rows.join('')}</tbody></table></div></details>`;
}
