import { crc32 } from 'node:zlib';
import { Fault } from '../../model/fault.ts';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Pillow's limit of what it calls a decompression bomb. */
const mostPixels = 178_956_970;

/** How the pixels are stored (PNG specification, table 11.1). */
export interface Header {
  width: number;
  height: number;
  /** Bits of each sample. */
  depth: number;
  /** Samples of each pixel: of a palette's index, grey, red, green, blue, alpha. */
  channels: number;
  isIndexed: boolean;
  interlaced: boolean;
}

interface Chunk {
  type: string;
  content: Buffer;
}

export interface PngChunks {
  header: Header;
  /** Red, green and blue of each colour; `null` without a palette. */
  palette: Uint8Array | null;
  /** The compressed pixels. */
  data: Uint8Array;
}

const colourTypes: Record<number, { channels: number; depths: readonly number[]; isIndexed?: true }> = {
  0: { channels: 1, depths: [1, 2, 4, 8, 16] },
  2: { channels: 3, depths: [8, 16] },
  3: { channels: 1, depths: [1, 2, 4, 8], isIndexed: true },
  4: { channels: 2, depths: [8, 16] },
  6: { channels: 4, depths: [8, 16] },
};

/**
 * Splits a PNG into its parts; every chunk's checksum must be right.
 * @throws Fault `broken` where the bytes are no PNG, or end before it does
 */
export function readChunks(bytes: Buffer): PngChunks {
  if (bytes.length === 0) throw broken('a PNG', 'an empty file');
  if (!bytes.subarray(0, signature.length).equals(signature)) throw broken('a PNG', 'a file of another kind');
  const parts = chunksOf(bytes);
  const header = headerOf((parts.next().value as Chunk).content);
  let palette: Uint8Array | null = null;
  const data: Uint8Array[] = [];
  for (const { type, content } of parts) {
    if (type === 'PLTE') palette = content;
    else if (type === 'IDAT') data.push(content);
  }
  if (header.isIndexed && palette === null) throw broken('a palette', 'none');
  return { header, palette, data: Buffer.concat(data) };
}

/** The chunks up to the last, of which the first is the header. */
function* chunksOf(bytes: Buffer): Generator<Chunk, void> {
  for (let at = signature.length; ; ) {
    const length = at + 12 > bytes.length ? Number.POSITIVE_INFINITY : bytes.readUInt32BE(at);
    const end = at + 8 + length;
    if (end + 4 > bytes.length) throw broken('a whole PNG', `one that ends at byte ${bytes.length}`);
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (bytes.readUInt32BE(end) !== crc32(bytes.subarray(at + 4, end)))
      throw broken('the checksum of what was stored', `another for the chunk ${JSON.stringify(type)} at byte ${at}`);
    if (at === signature.length && type !== 'IHDR') throw broken('a header first', `the chunk ${JSON.stringify(type)}`);
    if (type === 'IEND') return;
    yield { type, content: bytes.subarray(at + 8, end) };
    at = end + 4;
  }
}

/** A fault of a PNG's bytes. */
export function broken(expected: string, received: string): Fault {
  return new Fault('broken', `Expected ${expected} but received ${received}. Save the file again.`);
}

function headerOf(content: Buffer): Header {
  if (content.length !== 13) throw broken('a header of 13 bytes', `${content.length}`);
  const [width, height] = [content.readUInt32BE(0), content.readUInt32BE(4)];
  const [depth, colourType, compression, filter, interlace] = content.subarray(8);
  if (width === 0 || height === 0) throw broken('a picture with pixels', `${width} × ${height}`);
  if (width * height > mostPixels) throw broken(`at most ${mostPixels} pixels`, `${width} × ${height}`);
  const kind = colourTypes[colourType];
  if (!kind?.depths.includes(depth)) throw broken('a colour type of PNG', `type ${colourType} with ${depth} bits`);
  if (compression !== 0 || filter !== 0 || interlace > 1)
    throw broken('the methods of PNG', `compression ${compression}, filter ${filter}, interlace ${interlace}`);
  return {
    width,
    height,
    depth,
    channels: kind.channels,
    isIndexed: kind.isIndexed === true,
    interlaced: interlace === 1,
  };
}
