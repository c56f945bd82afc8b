import { Fault, type Position } from '../../model/fault.ts';
import { ByteWindow, countCharacters } from './byte-window.ts';
import { type Break, DEPTH, parseValue } from './value.ts';

/** Bytes of one entry of a list, or of one value that is none. */
const LIMIT = 1 << 24;

/** What one JSON file says, as it is read. Lines and columns count from 1; columns are characters. */
export interface ListVisitor {
  /** A key of the root object: its value is a list, whose entries follow, or another value. */
  key(key: string, value: { list: true } | { list: false; value: unknown }, line: number, column: number): void;
  /** One entry of the list last named. */
  entry(value: unknown, line: number, column: number): void;
}

/**
 * Reads a JSON object whose values are long lists, without holding it: one entry after the other, in the order written.
 * `NaN` and `Infinity`, as Python writes them, are values.
 * @throws Fault `broken` where the text stops being JSON, with line and column; where an entry is larger than 16 MiB or
 *   nested more than 64 deep; when the root is no object
 */
export async function scanLists(pieces: AsyncIterable<Uint8Array>, path: string, visitor: ListVisitor): Promise<void> {
  const window = new ByteWindow(pieces);
  try {
    await new ListScanner(window, path, visitor).root();
  } finally {
    await window.close();
  }
}

const COMMA = 44;
const COLON = 58;
const BACKSLASH = 92;

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

class ListScanner {
  private readonly window: ByteWindow;
  private readonly path: string;
  private readonly visitor: ListVisitor;
  private readonly extent = new Extent();

  constructor(window: ByteWindow, path: string, visitor: ListVisitor) {
    this.window = window;
    this.path = path;
    this.visitor = visitor;
  }

  async root(): Promise<void> {
    await this.window.skipByteOrderMark();
    const first = await this.next();
    if (first === '[') {
      throw this.fault(
        'a JSON object with the lists `images`, `annotations` and `categories`',
        'a list, as files of results are',
        'Name the file of the annotations.',
      );
    }
    if (first !== '{') throw this.unexpected('`{`');
    this.window.at++;
    if ((await this.next()) === '}') this.window.at++;
    else while (await this.member());
    if ((await this.next()) !== '') throw this.unexpected('the end of the file');
  }

  /** One key and its value; false at the end of the object. */
  private async member(): Promise<boolean> {
    if ((await this.next()) !== '"') throw this.unexpected('a key in quotation marks');
    const { value: key, line, column } = await this.value();
    if ((await this.next()) !== ':') throw this.unexpected('`:`');
    this.window.at++;
    if ((await this.next()) === '[') {
      this.visitor.key(key as string, { list: true }, line, column);
      this.window.at++;
      if ((await this.next()) === ']') this.window.at++;
      else while (await this.entry());
    } else {
      const { value } = await this.value();
      this.visitor.key(key as string, { list: false, value }, line, column);
    }
    return this.goesOn('}');
  }

  /** One entry of a list; false at the end of the list. */
  private async entry(): Promise<boolean> {
    await this.next();
    const { value, line, column } = await this.value();
    this.visitor.entry(value, line, column);
    return this.goesOn(']');
  }

  /** Passes over a comma, or over the end of the object or list. */
  private async goesOn(closer: '}' | ']'): Promise<boolean> {
    const found = await this.next();
    if (found !== closer && found !== ',') throw this.unexpected(`\`,\` or \`${closer}\``);
    this.window.at++;
    return found === ',';
  }

  /** Passes over white space to the next byte, as a character; `''` at the end of the file. */
  private next(): string | Promise<string> {
    return this.skipSpace() ? String.fromCharCode(this.window.bytes[this.window.at]) : this.nextAfterFill();
  }

  private async nextAfterFill(): Promise<string> {
    do {
      this.window.start = this.window.at;
      if (!(await this.window.fill())) return '';
    } while (!this.skipSpace());
    return String.fromCharCode(this.window.bytes[this.window.at]);
  }

