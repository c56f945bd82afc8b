import { createHash } from 'node:crypto';
import type { Picture, Report } from '../model/report.ts';
import { html } from './escape.ts';
import { dataSections } from './html/data.ts';
import { newFindings, olderFindings } from './html/findings.ts';
import { modelSections } from './html/models.ts';
import { style } from './html/style.ts';
import { idleRules, testTable } from './html/tables.ts';
import { countsOf, headline, placeOf, plural, reasonsOf, rulesWithNews, shortCommit, urgencyOf } from './wording.ts';

const shownReasons = 12;

/** The report as one file that needs nothing else: no script, no request, its style allowed by its hash alone. */
export function renderHtml(report: Report, pictures: readonly Picture[]): string {
  const byFingerprint = new Map(pictures.map((picture) => [picture.fingerprint, picture]));
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; img-src data:; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${html(`${headline(report)} – Vision Gate, ${report.repository}`)}</title>
<style>${style}</style>
</head>
<body>
${head(report)}
<main>
${[
  mistakes(report),
  newFindings(report, byFingerprint),
  dataSections(report, byFingerprint),
  modelSections(report),
  besides(report, byFingerprint),
]
  .filter((part) => part !== '')
  .join('\n')}
</main>
${foot(report)}
</body>
</html>
`;
}

function head(report: Report): string {
  const { verdict, base } = report;
  const named = ({ commit, ref }: Report['head']) =>
    `${ref && !commit.startsWith(ref) ? `${html(ref)} ` : ''}<code>${html(shortCommit(commit))}</code>`;
  const commits = base ? `${named(report.head)} compared with ${named(base)}` : `audit of ${named(report.head)}`;
  return `<header class="${verdict.conclusion}"><div><p class="kicker"><b>Vision Gate</b> · ${html(report.repository)} · ${commits}</p><h1>${html(headline(report))}</h1>${strip(report)}${reasons(report)}</div></header>`;
}

/** The eight causes, each a link to its first news. */
function strip(report: Report): string {
  const news = rulesWithNews(report);
  const items = report.causes.map(({ cause, results }) => {
    const { errors, warnings, errored, lost, inherited } = countsOf(results);
    const first = news.find((result) => result.cause === cause);
    const words = [
      ...(errors > 0 ? [plural(errors, 'error')] : []),
      ...(errored > 0 ? [`${errored} could not look`] : []),
      ...(lost > 0 ? [`${lost} lost`] : []),
      ...(warnings > 0 ? [plural(warnings, 'warning')] : []),
    ];
    const ran = results.some(({ outcome }) => outcome === 'ran');
    const calm = ran ? (inherited > 0 ? `${inherited} inherited` : 'nothing new') : 'did not run';
    const body = `<b>${cause}</b><span>${words.join(', ') || calm}</span>`;
    return first
      ? `<li><a class="${urgencyOf(first) ?? ''}" href="#${html(first.rule)}">${body}</a></li>`
      : `<li><div>${body}</div></li>`;
  });
  return items.length > 0 ? `<ul class="causes">${items.join('')}</ul>` : '';
}

function reasons(report: Report): string {
  const linked = new Set(rulesWithNews(report).map(({ rule }) => rule));
  const items = reasonsOf(report).map(({ rule, text }) => {
    if (rule === null) return `<li>${html(text)}</li>`;
    const id = `<code>${html(rule)}</code>`;
    return `<li>${linked.has(rule) ? `<a href="#${html(rule)}">${id}</a>` : id} ${html(text)}</li>`;
  });
  const more = items.length > shownReasons ? [`<li>… and ${items.length - shownReasons} more below.</li>`] : [];
  return report.mistakes.length > 0
    ? ''
    : `<ul class="reasons">${[...items.slice(0, shownReasons), ...more].join('')}</ul>`;
}

function mistakes(report: Report): string {
  if (report.mistakes.length === 0) return '';
  const items = report.mistakes.map(
    (mistake) => `<li><code class="place">${html(placeOf(mistake))}</code>${html(mistake.message)}</li>`,
  );
  return `<section class="card rule error"><h2>${report.policy ? 'Nothing was checked: the policy has mistakes' : 'Nothing was checked'}</h2><ul class="findings">${items.join('')}</ul></section>`;
}

function besides(report: Report, pictures: ReadonlyMap<string, Picture>): string {
  const parts = [olderFindings(report, pictures), testTable(report), idleRules(report)].join('');
  return parts === '' ? '' : `<h2>Besides</h2>${parts}`;
}

function foot({ tool, policy, notes, environment, timings }: Report): string {
  const from = policy
    ? ` Policy: <code>${html(policy.path)}</code> of ${policy.side === 'given' ? 'this machine' : `the ${policy.side}`}.`
    : '';
  const presets = (policy?.presets ?? []).map(
    ({ name, sets }) =>
      `<li>Preset <code>${html(name)}</code>: ${sets.map((one) => `<code>${html(one)}</code>`).join(', ') || 'nothing of its own'}.</li>`,
  );
  const facts = Object.entries(environment).map(([name, value]) => `${html(name)} ${html(value)}`);
  const seconds = timings.map(({ step, milliseconds }) => `${html(step)} ${(milliseconds / 1000).toFixed(1)} s`);
  const lines = [`Vision Gate ${html(tool)}.${from}`, facts.join(' · '), seconds.join(' · ')].filter(Boolean);
  const said = [...notes.map(({ text }) => `<li>${html(text)}</li>`), ...presets].join('');
  return `<footer>${said ? `<ul>${said}</ul>` : ''}${lines.map((line) => `<p>${line}</p>`).join('')}</footer>`;
}
