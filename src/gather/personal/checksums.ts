/** Checksums of numbers, as digits 0–9. */
export type Digits = Uint8Array;

/** Luhn's algorithm (ISO/IEC 7812-1, annex B). */
export function luhn(digits: Digits): boolean {
  let sum = 0;
  for (let i = digits.length - 1, odd = true; i >= 0; i--, odd = !odd) {
    const value = odd ? digits[i] : 2 * digits[i];
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

/** The number modulo `by`, from digits `from` to below `to`. */
export function remainder(digits: Digits, by: number, from = 0, to = digits.length): number {
  let rest = 0;
  for (let i = from; i < to; i++) rest = (rest * 10 + digits[i]) % by;
  return rest;
}

/** Sum of digits times weights, the digits from the first on. */
export function weighted(digits: Digits, weights: readonly number[]): number {
  return weights.reduce((sum, weight, i) => sum + weight * digits[i], 0);
}

/** ISO 7064 MOD 11,10, with the check digit last. */
export function mod1110(digits: Digits): boolean {
  let product = 10;
  for (let i = 0; i < digits.length - 1; i++) {
    const sum = (digits[i] + product) % 10 || 10;
    product = (2 * sum) % 11;
  }
  return (11 - product) % 10 === digits[digits.length - 1];
}

const PRODUCTS = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
];
const TURNS = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
];

/** Verhoeff's algorithm, with the check digit last. */
export function verhoeff(digits: Digits): boolean {
  let check = 0;
  for (let i = 0; i < digits.length; i++) {
    const turned = Number(TURNS[i % 8][digits[digits.length - 1 - i]]);
    check = Number(PRODUCTS[check][turned]);
  }
  return check === 0;
}

/** Whether there is such a day; the year only says whether February has 29 days. */
export function isDay(year: number, month: number, day: number): boolean {
  const isLeap = year % 4 === 0;
  return (
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  );
}

/** Two digits as a number. */
export function pair(digits: Digits, at: number): number {
  return 10 * digits[at] + digits[at + 1];
}
