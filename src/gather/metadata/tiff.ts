/** One entry of a TIFF directory: the value lies at `at`, `length` bytes long. */
export interface Entry {
  tag: number;
  type: number;
  count: number;
  at: number;
  length: number;
}

export interface Directory {
  entries: Entry[];
  /** Offset of the next directory; 0 when there is none. */
  next: number;
}

/** Bytes of one value of each type, by the type's number (TIFF 6.0, section 2; 13 is TIFF/EP's IFD). */
const SIZES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];
const MOST_DIRECTORIES = 32;

/**
 * A TIFF structure, as EXIF has it, read directory by directory. Offsets, counts and loops cannot lead out of `bytes`, nor
 * into a directory twice: what does is left out and told to `onDamage`.
 */
export interface Tiff {
  bytes: Buffer;
  /** Offset of the first directory. */
  first: number;
  directory(at: number): Directory;
  number(entry: Entry): number;
  text(entry: Entry): string;
}

/** @returns `null` when the bytes do not begin as a TIFF does */
export function openTiff(bytes: Buffer, onDamage: (what: string) => void): Tiff | null {
  if (bytes.length < 8) return null;
  const order = bytes.toString('latin1', 0, 2);
  if (order !== 'II' && order !== 'MM') return null;
  const little = order === 'II';
  const u16 = (at: number) => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const u32 = (at: number) => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  if (u16(2) !== 42) return null;
  const seen = new Set<number>();

  function directory(at: number): Directory {
    const none: Directory = { entries: [], next: 0 };
    if (at < 8 || at + 2 > bytes.length) {
      onDamage('a directory lies outside of it');
      return none;
    }
    if (seen.has(at) || seen.size >= MOST_DIRECTORIES) {
      onDamage(seen.has(at) ? 'its directories go round in a circle' : 'it has too many directories');
      return none;
    }
    seen.add(at);
    const announced = u16(at);
    const count = Math.min(announced, Math.floor((bytes.length - at - 2) / 12));
    if (count < announced) onDamage('a directory is cut short');
    const entries: Entry[] = [];
    for (let i = 0; i < count; i++) {
      const start = at + 2 + 12 * i;
      const [tag, type, values] = [u16(start), u16(start + 2), u32(start + 4)];
      const length = (SIZES[type] ?? 0) * values;
      if (length === 0) continue;
      const place = length <= 4 ? start + 8 : u32(start + 8);
      if (place + length > bytes.length) onDamage('a value lies outside of it');
      else entries.push({ tag, type, count: values, at: place, length });
    }
    const end = at + 2 + 12 * announced;
    return { entries, next: end + 4 <= bytes.length ? u32(end) : 0 };
  }

  return {
    bytes,
    first: u32(4),
    directory,
    number: ({ type, at }) => (type === 3 ? u16(at) : type === 4 || type === 13 ? u32(at) : bytes[at]),
    text: ({ at, length }) => {
      const text = bytes.toString('latin1', at, at + length);
      const end = text.indexOf('\0');
      return (end < 0 ? text : text.slice(0, end)).trim();
    },
  };
}
