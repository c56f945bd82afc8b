import type { Finding } from '../../model/finding.ts';
import type { Picture, Report, RuleResult } from '../../model/report.ts';
import { html, prose } from '../escape.ts';
import {
  allResults,
  before,
  hasLost,
  isNew,
  listed,
  placeBeside,
  plural,
  rulesWithNews,
  urgencyOf,
} from '../wording.ts';

type Pictures = ReadonlyMap<string, Picture>;

/** Findings in sight, and behind a click; the JSON has those past that, since a page of ten thousand helps nobody. */
const inSight = 8;
const shown = 200;
/** Pictures of fewer pixels are shown larger, pixel by pixel. */
const small = 64;

/** What this change brings in, most urgent first: a card for each rule, with its pictures, why it matters and what to do. */
export function newFindings(report: Report, pictures: Pictures): string {
  const cards = rulesWithNews(report).map((result) => card(result, pictures));
  if (cards.length === 0) return '';
  const heading = report.base ? 'What this change brings in' : 'What was found';
  return `<h2>${heading}</h2>${cards.join('\n')}`;
}

function card(result: RuleResult, pictures: Pictures): string {
  const { rule, title, why, fix } = result;
  const findings = result.findings.filter(isNew);
  const urgency = urgencyOf(result) ?? 'warning';
  const label = findings.length > 0 ? plural(findings.length, urgency) : 'could not judge';
  return `<section class="card rule ${urgency}" id="${html(rule)}"><div class="top"><h3>${coded(title)}</h3><span class="badge">${label}</span><code>${html(rule)}</code></div>${troubles(result)}${list(findings, pictures)}<dl><dt>Why it matters</dt><dd>${coded(why)}</dd><dt>What to do</dt><dd>${coded(fix)}</dd></dl></section>`;
}

function coded(text: string): string {
  return prose(text, html, (part) => `<code>${html(part)}</code>`);
}

function troubles(result: RuleResult): string {
  const { outcome, reason, lost } = result;
  return [
    ...(outcome === 'errored' ? [`<p class="trouble">It could not look. ${html(reason ?? '')}</p>`] : []),
    ...(hasLost(result)
      ? [
          `<p class="trouble">Head no longer has ${html(listed(lost))}. Restore it, or take it out of the policy first.</p>`,
        ]
      : []),
  ].join('');
}

function list(findings: readonly Finding[], pictures: Pictures): string {
  if (findings.length === 0) return '';
  const items = findings.slice(0, shown).map((finding) => item(finding, pictures));
  const past = findings.length - shown;
  const note = past > 0 ? `<p class="meta">… and ${past} more in the JSON report.</p>` : '';
  const pictured = findings.filter(({ fingerprint }) => pictures.get(fingerprint)?.images.length === 1).length;
  const open = `<ul class="findings${pictured > 1 ? ' grid' : ''}">`;
  const seen = `${open}${items.slice(0, inSight).join('')}</ul>`;
  if (items.length <= inSight) return seen;
  return `${seen}<details class="more"><summary>${findings.length - inSight} more</summary>${open}${items.slice(inSight).join('')}</ul>${note}</details>`;
}

function item(finding: Finding, pictures: Pictures): string {
  const place = placeBeside(finding);
  const was = before(finding);
  const { waiver } = finding;
  const parts = [
    gallery(finding, pictures.get(finding.fingerprint)),
    place ? `<code class="place">${html(place)}</code>` : '',
    html(finding.text),
    was ? ` <span class="was">${was}</span>` : '',
    waiver ? ` <span class="meta">Waived until ${html(waiver.until)}: ${html(waiver.reason)}</span>` : '',
  ];
  return `<li>${parts.join('')}</li>`;
}

function gallery({ text }: Finding, picture: Picture | undefined): string {
  if (!picture) return '';
  const figures = picture.images.map(({ caption, width, height, uri }) => {
    const said = text.startsWith(caption) ? '' : `<figcaption>${html(caption)}</figcaption>`;
    const scale = Math.max(width, height) < small ? Math.floor(112 / Math.max(width, height)) : 1;
    return `<figure><img${scale > 1 ? ' class="pixel"' : ''} src="${html(uri)}" width="${width * scale}" height="${height * scale}" alt="${html(caption)}" loading="lazy">${said}</figure>`;
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
      const rules = allResults(report).flatMap((result) => {
        const findings = of(result);
        return findings.length > 0 ? [{ rule: result.rule, findings }] : [];
      });
      if (rules.length === 0) return '';
      const count = rules.reduce((sum, { findings }) => sum + findings.length, 0);
      const body = rules.map(({ rule, findings }) => `<h3><code>${html(rule)}</code></h3>${list(findings, pictures)}`);
      return `<details class="card"><summary>${heading}: ${count}</summary>${body.join('')}</details>`;
    })
    .join('');
}
