import { Fault, type Position } from '../../model/fault.ts';
import { ByteWindow, countCharacters } from './byte-window.ts';
import { Extent, isSpace, NEWLINE } from './extent.ts';
import { type Break, parseValue } from './value.ts';

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

/**
 * Reads a JSON list as `scanLists` reads an object of lists.
 * @throws Fault as `scanLists`, and when the root is no list
 */
export async function scanList(
  pieces: AsyncIterable<Uint8Array>,
  path: string,
  entry: ListVisitor['entry'],
): Promise<void> {
  const window = new ByteWindow(pieces);
  try {
    await new ListScanner(window, path, { key: () => {}, entry }).rootList();
  } finally {
    await window.close();
  }
}

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
      throw await this.fault(
        'a JSON object with the lists `images`, `annotations` and `categories`',
        'a list, as files of results are',
        'Name the file of the annotations.',
      );
    }
    if (first !== '{') throw await this.fault('`{`');
    this.window.at++;
    if ((await this.next()) === '}') this.window.at++;
    else while (await this.member());
    if ((await this.next()) !== '') throw await this.fault('the end of the file');
  }

  async rootList(): Promise<void> {
    await this.window.skipByteOrderMark();
    if ((await this.next()) !== '[') throw await this.fault('a JSON list', undefined, 'Write a list of objects.');
    await this.entries();
    if ((await this.next()) !== '') throw await this.fault('the end of the file');
  }

  /** One key and its value; false at the end of the object. */
  private async member(): Promise<boolean> {
    if ((await this.next()) !== '"') throw await this.fault('a key in quotation marks');
    const { value: key, line, column } = await this.value();
    if ((await this.next()) !== ':') throw await this.fault('`:`');
    this.window.at++;
    if ((await this.next()) === '[') {
      this.visitor.key(key as string, { list: true }, line, column);
      await this.entries();
    } else {
      const { value } = await this.value();
      this.visitor.key(key as string, { list: false, value }, line, column);
    }
    return this.goesOn('}');
  }

  /** The entries of the list that begins here. */
  private async entries(): Promise<void> {
    this.window.at++;
    if ((await this.next()) === ']') this.window.at++;
    else while (await this.entry());
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
    if (found !== closer && found !== ',') throw await this.fault(`\`,\` or \`${closer}\``);
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
      const byte = window.bytes[window.at];
      if (byte === NEWLINE) window.passLines(1, window.at + 1);
      else if (!isSpace(byte)) return true;
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

  /** What is wrong with the byte at which the window stands. */
  private async fault(expected: string, received?: string, wayOut?: string): Promise<Fault> {
    const { window } = this;
    // A character may be cut in two.
    while (window.end - window.at < 4 && (await window.fill()));
    const place = { line: window.line, column: window.columnOf(window.at) };
    return this.faultAt(place, expected, received ?? this.here(), wayOut);
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
