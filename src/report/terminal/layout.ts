import { oneLine } from '../escape.ts';

export type Paint = Record<
  'red' | 'yellow' | 'green' | 'cyan' | 'bold' | 'dim' | 'underline',
  (text: string) => string
>;

/** ANSI colours, or none. */
export function painter(colour: boolean): Paint {
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

/** Foreign text as part of a line that no workflow runner takes for its command, wherever the line is broken. */
export function printable(text: string): string {
  return oneLine(text)
    .replace(/(^|\s)::/g, '$1: :')
    .replaceAll('##[', '# #[');
}

/**
 * Words in lines of at most `width` characters, a longer word on a line of its own.
 * @param indent starts each line
 * @param first starts the first line instead; no wider than `indent`
 */
export function wrap(text: string, width: number, indent: string, first = indent): string[] {
  const room = Math.max(20, width - indent.length);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines.map((content, index) => `${index === 0 ? first : indent}${content}`);
}

/** Rows as aligned lines: the first `words` columns to the left, the others to the right. */
export function table(rows: readonly (readonly string[])[], words: number): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column < words ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
      .join('  ')
      .trimEnd(),
  );
}
