const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** NaN for what is no decimal number: hexadecimal, `1_000`, `nan`, nothing. */
export function decimalOf(text: string): number {
  return decimal.test(text) ? Number(text) : Number.NaN;
}
