import { isAscii } from 'node:buffer';

/** Bytes taken in at a time, however large the pieces are. */
const STEP = 1 << 18;

/** A window that moves over a text in UTF-8 that comes in pieces. It knows the line and column of where it stands. */
export class ByteWindow {
  /** Bytes from `start` to `end` are held; the next one to look at is `at`. */
  bytes = Buffer.alloc(0);
  start = 0;
  at = 0;
  end = 0;
  line = 1;
  private readonly pieces: AsyncIterator<Uint8Array>;
  private piece: Uint8Array = this.bytes;
  /** Characters of the line before `mark`. */
  private before = 0;
  private mark = 0;
  private isPlain = true;

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.pieces = pieces[Symbol.asyncIterator]();
  }

  /** Takes in more bytes after `end`, and lets go of those before `start`: indices change. False at the end of the text. */
  async fill(): Promise<boolean> {
    while (this.piece.length === 0) {
      const { done, value } = await this.pieces.next();
      if (done) return false;
      this.piece = value;
    }
    const added = this.piece.subarray(0, STEP);
    this.piece = this.piece.subarray(added.length);
    this.makeRoom(added.length);
    this.bytes.set(added, this.end);
    this.end += added.length;
    this.isPlain &&= isAscii(added);
    return true;
  }

  /** Ends the pieces before their end. */
  async close(): Promise<void> {
    await this.pieces.return?.();
  }

  /** Passes over a byte order mark, which is in no column. */
  async skipByteOrderMark(): Promise<void> {
    while (this.end < 3 && (await this.fill()));
    if (this.end < 3 || this.bytes.readUIntBE(0, 3) !== 0xefbbbf) return;
    this.at = 3;
    this.mark = 3;
  }

  /** The text from `start` to `at`. */
  text(): string {
    return this.bytes.toString(this.isPlain ? 'latin1' : 'utf8', this.start, this.at);
  }

  /** Says that lines were passed, the last of which ended before `next`. */
  passLines(lines: number, next: number): void {
    this.line += lines;
    this.before = 0;
    this.mark = next;
  }

  /** Column of the byte at `index` of the current line, in characters (Unicode code points) from 1. */
  columnOf(index: number): number {
    this.before += this.isPlain ? index - this.mark : countCharacters(this.bytes, this.mark, index);
    this.mark = index;
    return this.before + 1;
  }

  private makeRoom(size: number): void {
    const { start } = this;
    if (this.mark < start) this.columnOf(start);
    const held = this.end - start;
    if (held + size > this.bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(2 * STEP, 2 ** Math.ceil(Math.log2(held + size))));
      this.bytes.copy(larger, 0, start, this.end);
      this.bytes = larger;
    } else {
      this.bytes.copyWithin(0, start, this.end);
    }
    this.isPlain = held === 0 || this.isPlain || isAscii(this.bytes.subarray(0, held));
    this.start = 0;
    this.at -= start;
    this.mark -= start;
    this.end = held;
  }
}

/** Code points of UTF-8: every byte but those that continue one. */
export function countCharacters(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) if ((bytes[i] & 0xc0) !== 0x80) count++;
  return count;
}
