const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** NaN for what is no decimal number: hexadecimal, `1_000`, `nan`, nothing. */
export function decimalOf(text: string): number {
  return decimal.test(text) ? Number(text) : Number.NaN;
}

/** What was written, for a sentence: its beginning where it is long. */
export function quoted(text: string): string {
  if (text === '') return 'nothing';
  return `\`${text.length > 40 ? `${text.slice(0, 40)}…` : text}\``;
}
