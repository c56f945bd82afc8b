import type { TextForm } from './form.ts';
import { createNumberReader } from './number-reader.ts';
import { createTallies, type Found } from './tallies.ts';
import { emailAround, ibanEnd, isCodiceFiscale, isHetu, isInsuranceNumber, isNameColumn, isNie } from './words.ts';

const [OTHER, DIGIT, LETTER, AT, NEWLINE, QUOTE, DELIMITER, OPEN] = [0, 1, 2, 3, 4, 5, 6, 7];
const [QUOTE_SIGN, BACKSLASH, DOT] = [34, 92, 46];
/** Fewer digits are no number that is looked for. */
const FEWEST_DIGITS = 8;
const LONGEST_NAME = 64;
const LONGEST_HEADER = 2 ** 20;
/** A line that is shorter is not cut in two. */
const LEAST_CUT = 2 ** 16;
/** Chance that is said of what has no checksum. */
const NO_CHECK = 1;

/**
 * Looks through a text for numbers, addresses and names of people, in one pass and in time linear in its length. The text
 * comes in pieces; what is found is counted by column, and nothing of the text itself is kept.
 */
export function createScanner(form: TextForm) {
  const classes = classesOf(form);
  const tallies = createTallies();
  const isDelimited = form.columns === 'delimited';
  let rest: Buffer = Buffer.alloc(0);
  let line = 1;
  let column = '';
  let field = 0;
  let header: string[] | null = isDelimited ? null : [];
  /** Of the header's columns, those of people's names. */
  let named: boolean[] = [];
  let isHeader = isDelimited;
  let inQuotes = false;
  /** Bytes of the present line that earlier pieces held. */
  let carried = 0;

  let bytes: Buffer = rest;
  let lineStart = 0;
  const columnOf = (at: number) =>
    carried === 0 && at - lineStart < 4096
      ? bytes.toString('utf8', lineStart, at).length + 1
      : carried + at - lineStart + 1;
  const hit = (pattern: string, kind: Found['kind'], chance: number, at: number) =>
    tallies.hit(column, pattern, kind, chance, line, columnOf(at));
  const readNumber = createNumberReader({
    onNumber: ({ name, kind, chance }, isHit, at) =>
      isHit ? hit(name, kind, chance, at) : tallies.miss(column, name, kind, chance),
    onPhone: (at) => hit('phone', 'phone', NO_CHECK, at),
    onSocialSecurity: (at) => hit('social security (US)', 'national-id', NO_CHECK, at),
  });

  function work(text: Uint8Array, end: number): void {
    let at = 0;
    while (at < end) {
      switch (classes[text[at]]) {
        case OTHER:
          at++;
          break;
        case DIGIT: {
          let place = at + 1;
          while (place < end && classes[text[place]] === DIGIT) place++;
          if (place - at === 6 && text[place] === 65 && isHetu(text, at)) {
            hit('henkilötunnus (Finland)', 'national-id', 0.001, at);
          }
          if (text[place] === DOT && place - at < FEWEST_DIGITS) {
            let fraction = place + 1;
            while (fraction < end && classes[text[fraction]] === DIGIT) fraction++;
            const isShort = fraction - at < FEWEST_DIGITS;
            if (isShort && (fraction + 1 >= end || goesOn[text[fraction]] === 0)) place = fraction;
          }
          // Most numbers are short and stand alone.
          if (
            place - at >= FEWEST_DIGITS ||
            (place + 1 < end && goesOn[text[place]] === 1 && goesOnWith[text[place + 1]] === 1)
          ) {
            place = readNumber(text, at, end, at > 0 ? text[at - 1] : 0);
          }
          while (place < end && isWord[text[place]] === 1) place++;
          at = place;
          break;
        }
        case LETTER: {
          let place = at + 1;
          while (place < end && isWord[text[place]] === 1) place++;
          const length = place - at;
          const third = text[at + 2];
          const mayBe = length >= 4 && ((third >= 48 && third <= 57) || length === 16 || length === 9);
          at = mayBe ? readWord(at, place, end) : place;
          break;
        }
        case AT: {
          const email = emailAround(text, at, end);
          if (email) hit('e-mail', 'email', NO_CHECK, email.from);
          at = email ? email.to : at + 1;
          break;
        }
        case NEWLINE:
          at++;
          line++;
          lineStart = at;
          carried = 0;
          isHeader = false;
          if (isDelimited && !inQuotes) beginField(0);
          break;
        case DELIMITER:
          at++;
          if (!inQuotes) beginField(field + 1, at, end);
          break;
        case QUOTE:
          at = isDelimited ? at + 1 : readQuote(at, end);
          if (isDelimited) inQuotes = !inQuotes;
          break;
        case OPEN:
          at = readElement(at, end);
          break;
      }
    }
  }

  function readWord(at: number, place: number, end: number): number {
    const length = place - at;
    const next = bytes[at + 2];
    if (at > 0 && bytes[at - 1] === 95) return place;
    if (next >= 48 && next <= 57) {
      const iban = ibanEnd(bytes, at, end);
      if (iban > 0) {
        hit('IBAN', 'iban', 0.00001, at);
        return iban;
      }
      if (length === 9 && isInsuranceNumber(bytes, at)) hit('national insurance (UK)', 'national-id', NO_CHECK, at);
    }
    if (length === 16 && isCodiceFiscale(bytes, at)) hit('codice fiscale (Italy)', 'national-id', 0.00001, at);
    if (length === 9 && isNie(bytes, at)) hit('NIE (Spain)', 'national-id', 0.005, at);
    return place;
  }

  function beginField(index: number, at = lineStart, end = bytes.length): void {
    field = index;
    column = header?.[index] ?? '';
    if (isHeader || named[index] !== true) return;
    const start = bytes[at] === QUOTE_SIGN ? at + 1 : at;
    if (start < end && (classes[bytes[start]] === LETTER || bytes[start] >= 128)) hit('name', 'name', NO_CHECK, start);
  }

  /** A JSON string: a key is the column of what follows; a value is looked through like all else. */
  function readQuote(at: number, end: number): number {
    if (inQuotes) {
      inQuotes = isEscaped(at);
      return at + 1;
    }
    let place = at + 1;
    while (place < end && bytes[place] !== QUOTE_SIGN && place - at <= LONGEST_NAME) place++;
    let after = place + 1;
    while (after < end && (bytes[after] === 32 || bytes[after] === 10)) after++;
    if (place >= end || bytes[place] !== QUOTE_SIGN || bytes[after] !== 58) {
      inQuotes = true;
      if (isName(column) && classes[bytes[at + 1]] === LETTER) hit('name', 'name', NO_CHECK, at + 1);
      return at + 1;
    }
    column = keyOf(at + 1, place);
    return place + 1;
  }

  /** A key may itself be what must not be said. */
  function keyOf(from: number, to: number): string {
    const key = bytes.toString('utf8', from, to);
    return isKey.test(key) ? key : '';
  }

  function isEscaped(at: number): boolean {
    let slashes = 0;
    while (at - slashes > 0 && bytes[at - slashes - 1] === BACKSLASH) slashes++;
    return slashes % 2 === 1;
  }

  /** An XML tag: its name is the column until the next. */
  function readElement(at: number, end: number): number {
    let place = at + 1;
    while (place < end && place - at <= LONGEST_NAME && isNamed(bytes[place])) place++;
    column = bytes[at + 1] === 47 ? '' : bytes.toString('utf8', at + 1, place);
    if (place < end && bytes[place] === 62 && isName(column) && classes[bytes[place + 1]] === LETTER) {
      hit('name', 'name', NO_CHECK, place + 1);
    }
    return Math.max(place, at + 1);
  }

  function takeHeader(text: Buffer): void {
    const end = text.indexOf(10);
    const delimiter = form.columns === 'delimited' ? String.fromCharCode(form.delimiter) : ',';
    const first = text.toString('utf8', 0, end < 0 ? text.length : end).replace(/^\ufeff/, '');
    const cells = first.split(delimiter).map((name) => name.trim().replace(/^"|"$/g, ''));
    // Of a table without a header the first row is as private as the others.
    isHeader = cells.every((cell) => cell === '' || isHeaderCell(cell));
    header = cells.map((cell, i) => (isHeader && cell !== '' ? cell : `column ${i + 1}`));
    named = header.map(isNameColumn);
    column = header[0];
  }

  function take(text: Buffer, isLast: boolean): void {
    if (header === null) takeHeader(text);
    const end = isLast ? text.length : safeEnd(text);
    bytes = text;
    lineStart = 0;
    work(text, end);
    carried += end - lineStart;
    rest = Buffer.from(text.subarray(end));
  }

  return {
    /** The next piece. */
    push(piece: Uint8Array): void {
      const fresh = Buffer.from(piece.buffer, piece.byteOffset, piece.length);
      const newline = fresh.indexOf(10);
      if (newline < 0 || header === null) {
        const text = rest.length > 0 ? Buffer.concat([rest, fresh]) : fresh;
        if (newline < 0 && text.length < (header === null ? LONGEST_HEADER : LEAST_CUT)) rest = Buffer.from(text);
        else take(text, false);
        return;
      }
      // Only the line that is cut in two is copied.
      const cut = rest.length > 0 ? newline + 1 : 0;
      if (cut > 0) take(Buffer.concat([rest, fresh.subarray(0, cut)]), false);
      take(fresh.subarray(cut), false);
    },
    /** To be called at the end. */
    finish(): Found[] {
      take(rest, true);
      return tallies.found();
    },
  };
}