  private skipSpace(): boolean {
    const { window } = this;
    for (; window.at < window.end; window.at++) {
      const kind = kinds[window.bytes[window.at]];
      if (kind === LINE) window.passLines(1, window.at + 1);
      else if (kind !== SPACE) return true;
    }
    return false;
  }

  /** The value that begins here. */
  private async value(): Promise<{ value: unknown } & Place> {
    const { window } = this;
    const place = { line: window.line, column: window.columnOf(window.at) };
    window.start = window.at;
    const extent = this.extent.begin(window.bytes[window.at]);
    while (!extent.reaches(window)) {
      if (window.at - window.start > LIMIT) {
        throw this.breakOf(place, `at most ${LIMIT >> 20} MiB for one value`, 'more');
      }
      if (!(await window.fill())) {
        if (extent.isScalar) break;
        throw this.breakOf(place, 'the end of a value', 'the end of the file');
      }
    }
    if (extent.mismatch !== '') throw this.breakOf(place, extent.mismatch, this.here());
    return { value: this.parse(place), ...place };
  }

  private parse(place: Place): unknown {
    const { bytes, start, at } = this.window;
    try {
      return JSON.parse(this.window.text());
    } catch {
      const parsed = parseValue(bytes.subarray(start, at));
      if ('value' in parsed) return parsed.value;
      throw this.faultAt(
        this.placeOf(parsed.error, place),
        parsed.error.expected,
        this.describe(start + parsed.error.offset),
      );
    }
  }

  /** The first break of an unfinished value, else what was expected at its end. */
  private breakOf(place: Place, expected: string, received: string): Fault {
    const { bytes, start, at } = this.window;
    const parsed = parseValue(bytes.subarray(start, at));
    if ('error' in parsed && !parsed.error.ended) {
      return this.faultAt(
        this.placeOf(parsed.error, place),
        parsed.error.expected,
        this.describe(start + parsed.error.offset),
      );
    }
    const wanted = 'error' in parsed && received === 'the end of the file' ? parsed.error.expected : expected;
    return this.faultAt(this.placeOf({ offset: at - start }, place), wanted, received);
  }

  private placeOf({ offset }: Pick<Break, 'offset'>, { line, column }: Place): Place {
    const { bytes, start } = this.window;
    const newline = bytes.subarray(start, start + offset).lastIndexOf(10);
    if (newline < 0) return { line, column: column + countCharacters(bytes, start, start + offset) };
    let lines = 0;
    for (let i = start; i <= start + newline; i++) if (bytes[i] === 10) lines++;
    return { line: line + lines, column: countCharacters(bytes, start + newline + 1, start + offset) + 1 };
  }

  private unexpected(expected: string): Fault {
    return this.fault(expected, this.here());
  }

  private fault(expected: string, received: string, wayOut?: string): Fault {
    const { window } = this;
    return this.faultAt({ line: window.line, column: window.columnOf(window.at) }, expected, received, wayOut);
  }

  private faultAt({ line, column }: Place, expected: string, received: string, wayOut = 'Mend the JSON there.'): Fault {
    const at: Position = { path: this.path, line, column };
    return new Fault(
      'broken',
      `Expected ${expected} in line ${line}, column ${column} of ${this.path} but received ${received}. ${wayOut}`,
      at,
    );
  }

  private here(): string {
    return this.describe(this.window.at);
  }

  /** What stands at an index, for the end of a sentence. */
  private describe(index: number): string {
    const { bytes, end } = this.window;
    if (index >= end) return 'the end of the file';
    if (bytes[index] === 10 || bytes[index] === 13) return 'the end of the line';
    if (bytes[index] < 0x20) return `the control character ${bytes[index]}`;
    const [character] = bytes.toString('utf8', index, Math.min(index + 4, end));
    return bytes[index] === 0x60 ? 'a backtick' : `\`${character}\``;
  }
}

interface Place {
  line: number;
  column: number;
}

/** Finds where a value ends, over as many fillings of the window as it takes. */
class Extent {
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
