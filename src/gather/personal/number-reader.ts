import type { Digits } from './checksums.ts';
import { type NumberPattern, patternsByShape, socialSecurity } from './numbers.ts';

const SPACE = 32;
const DASH = 45;
const DOT = 46;
const SLASH = 47;
const [OPEN, CLOSE] = [40, 41];
const MOST_DIGITS = 40;
const MOST_GROUPS = 8;
/** Fewest digits of anything that is looked for. */
const FEWEST = 8;

/** Told of each number that has the shape of a pattern. */
export interface NumberListener {
  onNumber(pattern: NumberPattern, isHit: boolean, at: number): void;
  onPhone(at: number): void;
  onSocialSecurity(at: number): void;
}

/**
 * Reads numbers: groups of digits with one separator between them. The same buffers are used for all, so that a number
 * costs nothing but its bytes.
 */
export function createNumberReader(listener: NumberListener) {
  const digits = new Uint8Array(MOST_DIGITS);
  /** Of each group: where its digits begin in `digits`, where it begins in the text, and the separator behind it (0: none). */
  const starts = new Int32Array(MOST_GROUPS + 1);
  const places = new Int32Array(MOST_GROUPS);
  const separators = new Int32Array(MOST_GROUPS);

  /** Reads the number whose first digit lies at `at`; the byte before is no part of it. @returns where it ends */
  return function read(bytes: Uint8Array, at: number, end: number, before: number): number {
    let groups = 0;
    let count = 0;
    let place = at;
    for (;;) {
      starts[groups] = count;
      places[groups] = place;
      while (place < end) {
        const byte = bytes[place];
        if (byte < 48 || byte > 57) break;
        if (count < MOST_DIGITS) digits[count++] = byte - 48;
        place++;
      }
      groups++;
      let separator = place + 1 < end ? bytes[place] : 0;
      // An area code in brackets.
      if (separator === CLOSE && groups === 1 && before === OPEN) separator = bytes[++place];
      const goesOn =
        (separator === SPACE || separator === DASH || separator === DOT || separator === SLASH) &&
        bytes[place + 1] >= 48 &&
        bytes[place + 1] <= 57;
      separators[groups - 1] = goesOn ? separator : 0;
      if (!goesOn || groups === MOST_GROUPS || count >= MOST_DIGITS) break;
      place++;
    }
    starts[groups] = count;
    separators[groups - 1] = 0;
    if (count < FEWEST || isBound(before)) return place;
    const after = place < end ? bytes[place] : 0;
    judge(bytes, groups, count, place, end, before, after);
    return place;
  };

  function judge(
    bytes: Uint8Array,
    groups: number,
    count: number,
    place: number,
    end: number,
    before: number,
    after: number,
  ): void {
    // A sign or letter that belongs to a number and is followed by nothing that goes on.
    const [dash, letterAt] = after === DASH && groups < MOST_GROUPS ? [1, place + 1] : [0, place];
    const letter =
      isUpper(bytes[letterAt]) && (letterAt + 1 >= end || !isWord(bytes[letterAt + 1])) ? bytes[letterAt] : 0;
    const isEnded = !isWordOrUnderscore(after) && after !== 37;
    for (let from = 0; from < groups; from++) {
      if (from > 0 && separators[from - 1] !== SPACE) continue;
      for (let to = groups; to > from; to--) {
        if (to < groups && separators[to - 1] !== SPACE) continue;
        if (to === groups && !isEnded && letter === 0) continue;
        const length = starts[to] - starts[from];
        if (length < FEWEST || length > 20 || goesOnAlike(from, to, groups)) continue;
        const tail = to === groups ? letter : 0;
        if (match(shapeOf(from, to), from, to, to === groups && !isEnded ? tail : 0, dash, tail)) {
          from = to - 1;
          break;
        }
      }
    }
    if (count <= 15 && isEnded && isPhone(bytes, groups, count, before)) listener.onPhone(places[0]);
  }

  /** @returns whether something was found, so that parts of it are not looked at again */
  function match(shape: string, from: number, to: number, glued: number, dash: number, tail: number): boolean {
    let isFound = false;
    const own = digits.subarray(starts[from], starts[to]);
    if (glued === 0) isFound = test(shape, own, 0, from);
    if (tail !== 0 && !isFound) {
      const kind = tail === 88 ? 'X' : 'L';
      for (const sign of kind === 'X' ? ['X', 'L'] : ['L']) {
        isFound ||= test(`${shape}${dash ? '-' : ''}${sign}`, own, tail, from);
      }
    }
    if (!isFound && shape === socialSecurity.shape && glued === 0 && socialSecurity.fits(own)) {
      listener.onSocialSecurity(places[from]);
      return true;
    }
    return isFound;
  }

  function test(shape: string, own: Digits, tail: number, from: number): boolean {
    let isFound = false;
    for (const { pattern } of patternsByShape.get(shape) ?? []) {
      const isHit = pattern.fits(own, tail);
      isFound ||= isHit;
      listener.onNumber(pattern, isHit, places[from]);
    }
    return isFound;
  }

  /** Whether groups that go on beyond either end are as long as those at the end: a part of a longer number is none. */
  function goesOnAlike(from: number, to: number, groups: number): boolean {
    const lengthOf = (group: number) => starts[group + 1] - starts[group];
    if (to - from === 1) return false;
    return (from > 0 && lengthOf(from - 1) === lengthOf(from)) || (to < groups && lengthOf(to) === lengthOf(to - 1));
  }

  function shapeOf(from: number, to: number): string {
    let shape = String(starts[from + 1] - starts[from]);
    for (let group = from + 1; group < to; group++) {
      shape += String.fromCharCode(separators[group - 1]) + String(starts[group + 1] - starts[group]);
    }
    return shape;
  }

  /** International with its plus; North American with its groups; national with a leading nought and one kind of separator. */
  function isPhone(bytes: Uint8Array, groups: number, count: number, before: number): boolean {
    const lengthOf = (group: number) => starts[group + 1] - starts[group];
    if (before === 43) {
      if (digits[0] === 0) return false;
      if (groups === 1) return count >= 10;
      return count >= 8 && separators.subarray(0, groups - 1).every((separator) => separator !== DOT || groups > 2);
    }
    const [first, second] = [separators[0], separators[1]];
    if (groups === 3 && lengthOf(0) === 3 && lengthOf(1) === 3 && lengthOf(2) === 4) {
      const isPlan = digits[0] > 1 && digits[3] > 1;
      return isPlan && (first === second || bytes[places[0] - 1] === 40) && first !== SLASH;
    }
    if (groups < 2 || digits[0] !== 0 || count < 9 || count > 12 || lengthOf(0) < 2 || lengthOf(0) > 5) return false;
    for (let group = 1; group < groups; group++) {
      if (lengthOf(group) < 2) return false;
      if (group < groups - 1 && separators[group] !== separators[1] && group > 0) return false;
    }
    const isSame = groups < 3 || first === second || first === SLASH || first === DASH;
    return isSame && second !== DASH && (first !== DOT || groups > 3) && !isDate(lengthOf, groups);
  }

  function isDate(lengthOf: (group: number) => number, groups: number): boolean {
    const isShort = lengthOf(0) === 2 && groups > 2 && lengthOf(1) === 2;
    return isShort && digits[0] * 10 + digits[1] <= 31 && (lengthOf(2) === 4 || groups === 6 || groups === 7);
  }
}

/** What a number that stands for itself cannot follow: a letter, a part of a decimal or of a longer id. */
function isBound(before: number): boolean {
  return isWordOrUnderscore(before) || before === DOT || before === DASH || before === 35 || before === 36;
}

function isUpper(byte: number): boolean {
  return byte >= 65 && byte <= 90;
}

function isWord(byte: number): boolean {
  return (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122);
}

function isWordOrUnderscore(byte: number): boolean {
  return isWord(byte) || byte === 95;
}
