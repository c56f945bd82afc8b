import { decimalOf } from '../formats/text/decimal.ts';

/** A value of a history; `null` where none was written, NaN and ±Infinity as Python, JavaScript and NumPy write them, `undefined` for other text. */
export function loggedValue(text: string | null): number | null | undefined {
  const written = text?.trim() ?? '';
  if (written === '' || absent.has(written)) return null;
  const special = specials[written.toLowerCase().replace(/^\+/, '')];
  if (special !== undefined) return special;
  const value = decimalOf(written);
  return Number.isNaN(value) ? undefined : value;
}

/** Keras's CSVLogger writes `NA` for what a stopped epoch did not measure. */
const absent = new Set(['NA', 'None', 'null', '-']);

const specials: Record<string, number> = {
  nan: Number.NaN,
  '-nan': Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  infinity: Number.POSITIVE_INFINITY,
  '-inf': Number.NEGATIVE_INFINITY,
  '-infinity': Number.NEGATIVE_INFINITY,
};
