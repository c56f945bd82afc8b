/** Levels of nesting that are read. */
export const DEPTH = 64;

/** Where a text stops being JSON: the offset in bytes, what was expected there, and whether the text ended too soon. */
export interface Break {
  offset: number;
  expected: string;
  ended: boolean;
}

export type Parsed = { value: unknown } | { error: Break };

const literals: [text: string, value: unknown][] = [
  ['true', true],
  ['false', false],
  ['null', null],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
];
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/**
 * Reads one JSON value, with the `NaN` and `Infinity` that Python's json writes; strict in all else.
 * Much slower than `JSON.parse`, and it says where a text breaks.
 * @param bytes the value, in UTF-8, from its first byte; what follows it must be white space
 */
export function parseValue(bytes: Buffer): Parsed {
  // One character for each byte, so that indices are offsets in bytes.
  const reader = new ValueReader(bytes.toString('latin1'));
  try {
    const value = reader.value(0);
    reader.end();
    return { value };
  } catch (error) {
    if (error instanceof Broken) return { error };
    throw error;
  }
}

class Broken implements Break {
  readonly offset: number;
  readonly expected: string;
  readonly ended: boolean;

  constructor(offset: number, expected: string, ended: boolean) {
    this.offset = offset;
    this.expected = expected;
    this.ended = ended;
  }
}

class ValueReader {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  value(depth: number): unknown {
    const first = this.text[this.at];
    const isNested = first === '{' || first === '[';
    if (isNested && depth === DEPTH) throw this.broken(`at most ${DEPTH} levels of nesting`);
    if (isNested) return first === '{' ? this.object(depth) : this.list(depth);
    if (first === '"') return this.string();
    for (const [literal, value] of literals) {
      if (!this.text.startsWith(literal, this.at)) continue;
      this.at += literal.length;
      return value;
    }
    number.lastIndex = this.at;
    const digits = number.exec(this.text)?.[0];
    if (digits === undefined) throw this.broken('a value');
    this.at += digits.length;
    return Number(digits);
  }

  end(): void {
    this.skipSpace();
    if (this.at < this.text.length) throw this.broken('nothing more of the value');
  }

  private object(depth: number): unknown {
    const entries: [string, unknown][] = [];
    this.at++;
    if (this.closes('}')) return {};
    do {
      this.skipSpace();
      if (this.text[this.at] !== '"') throw this.broken('a key in quotation marks');
      const key = this.string();
      this.skipSpace();
      if (this.text[this.at] !== ':') throw this.broken('`:`');
      this.at++;
      this.skipSpace();
      entries.push([key, this.value(depth + 1)]);
    } while (this.goesOn('}'));
    return Object.fromEntries(entries);
  }

  private list(depth: number): unknown {
    const values: unknown[] = [];
    this.at++;
    if (this.closes(']')) return values;
    do {
      this.skipSpace();
      values.push(this.value(depth + 1));
    } while (this.goesOn(']'));
    return values;
  }

  private string(): string {
    const start = this.at++;
    for (; this.text[this.at] !== '"'; this.at++) {
      if (this.at >= this.text.length) throw this.broken('the end of a string');
      if (this.text.charCodeAt(this.at) < 0x20) throw this.broken('the end of a string');
      if (this.text[this.at] !== '\\') continue;
      this.at++;
      if (this.at >= this.text.length) throw this.broken('the end of a string');
      const sequence = /^(?:["\\/bfnrt]|u[\da-fA-F]{4})/.exec(this.text.slice(this.at, this.at + 5));
      if (sequence === null) throw this.broken('an escape such as `\\n` or `\\u00e9`');
      this.at += sequence[0].length - 1;
    }
    this.at++;
    return JSON.parse(Buffer.from(this.text.slice(start, this.at), 'latin1').toString('utf8'));
  }

  private closes(closer: string): boolean {
    this.skipSpace();
    if (this.text[this.at] !== closer) return false;
    this.at++;
    return true;
  }

  /** Passes over a comma, or over the end of the object or list. */
  private goesOn(closer: string): boolean {
    if (this.closes(closer)) return false;
    if (this.text[this.at] !== ',') throw this.broken(`\`,\` or \`${closer}\``);
    this.at++;
    return true;
  }

  private skipSpace(): void {
    while (' \t\n\r'.includes(this.text[this.at] ?? '-')) this.at++;
  }

  private broken(expected: string): Broken {
    return new Broken(this.at, expected, this.at >= this.text.length);
  }
}
