import { createHash } from 'node:crypto';

const MARKER = 0xff;
const QUANTISATION = 0xdb;
const SCAN = 0xda;
const COEFFICIENTS = 64;
const DIGEST_LENGTH = 16;

/** Luminance table of ITU-T T.81, K.1, in the zigzag order of the file. */
const LUMINANCE = [
  16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51, 61,
  60, 57, 51, 56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87, 95, 98, 103, 104, 103, 62, 77, 113, 121,
  112, 100, 120, 92, 101, 103, 99,
];

/** The luminance table of each quality, 1–100, as the Independent JPEG Group scales it (jpeg_quality_scaling). */
const SCALED = Array.from({ length: 100 }, (_, index) => {
  const quality = index + 1;
  const scale = quality < 50 ? Math.floor(5000 / quality) : 200 - 2 * quality;
  return Uint8Array.from(LUMINANCE, (value) => Math.max(1, Math.min(255, Math.floor((value * scale + 50) / 100))));
});

/**
 * What a JPEG's header tells of how it was compressed: the quality whose luminance table is nearest to its own (by the
 * sum of absolute differences), and a digest of all its tables. A file without tables has neither.
 */
export function compression(bytes: Uint8Array): { quality: number | null; tables: string } {
  const tables = quantisationTables(bytes);
  if (tables.size === 0) return { quality: null, tables: '' };
  const hash = createHash('sha256');
  for (const [id, table] of [...tables].sort(([a], [b]) => a - b)) hash.update(`${id}:${table.join()};`);
  const luminance = tables.get(0) ?? tables.values().next().value!;
  return { quality: nearestQuality(luminance), tables: hash.digest('hex').slice(0, DIGEST_LENGTH) };
}

function nearestQuality(table: Uint16Array): number {
  let nearest = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let quality = 100; quality >= 1 && least > 0; quality--) {
    const wanted = SCALED[quality - 1];
    let difference = 0;
    for (let i = 0; i < COEFFICIENTS && difference < least; i++) difference += Math.abs(table[i] - wanted[i]);
    if (difference < least) [nearest, least] = [quality, difference];
  }
  return nearest;
}

/** The tables of the segments before the first scan, by their ids, 0–3; the last of each id. */
function quantisationTables(bytes: Uint8Array): Map<number, Uint16Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = new Map<number, Uint16Array>();
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === MARKER) {
    const marker = bytes[at + 1];
    if (marker === MARKER) {
      at += 1;
      continue;
    }
    if (marker === SCAN) break;
    const end = at + 2 + view.getUint16(at + 2);
    if (marker === QUANTISATION) readTables(view, at + 4, Math.min(end, bytes.length), tables);
    at = end;
  }
  return tables;
}

function readTables(view: DataView, start: number, end: number, tables: Map<number, Uint16Array>): void {
  let at = start;
  while (at < end) {
    const precision = view.getUint8(at) >> 4;
    const id = view.getUint8(at) & 15;
    const wide = precision === 1;
    const size = COEFFICIENTS * (wide ? 2 : 1);
    at += 1;
    if (precision > 1 || id > 3 || at + size > end) return;
    tables.set(
      id,
      Uint16Array.from({ length: COEFFICIENTS }, (_, i) => (wide ? view.getUint16(at + 2 * i) : view.getUint8(at + i))),
    );
    at += size;
  }
}
