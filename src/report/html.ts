import { createHash } from 'node:crypto';
import type { Picture, Report } from '../model/report.ts';
import { html } from './escape.ts';
import { newFindings, olderFindings } from './html/findings.ts';
import { modelSections } from './html/models.ts';
import { style } from './html/style.ts';
import { changeTables, idleRules, testTable } from './html/tables.ts';
import { countsOf, headline, placeOf, plural, shortCommit } from './wording.ts';

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
<title>${html(`Vision Gate – ${report.repository} ${shortCommit(report.head.commit)}`)}</title>
<style>${style}</style>
</head>
<body>
${head(report)}
<main>
${mistakes(report)}
${newFindings(report, byFingerprint)}
${modelSections(report)}
${changeTables(report)}
<h2>Everything else</h2>
${olderFindings(report, byFingerprint)}
${testTable(report)}
${idleRules(report)}
</main>
${foot(report)}
</body>
</html>
`;
}

function head(report: Report): string {
  const { verdict, base } = report;
  const reasons = verdict.because.slice(0, shownReasons).map((reason) => `<li>${html(reason)}</li>`);
  const more =
    verdict.because.length > shownReasons
      ? [`<li>… and ${verdict.because.length - shownReasons} more below.</li>`]
      : [];
  const named = ({ commit, ref }: Report['head']) =>
    `${ref && !commit.startsWith(ref) ? `${html(ref)} ` : ''}<code>${shortCommit(commit)}</code>`;
  const commits = base ? `${named(report.head)} compared with ${named(base)}` : `Audit of ${named(report.head)}`;
  return `<header class="${verdict.conclusion}"><div><p class="kicker">Vision Gate · ${html(report.repository)}</p><h1>${html(headline(report))}</h1><ul>${[...reasons, ...more].join('')}</ul><p class="meta">${commits}</p>${strip(report)}</div></header>`;
}

function strip(report: Report): string {
  const items = report.causes.map(({ cause, results }) => {
    const { errors, warnings, errored, inherited } = countsOf(results);
    const first = results.find(({ findings }) =>
      findings.some(({ origin, waiver }) => origin !== 'inherited' && !waiver),
    );
    const ran = results.some(({ outcome }) => outcome === 'ran');
    const words = [
      ...(errors ? [plural(errors, 'error')] : []),
      ...(warnings ? [plural(warnings, 'warning')] : []),
      ...(errored ? [`${errored} could not look`] : []),
    ];
    const calm = ran ? (inherited > 0 ? `${inherited} inherited` : 'nothing new') : 'did not run';
    const state = errors + errored > 0 ? ' class="bad"' : warnings > 0 ? ' class="warn"' : '';
    return `<li><a${state} href="#${html(first?.rule ?? '')}"><b>${cause}</b><span>${words.join(', ') || calm}</span></a></li>`;
  });
  return items.length > 0 ? `<ul class="causes">${items.join('')}</ul>` : '';
}

function mistakes(report: Report): string {
  if (report.mistakes.length === 0) return '';
  const items = report.mistakes.map(
    (mistake) => `<li><code class="place">${html(placeOf(mistake))}</code>${html(mistake.message)}</li>`,
  );
  return `<section class="card rule error"><h3>Mistakes in the policy</h3><ul class="findings">${items.join('')}</ul></section>`;
}

function foot({ tool, policy, notes, environment, timings }: Report): string {
  const lines = notes.map(({ text }) => `<li>${html(text)}</li>`);
  const from = policy
    ? ` Policy: <code>${html(policy.path)}</code> of ${policy.side === 'given' ? 'this machine' : `the ${policy.side}`}.`
    : '';
  const facts = Object.entries(environment).map(([name, value]) => `${html(name)} ${html(value)}`);
  const seconds = timings.map(({ step, milliseconds }) => `${html(step)} ${(milliseconds / 1000).toFixed(1)} s`);
  return `<footer>${lines.length > 0 ? `<ul>${lines.join('')}</ul>` : ''}<p>Vision Gate ${html(tool)}.${from}</p>${facts.length > 0 ? `<p>${facts.join(' · ')}</p>` : ''}${seconds.length > 0 ? `<p>${seconds.join(' · ')}</p>` : ''}</footer>`;
}
