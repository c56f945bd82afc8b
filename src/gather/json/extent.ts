import type { ByteWindow } from './byte-window.ts';
import { DEPTH } from './value.ts';

const COMMA = 44;
const COLON = 58;
const BACKSLASH = 92;
export const NEWLINE = 10;

/** What a byte outside strings is. */
const SPACE = 1;
const LINE = 2;
const QUOTE = 3;
const OPEN = 4;
const kinds = new Uint8Array(256);
for (const [kind, bytes] of [' \t\r', '\n', '"', '[{', ']}'].entries())
  for (const byte of Buffer.from(bytes)) kinds[byte] = kind + 1;

/** Bytes outside strings that say something of where a value ends. */
const marks = kinds.map((kind) => (kind > SPACE ? 1 : 0));

/** Bytes that a string cannot simply pass over: its end, an escape, control characters. */
const stops = new Uint8Array(256).fill(1, 0, 32);
stops[Buffer.from('"')[0]] = 1;
stops[BACKSLASH] = 1;

/** Where a scan stands. */
const BETWEEN = 0;
const STRING = 1;
const ESCAPE = 2;

/** Whether a byte is white space of JSON, other than a line's end. */
export function isSpace(byte: number): boolean {
  return kinds[byte] === SPACE;
}

/** Finds where a value ends, over as many fillings of the window as it takes. */
export class Extent {
  isScalar = false;
  /** What was expected where brackets do not match, or are too deep. */
  mismatch = '';
  private readonly closers = new Uint8Array(DEPTH);
  private depth = 0;
  private state = BETWEEN;

  /** Starts anew at a value that begins with `first`. */
  begin(first: number): this {
    const kind = kinds[first];
    this.isScalar = kind !== QUOTE && kind !== OPEN;
    this.mismatch = '';
    this.depth = 0;
    this.state = BETWEEN;
    return this;
  }

  /** Moves the window to the end of the value, or of the bytes; whether the value ends there. */
  reaches(window: ByteWindow): boolean {
    return this.isScalar ? endOfScalar(window) : this.endOfNested(window);
  }

  private endOfNested(window: ByteWindow): boolean {
    const { bytes, end } = window;
    const { closers } = this;
    let { at } = window;
    let { depth, state } = this;
    let lines = 0;
    let lineStart = 0;
    let isDone = false;
    const endAt = (mismatch: string) => {
      this.mismatch = mismatch;
      isDone = true;
    };

    while (!isDone) {
      if (state === ESCAPE && at < end) {
        at++;
        state = STRING;
      }
      const halts = state === BETWEEN ? marks : stops;
      while (at < end && halts[bytes[at]] === 0) at++;
      if (at >= end) break;

      const byte = bytes[at];
      const kind = kinds[byte];
      if (state === STRING) {
        if (byte === BACKSLASH) state = ESCAPE;
        else if (kind === QUOTE) {
          state = BETWEEN;
          isDone = depth === 0;
        } else endAt('the end of a string');
      } else if (kind === QUOTE) {
        state = STRING;
      } else if (kind === LINE) {
        lines++;
        lineStart = at + 1;
      } else if (kind === OPEN) {
        // `]` and `}` lie two after `[` and `{`.
        if (depth < DEPTH) closers[depth++] = byte + 2;
        else endAt(`at most ${DEPTH} levels of nesting`);
      } else if (closers[depth - 1] === byte) {
        isDone = --depth === 0;
      } else {
        endAt(`\`${String.fromCharCode(closers[depth - 1])}\``);
      }
      if (this.mismatch === '') at++;
    }

    this.depth = depth;
    this.state = state;
    window.at = at;
    if (lines > 0) window.passLines(lines, lineStart);
    return isDone;
  }
}

function endOfScalar(window: ByteWindow): boolean {
  const { bytes, end } = window;
  let { at } = window;
  while (at < end && kinds[bytes[at]] === 0 && bytes[at] !== COMMA && bytes[at] !== COLON) at++;
  window.at = at;
  return at < end;
}
