import type { TextKind } from '../../model/facts.ts';
import { type Digits, isDay, luhn, mod1110, pair, remainder, verhoeff, weighted } from './checksums.ts';

/** A number that names a person or an account, by how it is written and by what its digits must satisfy. */
export interface NumberPattern {
  name: string;
  kind: TextKind;
  /** Lengths of its groups of digits and what lies between them: `16`, `4 4 4 4`, `3-2-4`. Letters stand for themselves: `8L`. */
  shapes: string[];
  /** Chance that random digits of this shape satisfy it, with its separators counted as a tenth. */
  chance: number;
  /** @param tail - the capital letter or sign that the shape has, as a byte */
  fits(digits: Digits, tail: number): boolean;
}

/** Issuer and length (ISO/IEC 7812; the schemes' own ranges). */
function isCard(digits: Digits): boolean {
  const n = digits.length;
  const [two, four] = [pair(digits, 0), 100 * pair(digits, 0) + pair(digits, 2)];
  const isIssued =
    (digits[0] === 4 && (n === 13 || n === 16 || n === 19)) ||
    (n === 16 && ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720))) ||
    (n === 15 && (two === 34 || two === 37)) ||
    (n === 14 && ((four >= 3000 && four <= 3059) || two === 36 || two === 38 || two === 39)) ||
    (n >= 16 && (four === 6011 || (four >= 6440 && four <= 6599) || two === 62 || (four >= 3528 && four <= 3589)));
  return isIssued && luhn(digits) && !isRepeated(digits);
}

/** One digit over and over is a placeholder. */
function isRepeated(digits: Digits): boolean {
  return digits.every((digit) => digit === digits[0]);
}

/** Number of the year, month and day at `at`, in this order. */
const datedForward = (digits: Digits, at: number) =>
  isDay(pair(digits, at), pair(digits, at + 2), pair(digits, at + 4));
const datedBackward = (digits: Digits, at: number) =>
  isDay(pair(digits, at + 4), pair(digits, at + 2), pair(digits, at));

function isCpf(digits: Digits): boolean {
  const check = (n: number) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += digits[i] * (n + 1 - i);
    return ((10 * sum) % 11) % 10;
  };
  return !isRepeated(digits) && check(9) === digits[9] && check(10) === digits[10];
}

