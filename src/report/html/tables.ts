import type { Report } from '../../model/report.ts';
import { html } from '../escape.ts';
import { allResults, figure, probability, signed } from '../wording.ts';

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
