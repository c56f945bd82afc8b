import type { Finding } from '../../model/finding.ts';
import type { Picture, Report, RuleResult } from '../../model/report.ts';
import { html } from '../escape.ts';
import { allResults, figure, isNew, placeOf, plural } from '../wording.ts';

type Pictures = ReadonlyMap<string, Picture>;

/** Findings longer than this lists are in the JSON; a page of ten thousand helps nobody. */
const shown = 200;

/** What this change brings in: a card for each rule, with its pictures, why it matters and what to do. */
export function newFindings(report: Report, pictures: Pictures): string {
  const cards = allResults(report)
    .filter(({ findings }) => findings.some(isNew))
    .map((result) => card(result, result.findings.filter(isNew), pictures));
  return cards.length > 0 ? `<h2>What this change brings in</h2>${cards.join('')}` : '';
}

function card({ rule, cause, title, why, fix }: RuleResult, findings: readonly Finding[], pictures: Pictures): string {
  const severity = findings.some((finding) => finding.severity === 'error') ? 'error' : 'warning';
  return `<section class="card rule ${severity}" id="${html(rule)}" data-cause="${cause}"><header><h3><code>${html(rule)}</code></h3><span class="badge">${severity}</span><span class="meta">${plural(findings.length, 'finding')}</span></header><p class="title">${html(title)}</p>${list(findings, pictures)}<p class="advice"><b>Why it matters.</b> ${html(why)}</p><p class="advice"><b>What to do.</b> ${html(fix)}</p></section>`;
}

function list(findings: readonly Finding[], pictures: Pictures): string {
  const items = findings.slice(0, shown).map((finding) => item(finding, pictures));
  const more =
    findings.length > shown
      ? `<p class="meta">… and ${plural(findings.length - shown, 'more finding')} in the JSON report.</p>`
      : '';
  return `<ul class="findings">${items.join('')}</ul>${more}`;
}

function item(finding: Finding, pictures: Pictures): string {
  const place = placeOf(finding);
  const was =
    finding.was !== undefined && finding.origin === 'worsened'
      ? ` <span class="meta">was ${figure(finding.was)}</span>`
      : '';
  const waiver = finding.waiver
    ? ` <span class="meta">Waived until ${html(finding.waiver.until)}: ${html(finding.waiver.reason)}</span>`
    : '';
  return `<li>${place ? `<code class="place">${html(place)}</code>` : ''}${html(finding.text)} <span class="badge ${finding.origin}">${finding.origin}</span>${was}${waiver}${gallery(pictures.get(finding.fingerprint))}</li>`;
}

function gallery(picture: Picture | undefined): string {
  if (!picture) return '';
  const figures = picture.images.map(({ caption, width, height, uri }) => {
    const scale = Math.max(width, height) < 64 ? 3 : 1;
    return `<figure><img${scale > 1 ? ' class="pixel"' : ''} src="${html(uri)}" width="${width * scale}" height="${height * scale}" alt="${html(caption)}" loading="lazy"><figcaption>${html(caption)}</figcaption></figure>`;
  });
  return `<div class="pictures">${figures.join('')}</div>`;
}

/** Fixed, waived and inherited findings, folded. */
export function olderFindings(report: Report, pictures: Pictures): string {
  const groups: [string, (result: RuleResult) => Finding[]][] = [
    ['Fixed by this change', ({ fixed }) => fixed],
    ['Waived', ({ findings }) => findings.filter(({ waiver }) => waiver)],
    [
      'Inherited from the base',
      ({ findings }) => findings.filter(({ origin, waiver }) => origin === 'inherited' && !waiver),
    ],
  ];
  return groups
    .map(([heading, of]) => {
      const rules = allResults(report).flatMap((result) =>
        of(result).length > 0 ? [{ rule: result.rule, findings: of(result) }] : [],
      );
      if (rules.length === 0) return '';
      const count = rules.reduce((sum, { findings }) => sum + findings.length, 0);
      const body = rules.map(({ rule, findings }) => `<h3><code>${html(rule)}</code></h3>${list(findings, pictures)}`);
      return `<details class="card"><summary>${heading}: ${count}</summary>${body.join('')}</details>`;
    })
    .join('');
}