/** Where a piece may be cut without cutting what is looked for: behind its last line break, else behind something that is in no number, word or key. */
function safeEnd(text: Buffer): number {
  const newline = text.lastIndexOf(10);
  if (newline >= 0) return newline + 1;
  for (let at = text.length - 1; at >= Math.max(0, text.length - 4096); at--) {
    const byte = text[at];
    if (byte === 44 || byte === 62 || byte === 125 || byte === 9 || byte === 59) return at + 1;
  }
  return text.length;
}

const names = new Map<string, boolean>();

function isName(column: string): boolean {
  const known = names.get(column) ?? isNameColumn(column);
  if (names.size < 1_000) names.set(column, known);
  return known;
}

/** What a column is called, and not what stands in it: a file, a number, an address. */
function isHeaderCell(cell: string): boolean {
  return /^[\p{L}_][^@<>]{0,48}$/u.test(cell) && !/\d{5}|\.\w{3,4}$|[/\\]/.test(cell);
}
const isKey = /^[\p{L}_$](?!.*\d{5})[\p{L}\p{N}_.$:-]{0,48}$/u;

/** 1 for each byte of the text's signs. */
function tableOf(signs: string): Uint8Array {
  const table = new Uint8Array(256);
  for (const byte of Buffer.from(signs)) table[byte] = 1;
  return table;
}
const alphabet = 'abcdefghijklmnopqrstuvwxyz';
const isWord = tableOf(`${alphabet}${alphabet.toUpperCase()}0123456789`);
/** What may lie between the groups of a number, and behind it. */
const goesOn = tableOf(' -./)');
const goesOnWith = tableOf('0123456789 -');

function isNamed(byte: number): boolean {
  return isWord[byte] === 1 || byte === 95 || byte === 45 || byte === 46 || byte === 58 || byte >= 128;
}

function classesOf(form: TextForm): Uint8Array {
  const classes = new Uint8Array(256);
  for (let byte = 48; byte <= 57; byte++) classes[byte] = DIGIT;
  for (let byte = 65; byte <= 90; byte++) classes[byte] = classes[byte + 32] = LETTER;
  classes[64] = AT;
  classes[10] = NEWLINE;
  if (form.columns === 'delimited') classes[form.delimiter] = DELIMITER;
  if (form.columns === 'delimited' || form.columns === 'json') classes[QUOTE_SIGN] = QUOTE;
  if (form.columns === 'xml') classes[60] = OPEN;
  return classes;
}
