import type { Finding } from '../model/finding.ts';
import type { ModelScores, Report, RuleResult } from '../model/report.ts';
import { changedDatasets, phrasesOf } from './data/summary.ts';
import { deviceSentence } from './device.ts';
import { changedModels, phrasesOf as phrasesOfModel } from './models/summary.ts';
import { type Paint, painter, printable, table, wrap } from './terminal/layout.ts';
import {
  allResults,
  before,
  countsOf,
  figure,
  hasLost,
  headline,
  isNew,
  listed,
  placeBeside,
  placeOf,
  rulesWithNews,
  shortened,
  signed,
  urgencyOf,
} from './wording.ts';

export interface TerminalOptions {
  colour: boolean;
  /** Characters in a line; only a word that is longer stands out. */
  width: number;
}

const shown = { error: 8, warning: 3 };

/**
 * The report for people at a terminal: grouped by rule like a linter's output, the least urgent first and the verdict
 * on the last line, where the eye is.
 */
export function renderTerminal(report: Report, { colour, width }: TerminalOptions): string {
  const paint = painter(colour);
  const blocks = [
    report.notes.flatMap(({ text }) => wrap(printable(text), width, '  ', `${paint.dim('·')} `)),
    ...byTrouble(rulesWithNews(report).reverse()).map((results) => ruleLines(results, paint, width)),
    report.mistakes.flatMap(({ at, message }) => [
      `${paint.red('✖')} ${paint.bold(printable(placeOf({ at })))}`,
      ...wrap(printable(message), width, '  '),
    ]),
    dataLines(report, paint, width),
    modelLines(report, paint, width),
    scoreLines(report.scores, paint),
    verdictLines(report, paint, width),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

/** Rules with nothing but the same trouble stand together, where the last of them stood. */
function byTrouble(results: readonly RuleResult[]): RuleResult[][] {
  const alike = Map.groupBy(results.toReversed(), (result) =>
    result.findings.some(isNew) ? result.rule : JSON.stringify([result.outcome, result.reason, result.lost]),
  );
  return [...alike.values()].reverse();
}

function ruleLines(alike: readonly RuleResult[], paint: Paint, width: number): string[] {
  const [result, ...others] = alike;
  const { rule, outcome, reason, lost, fix } = result;
  const urgency = urgencyOf(result) ?? 'warning';
  const fresh = result.findings.filter(isNew);
  const limit = shown[urgency];
  const step = (text: string) => wrap(printable(text), width, '    ', `  ${paint.cyan('→')} `);
  const name = others.length > 0 ? `${alike.length} rules` : rule;
  const lines = [`${urgency === 'error' ? paint.red('✖') : paint.yellow('▲')} ${paint.bold(name)}`];
  if (others.length > 0) lines.push(...wrap(alike.map((each) => each.rule).join(', '), width, '  ').map(paint.dim));
  if (outcome === 'errored') lines.push(...wrap(printable(`Could not look: ${reason ?? ''}`), width, '  '));
  if (hasLost(result)) {
    lines.push(
      ...wrap(`Lost what it judges: head no longer has ${listed(lost.map(printable))}.`, width, '  '),
      ...step('Restore it, or take it out of the policy first.'),
    );
  }
  lines.push(...fresh.slice(0, limit).flatMap((finding) => findingLines(finding, paint, width)));
  if (fresh.length > limit) lines.push(`  ${paint.dim(`… and ${fresh.length - limit} more in the reports`)}`);
  if (fresh.length > 0) lines.push(...step(fix));
  return lines;
}

function findingLines(finding: Finding, paint: Paint, width: number): string[] {
  const place = placeBeside(finding);
  const text = `${printable(finding.text)} ${before(finding)}`.trimEnd();
  if (!place) return wrap(text, width, '    ', '  ');
  return [`  ${paint.underline(printable(place))}`, ...wrap(text, width, '    ')];
}

/** A few lines for each dataset that changed: its images, its annotations, its class list. */
function dataLines(report: Report, paint: Paint, width: number): string[] {
  return changedDatasets(report).flatMap((changes) => summaryLines(changes.dataset, phrasesOf(changes), paint, width));
}

/** A few lines for each model that changed: its figures, its interface, its operators, its weights. */
function modelLines(report: Report, paint: Paint, width: number): string[] {
  return changedModels(report).flatMap((model) =>
    summaryLines(model.change.model, phrasesOfModel(model), paint, width),
  );
}

function summaryLines(subject: string, phrases: readonly string[], paint: Paint, width: number): string[] {
  const name = printable(shortened(subject, 40));
  const [first, ...others] = phrases.map((phrase) => printable(shortened(phrase, 300)));
  const words = wrap([`${name}: ${first}`, ...others].join('; '), width, '    ', '  ');
  return words.map((line, index) => (index === 0 ? line.replace(name, paint.bold(name)) : line));
}

function scoreLines(models: readonly ModelScores[], paint: Paint): string[] {
  if (models.length === 0) return [];
  const [heads, ...rows] = table(
    [
      ['model', 'score', 'base', 'head', 'model effect', 'data effect'],
      ...models.map(({ model, origin, score, split, base, head, comparison }) => [
        shortened(printable(model), 24),
        shortened(printable(`${score} on ${split}${origin === 'claimed' ? ', claimed' : ''}`), 28),
        figure(base?.declared.value),
        figure(head?.declared.value),
        signed(comparison?.modelEffect),
        signed(comparison?.dataEffect),
      ]),
    ],
    2,
  );
  return [paint.dim(heads), ...rows].map((line) => `  ${line}`);
}

function verdictLines(report: Report, paint: Paint, width: number): string[] {
  const { conclusion, because } = report.verdict;
  const colour = { success: paint.green, neutral: paint.yellow, failure: paint.red }[conclusion];
  const { inherited, fixed, waived } = countsOf(allResults(report));
  const aside = [
    ...(fixed > 0 ? [`${fixed} fixed`] : []),
    ...(inherited > 0 ? [`${inherited} inherited from the base`] : []),
    ...(waived > 0 ? [`${waived} waived`] : []),
  ];
  const device = deviceSentence(report);
  const undecided = because.filter((reason) => reason.includes('inconclusive'));
  return [
    ...undecided.flatMap((reason) => wrap(printable(reason), width, '')),
    ...(device === '' ? [] : wrap(printable(device), width, '').map(paint.dim)),
    ...(aside.length > 0 ? wrap(`Besides: ${listed(aside)}.`, width, '').map(paint.dim) : []),
    ...wrap(printable(headline(report)), width, '').map((line) => paint.bold(colour(line))),
  ];
}
