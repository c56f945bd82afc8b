import type { Finding } from '../model/finding.ts';
import type { ModelScores, Report, RuleResult } from '../model/report.ts';
import { oneLine } from './escape.ts';
import { allResults, countsOf, figure, headline, isNew, listed, placeOf, plural, signed } from './wording.ts';

export interface TerminalOptions {
  colour: boolean;
  /** Characters in a line. */
  width: number;
}

const shownPerRule = 8;

/** The report for people at a terminal: grouped by rule like a linter's output, the verdict last, where the eye is. */
export function renderTerminal(report: Report, { colour, width }: TerminalOptions): string {
  const paint = painter(colour);
  const results = allResults(report);
  const lines: string[] = [];
  for (const { at, message } of report.mistakes) {
    lines.push(`${paint.bold(placeOf({ at }))}  ${paint.red('error')}  ${oneLine(message)}`);
  }
  for (const result of results) lines.push(...ruleLines(result, paint, width));
  lines.push(...scoreLines(report.scores, paint));
  const didNotLook = results.filter(({ outcome }) => outcome === 'errored');
  for (const { rule, reason } of didNotLook)
    lines.push('', `${paint.red('✖')} ${paint.bold(rule)} could not look`, ...wrap(oneLine(reason ?? ''), width, '  '));
  for (const { rule, lost, severity } of results) {
    if (lost.length > 0 && severity !== 'off')
      lines.push('', `${paint.red('✖')} ${paint.bold(rule)} lost what it judges: ${listed(lost.map(oneLine))}`);
  }
  if (report.notes.length > 0)
    lines.push('', ...report.notes.flatMap(({ text }) => wrap(oneLine(text), width, '  ', paint.dim('· '))));
  lines.push('', ...verdictLines(report, paint, width), '');
  return lines.join('\n').replace(/^\n+/, '');
}

function ruleLines({ rule, fix, findings }: RuleResult, paint: Paint, width: number): string[] {
  const fresh = findings.filter(isNew);
  if (fresh.length === 0) return [];
  const severity = fresh[0].severity;
  const mark = severity === 'error' ? paint.red('✖') : paint.yellow('▲');
  const lines = ['', `${mark} ${paint.bold(rule)}`];
  for (const finding of fresh.slice(0, shownPerRule)) lines.push(...findingLines(finding, paint, width));
  if (fresh.length > shownPerRule)
    lines.push(
      `  ${paint.dim(`… and ${plural(fresh.length - shownPerRule, 'more finding')}; the reports list them all`)}`,
    );
  lines.push(...wrap(oneLine(fix), width, '    ', `  ${paint.cyan('→')} `));
  return lines;
}

function findingLines(finding: Finding, paint: Paint, width: number): string[] {
  const place = oneLine(placeOf(finding));
  const text = wrap(oneLine(finding.text), width, '    ');
  return place ? [`  ${paint.underline(place)}`, ...text] : wrap(oneLine(finding.text), width, '  ');
}

function scoreLines(models: readonly ModelScores[], paint: Paint): string[] {
  if (models.length === 0) return [];
  const rows = models.map(({ model, score, split, base, head, comparison }) => [
    oneLine(model),
    `${score} on ${split}`,
    figure(base?.declared.value),
    figure(head?.declared.value),
    signed(comparison?.modelEffect),
    signed(comparison?.dataEffect),
  ]);
  const table = [['model', 'score', 'base', 'head', 'model effect', 'data effect'], ...rows];
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
  const line = (row: string[]) =>
    row.map((cell, column) => (column < 2 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  ');
  return ['', `  ${paint.dim(line(table[0]))}`, ...rows.map((row) => `  ${line(row)}`)];
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
  const lines = [paint.bold(colour(`${headline(report)}${aside.length > 0 ? ` (${aside.join(', ')})` : ''}`))];
  const unsaid = conclusion === 'neutral' ? because.filter((reason) => reason.includes('inconclusive')) : [];
  return [...lines, ...unsaid.flatMap((reason) => wrap(oneLine(reason), width, '  '))];
}

type Paint = Record<'red' | 'yellow' | 'green' | 'cyan' | 'bold' | 'dim' | 'underline', (text: string) => string>;

function painter(colour: boolean): Paint {
  const code = (open: number, close: number) => (text: string) =>
    colour ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  return {
    red: code(31, 39),
    yellow: code(33, 39),
    green: code(32, 39),
    cyan: code(36, 39),
    bold: code(1, 22),
    dim: code(2, 22),
    underline: code(4, 24),
  };
}

/** Words in lines of at most `width` characters; `first` starts the first line, `indent` the others (and the first without one). */
function wrap(text: string, width: number, indent: string, first = indent): string[] {
  const lines: string[] = [];
  let line = '';
  const room = Math.max(20, width - indent.length);
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines.map((content, index) => `${index === 0 ? first : indent}${content}`);
}
