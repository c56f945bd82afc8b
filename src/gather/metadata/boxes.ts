import { readExif } from './exif.ts';
import { addDamage, type Findings } from './found.ts';
import { readXmp } from './xmp.ts';

/** Reads the chunks of a WebP file. */
export function readWebp(bytes: Buffer, findings: Findings): void {
  let at = 12;
  while (at + 8 <= bytes.length) {
    const type = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const body = bytes.subarray(at + 8, at + 8 + length);
    at += 8 + length + (length % 2);
    if (type !== 'EXIF' && type !== 'XMP ') continue;
    if (body.length < length) addDamage(findings, type === 'EXIF' ? 'EXIF' : 'XMP', 'its chunk is cut short');
    if (type === 'EXIF') readExif(body, findings);
    else readXmp(body, findings);
  }
}

interface Box {
  type: string;
  body: Buffer;
}

const MOST_BOXES = 4096;

/** The boxes of ISO 14496-12 that lie one after the other. */
function* boxesIn(bytes: Buffer): Generator<Box> {
  let at = 0;
  for (let count = 0; at + 8 <= bytes.length && count < MOST_BOXES; count++) {
    let length = bytes.readUInt32BE(at);
    let header = 8;
    if (length === 1 && at + 16 <= bytes.length) {
      length = Number(bytes.readBigUInt64BE(at + 8));
      header = 16;
    } else if (length === 0) length = bytes.length - at;
    if (length < header) return;
    yield { type: bytes.toString('latin1', at + 4, at + 8), body: bytes.subarray(at + header, at + length) };
    at += length;
  }
}

/** Reads the metadata items of HEIF and AVIF (ISO 23008-12): EXIF and XMP, where they lie in the file or in `idat`. */
export function readHeif(bytes: Buffer, findings: Findings): void {
  const meta = [...boxesIn(bytes)].find(({ type }) => type === 'meta')?.body.subarray(4);
  if (!meta) return;
  const boxes = new Map([...boxesIn(meta)].map(({ type, body }) => [type, body]));
  try {
    const kinds = itemKinds(boxes.get('iinf'));
    const places = itemPlaces(boxes.get('iloc'), kinds);
    for (const [item, kind] of kinds) {
      const block = Buffer.concat(
        (places.get(item) ?? []).map(({ at, length, inData }) =>
          (inData ? (boxes.get('idat') ?? Buffer.alloc(0)) : bytes).subarray(at, at + length),
        ),
      );
      if (kind === 'XMP') readXmp(block, findings);
      // Before the TIFF structure lies its offset.
      else if (block.length > 4) readExif(block.subarray(4 + Math.min(block.readUInt32BE(0), block.length)), findings);
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    addDamage(findings, 'EXIF', 'a box is cut short');
  }
}

function itemKinds(iinf: Buffer | undefined): Map<number, 'EXIF' | 'XMP'> {
  const kinds = new Map<number, 'EXIF' | 'XMP'>();
  if (!iinf) return kinds;
  for (const { type, body } of boxesIn(iinf.subarray(iinf[0] === 0 ? 6 : 8))) {
    if (type !== 'infe' || body[0] < 2) continue;
    const wide = body[0] === 3;
    const item = wide ? body.readUInt32BE(4) : body.readUInt16BE(4);
    const at = wide ? 10 : 8;
    const kind = body.toString('latin1', at, at + 4);
    if (kind === 'Exif') kinds.set(item, 'EXIF');
    else if (kind === 'mime' && body.includes('application/rdf+xml', at)) kinds.set(item, 'XMP');
  }
  return kinds;
}

interface Extent {
  at: number;
  length: number;
  inData: boolean;
}

function itemPlaces(iloc: Buffer | undefined, wanted: ReadonlyMap<number, unknown>): Map<number, Extent[]> {
  const places = new Map<number, Extent[]>();
  if (!iloc) return places;
  const version = iloc[0];
  const [offsetSize, lengthSize, baseSize, indexSize] = [iloc[4] >> 4, iloc[4] & 15, iloc[5] >> 4, iloc[5] & 15];
  let at = 6;
  const take = (size: number): number => {
    if (size === 0) return 0;
    const value = size === 8 ? Number(iloc.readBigUInt64BE(at)) : iloc.readUIntBE(at, size);
    at += size;
    return value;
  };
  const items = take(version < 2 ? 2 : 4);
  for (let i = 0; i < items; i++) {
    const item = take(version < 2 ? 2 : 4);
    const inData = version > 0 && (take(2) & 15) === 1;
    take(2);
    const base = take(baseSize);
    const extents: Extent[] = [];
    for (let count = take(2); count > 0; count--) {
      if (version > 0) take(indexSize);
      const offset = base + take(offsetSize);
      const length = take(lengthSize);
      if (wanted.has(item)) extents.push({ at: offset, length, inData });
      if (at >= iloc.length && count > 1) throw new RangeError('cut short');
    }
    places.set(item, extents);
  }
  return places;
}
