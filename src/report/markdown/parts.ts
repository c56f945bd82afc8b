import type { Finding } from '../../model/finding.ts';
import { code, markdown } from '../escape.ts';
import { before, placeBeside, shortened } from '../wording.ts';

const longestText = 400;
const longestPlace = 200;

/**
 * A section that opens at a click.
 * @param summary HTML: GitHub reads no Markdown in that line
 * @param lines Markdown
 */
export function folded(summary: string, lines: readonly string[]): string {
  return [`<details><summary>${summary}</summary>`, '', ...lines, '', '</details>'].join('\n');
}

/** At most `length` items as a list, and how many more there are. */
export function listOf<T>(items: readonly T[], length: number, line: (item: T) => string): string[] {
  const more = items.length > length ? [`- … and ${items.length - length} more in the report.`] : [];
  return [...items.slice(0, length).map((item) => `- ${line(item)}`), ...more];
}

export function findingLine(finding: Finding): string {
  const place = placeBeside(finding);
  const was = before(finding);
  return `${place ? `${code(shortened(place, longestPlace))} ` : ''}${markdown(shortened(finding.text, longestText))}${was ? ` ${was}` : ''}`;
}
