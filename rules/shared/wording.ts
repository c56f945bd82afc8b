/** Numbers and lists as sentences hold them. */

/** A share as per cent with one decimal at most: `12.3 %`. */
export function percent(share: number): string {
  return `${Number((100 * share).toFixed(1))} %`;
}

/** A difference between two shares in points with one decimal at most: `12.3 points`. */
export function points(difference: number): string {
  const value = Number((100 * difference).toFixed(1));
  return `${value} ${Math.abs(value) === 1 ? 'point' : 'points'}`;
}

/** A score with three decimals: `0.913`. */
export function score(value: number): string {
  return value.toFixed(3);
}

/** A count with its noun: `1 image`, `12 images`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/** Words as a list: `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** A p-value as a sentence holds it: `p = 0.03`, `p < 1e-9`. */
export function pValue(p: number): string {
  if (p >= 0.001) return `p = ${Number(p.toPrecision(2))}`;
  return `p < 1e-${Math.min(Math.floor(-Math.log10(Math.max(p, 1e-9))), 9)}`;
}

/** A large count with three significant digits: `950`, `1.23 million`, `4.1 billion`. */
export function amount(count: number): string {
  const [unit, name] = count >= 1e9 ? [1e9, ' billion'] : count >= 1e6 ? [1e6, ' million'] : [1, ''];
  return `${Number((count / unit).toPrecision(count >= 1e6 ? 3 : 21))}${name}`;
}
