import { isDay } from './checksums.ts';

const isDigit = (byte: number) => byte >= 48 && byte <= 57;
const isUpper = (byte: number) => byte >= 65 && byte <= 90;
const isLetter = (byte: number) => isUpper(byte & ~32);
const isWord = (byte: number) => isDigit(byte) || isLetter(byte);

/** Lengths of IBANs by country (SWIFT's IBAN registry). */
const IBAN_LENGTHS: Record<string, number> = Object.fromEntries(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 FR27 ' +
    'GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 MC27 MD24 ' +
    'ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 TL23 TN24 TR26 UA29 VA22 VG24 XK20'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/**
 * The IBAN that begins at `at`, in one piece or in groups of four (ISO 13616: remainder 1 modulo 97).
 * @returns where it ends; 0 where there is none
 */
export function ibanEnd(bytes: Uint8Array, at: number, end: number): number {
  if (!isUpper(bytes[at]) || !isUpper(bytes[at + 1]) || !isDigit(bytes[at + 2]) || !isDigit(bytes[at + 3])) return 0;
  const length = IBAN_LENGTHS[String.fromCharCode(bytes[at], bytes[at + 1])];
  if (length === undefined) return 0;
  const signs: number[] = [];
  let place = at;
  for (; place < end && signs.length < length; place++) {
    const byte = bytes[place];
    if (isDigit(byte) || isUpper(byte)) signs.push(byte);
    else if (byte !== 32 || signs.length % 4 !== 0) return 0;
  }
  if (signs.length < length || (place < end && isWord(bytes[place]))) return 0;
  let rest = 0;
  for (const sign of [...signs.slice(4), ...signs.slice(0, 4)]) {
    rest = isDigit(sign) ? (rest * 10 + sign - 48) % 97 : (rest * 100 + sign - 55) % 97;
  }
  return rest === 1 ? place : 0;
}

const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

/** Whether a word of 16 signs is an Italian codice fiscale, whose last letter is a check of the others. */
export function isCodiceFiscale(bytes: Uint8Array, at: number): boolean {
  let sum = 0;
  for (let i = 0; i < 16; i++) {
    const byte = bytes[at + i];
    const wantsDigit = i === 6 || i === 7 || i === 9 || i === 10 || i === 12 || i === 13 || i === 14;
    if (wantsDigit ? !isDigit(byte) : !isUpper(byte)) return false;
    const value = wantsDigit ? byte - 48 : byte - 65;
    if (i === 15) return sum % 26 === value;
    sum += i % 2 === 0 ? ODD[value] : value;
  }
  return false;
}

/** Spain's NIE: X, Y or Z, seven digits and the letter of the DNI. */
export function isNie(bytes: Uint8Array, at: number): boolean {
  let number = bytes[at] - 88;
  if (number < 0 || number > 2) return false;
  for (let i = 1; i < 8; i++) {
    if (!isDigit(bytes[at + i])) return false;
    number = 10 * number + bytes[at + i] - 48;
  }
  return 'TRWAGMYFPDXBNJZSQVHLCKE'.charCodeAt(number % 23) === bytes[at + 8];
}

/** Finland's number of people born since 2000: day, month and year, `A`, three digits and their check sign. */
export function isHetu(bytes: Uint8Array, at: number): boolean {
  const text = String.fromCharCode(...bytes.subarray(at, at + 12));
  const parts = /^(\d\d)(\d\d)(\d\d)A(\d{3})([0-9A-Y])(?![0-9A-Za-z_])/.exec(text);
  if (parts === null) return false;
  const [day, month, year] = parts.slice(1, 4).map(Number);
  const check = '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(parts.slice(1, 5).join('')) % 31];
  return isDay(year, month, day) && check === parts[5];
}

/** UK national insurance number: two letters, six digits, A to D; it has no check digit. */
export function isInsuranceNumber(bytes: Uint8Array, at: number): boolean {
  if (bytes[at + 8] < 65 || bytes[at + 8] > 68) return false;
  for (let i = 2; i < 8; i++) if (!isDigit(bytes[at + i])) return false;
  const prefix = String.fromCharCode(bytes[at], bytes[at + 1]);
  return /^[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]$/.test(prefix) && !/^(?:BG|GB|KN|NK|NT|TN|ZZ)$/.test(prefix);
}

const LONGEST_LOCAL = 64;
const LONGEST_DOMAIN = 253;
/** What follows the last dot of a file's name, and what RFC 2606 and 6761 keep for examples. */
const noDomains = new Set(
  'png jpg jpeg gif webp svg bmp tif tiff ico avif heic json jsonl txt csv tsv xml yaml yml html md py js ts onnx pt npy zip gz tar mp4 pdf example invalid localhost test local'.split(
    ' ',
  ),
);
const examples = /(?:^|\.)example\.(?:com|org|net|edu)$/;
/** Accounts that are nobody's. */
const nobody = /^(?:git|no-?reply|do-?not-?reply|root|user|username|name|email|you)$/i;

/**
 * The e-mail address around the `@` at `at` (a dot-atom of RFC 5322 and a domain with a dot).
 * @returns where it begins and ends; `null` where there is none
 */
export function emailAround(bytes: Uint8Array, at: number, end: number): { from: number; to: number } | null {
  let from = at;
  while (from > 0 && at - from < LONGEST_LOCAL && isLocal(bytes[from - 1])) from--;
  while (from < at && bytes[from] === 46) from++;
  if (from === at || bytes[at - 1] === 46) return null;
  let to = at + 1;
  while (to < end && to - at <= LONGEST_DOMAIN && (isWord(bytes[to]) || bytes[to] === 45 || bytes[to] === 46)) to++;
  while (to > at && (bytes[to - 1] === 46 || bytes[to - 1] === 45)) to--;
  const domain = String.fromCharCode(...bytes.subarray(at + 1, to)).toLowerCase();
  const top = domain.slice(domain.lastIndexOf('.') + 1);
  const isDomain = domain.includes('.') && /^[a-z]{2,24}$/.test(top) && !/\.\.|(?:^|\.)-|-(?:\.|$)/.test(domain);
  if (!isDomain || noDomains.has(top) || examples.test(domain)) return null;
  return nobody.test(String.fromCharCode(...bytes.subarray(from, at))) ? null : { from, to };
}

function isLocal(byte: number): boolean {
  // . _ % + - ' as addresses that people have
  return isWord(byte) || byte === 46 || byte === 95 || byte === 37 || byte === 43 || byte === 45;
}

/** Headers of columns that hold people's names; of things that have names too only where a word says that it is a person. */
const person =
  '(?:patients?|persons?|people|subjects?|owners?|customers?|users?|students?|doctors?|physicians?|victims?|suspects?|contacts?|employees?)';
const named = new RegExp(
  `^(?:(?:first|last|given|family|middle|full|sur|maiden|birth|fore)[ _-]?names?|surnames?|${person}[ _-]?(?:full[ _-]?)?names?|names?[ _-]of[ _-](?:the[ _-])?${person}|vorname|nachname|familienname|prenom|prénom|nom[ _-]de[ _-]famille|apellidos?|nombre[ _-]completo|cognome)$`,
  'i',
);

export function isNameColumn(header: string): boolean {
  return named.test(header.trim());
}