function isFodselsnummer(digits: Digits): boolean {
  const first = (11 - (weighted(digits, [3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11)) % 11;
  const second = (11 - (weighted(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return datedBackward(digits, 0) && first === digits[9] && second === digits[10];
}

function isPesel(digits: Digits): boolean {
  const month = pair(digits, 2) % 20;
  const check = (10 - (weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10;
  return isDay(pair(digits, 0), month, pair(digits, 4)) && check === digits[10];
}

/** Germany's: of the first ten digits one occurs twice or three times, and no other more than once. */
function isSteuerId(digits: Digits): boolean {
  const counts = new Uint8Array(10);
  for (let i = 0; i < 10; i++) counts[digits[i]]++;
  const repeated = counts.filter((count) => count > 1);
  return digits[0] !== 0 && repeated.length === 1 && repeated[0] <= 3 && mod1110(digits);
}

function isRijksregister(digits: Digits): boolean {
  const check = pair(digits, 9);
  const first = remainder(digits, 97, 0, 9);
  // Born in 2000 or later: a 2 is put before.
  const later = (2 * (10 ** 9 % 97) + first) % 97;
  return datedForward(digits, 0) && (97 - first === check || 97 - later === check);
}

function isNir(digits: Digits): boolean {
  const month = pair(digits, 3);
  return (
    (digits[0] === 1 || digits[0] === 2) &&
    month >= 1 &&
    month <= 12 &&
    97 - remainder(digits, 97, 0, 13) === pair(digits, 13)
  );
}

function isChinese(digits: Digits, tail: number): boolean {
  const sum = weighted(digits, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]);
  const check = '10X98765432'.charCodeAt(sum % 11);
  const written = tail === 0 ? 48 + digits[17] : tail;
  const century = pair(digits, 6);
  return (century === 19 || century === 20) && datedForward(digits, 8) && check === written && digits[0] > 0;
}

function isAhv(digits: Digits): boolean {
  const sum = weighted(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]);
  return pair(digits, 0) === 75 && digits[2] === 6 && (10 - (sum % 10)) % 10 === digits[12];
}

const DNI_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';
const HETU_SIGNS = '0123456789ABCDEFHJKLMNPRSTUVWXY';

/** Every number that is looked for. */
export const numberPatterns: NumberPattern[] = [
  {
    name: 'payment card',
    kind: 'card',
    shapes: [
      '13',
      '14',
      '15',
      '16',
      '19',
      '4 4 4 4',
      '4-4-4-4',
      '4 6 5',
      '4-6-5',
      '4 6 4',
      '4-6-4',
      '4 4 4 4 3',
      '4-4-4-4-3',
    ],
    chance: 0.015,
    fits: isCard,
  },
  { name: 'CPF (Brazil)', kind: 'national-id', shapes: ['3.3.3-2'], chance: 0.001, fits: isCpf },
  { name: 'CPF (Brazil)', kind: 'national-id', shapes: ['11'], chance: 0.01, fits: isCpf },
  { name: 'fødselsnummer (Norway)', kind: 'national-id', shapes: ['11', '6 5'], chance: 0.0003, fits: isFodselsnummer },
  { name: 'PESEL (Poland)', kind: 'national-id', shapes: ['11'], chance: 0.02, fits: isPesel },
  { name: 'Steuer-ID (Germany)', kind: 'national-id', shapes: ['11', '2 3 3 3'], chance: 0.02, fits: isSteuerId },
  {
    name: 'rijksregisternummer (Belgium)',
    kind: 'national-id',
    shapes: ['11', '2.2.2-3.2', '6-3-2', '6 3 2'],
    chance: 0.0008,
    fits: isRijksregister,
  },
  { name: 'NIR (France)', kind: 'national-id', shapes: ['15', '1 2 2 2 3 3 2', '13 2'], chance: 0.0003, fits: isNir },
  {
    name: 'resident identity number (China)',
    kind: 'national-id',
    shapes: ['18', '17X'],
    chance: 0.00002,
    fits: isChinese,
  },
  { name: 'AHV number (Switzerland)', kind: 'national-id', shapes: ['3.4.4.2'], chance: 0.00001, fits: isAhv },
  { name: 'AHV number (Switzerland)', kind: 'national-id', shapes: ['13'], chance: 0.0001, fits: isAhv },
  {
    name: 'Aadhaar (India)',
    kind: 'national-id',
    shapes: ['4 4 4', '4-4-4'],
    chance: 0.008,
    fits: (digits) => digits[0] > 1 && verhoeff(digits) && !isRepeated(digits),
  },
  {
    name: 'personnummer (Sweden)',
    kind: 'national-id',
    shapes: ['6-4'],
    chance: 0.0004,
    fits: (digits) => datedForward(digits, 0) && luhn(digits),
  },
  {
    name: 'personnummer (Sweden)',
    kind: 'national-id',
    shapes: ['8-4'],
    chance: 0.00001,
    fits: (digits) => datedForward(digits, 2) && luhn(digits.subarray(2)),
  },
  {
    name: 'DNI (Spain)',
    kind: 'national-id',
    shapes: ['8L', '8-L'],
    chance: 0.043,
    fits: (digits, tail) => DNI_LETTERS.charCodeAt(remainder(digits, 23)) === tail,
  },
  {
    name: 'henkilötunnus (Finland)',
    kind: 'national-id',
    shapes: ['6-3L', '6-4'],
    chance: 0.001,
    fits: (digits, tail) => {
      const check = HETU_SIGNS.charCodeAt(remainder(digits, 31, 0, 9));
      return datedBackward(digits, 0) && digits.length < 11 && check === (tail || 48 + digits[9]);
    },
  },
];

/** US social security numbers have no check digit; ranges that were never given out are no such numbers. */
export const socialSecurity = {
  shape: '3-2-4',
  fits: (digits: Digits): boolean => {
    const area = 10 * pair(digits, 0) + digits[2];
    return area > 0 && area !== 666 && area < 900 && pair(digits, 3) > 0 && remainder(digits, 10_000, 5) > 0;
  },
};

export const patternsByShape = Map.groupBy(
  numberPatterns.flatMap((pattern) => pattern.shapes.map((shape) => ({ shape, pattern }))),
  ({ shape }) => shape,
);
