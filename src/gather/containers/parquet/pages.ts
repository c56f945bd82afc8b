import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { compressors } from 'hyparquet-compressors';
import { bitsFor, countInRuns, sumOfDeltas } from './runs.ts';
import { readStruct, type ThriftStruct } from './thrift.ts';

/** The most bytes that one row group's columns may unpack to, and that one page of prefixed values may: 2 GiB, 1 GiB. */
const mostUnpacked = 2 ** 31;
const mostExpanded = 2 ** 30;
/** The most values in one page: ten million rows are refused before. */
const mostValues = 50_000_000;

/** What of a column chunk decides how its pages are to be read. */
export interface ChunkShape {
  codec: string;
  isBoolean: boolean;
  /** How deep its values repeat, and how many of the levels above them may be absent. */
  maxRepetition: number;
  maxDefinition: number;
}

/** Turns the bytes of one page into `length` unpacked ones. */
export type Decompressor = (bytes: Uint8Array, length: number) => Uint8Array;

interface Page {
  isDictionary: boolean;
  encoding: number;
  values: number;
  /** Version 2 keeps its levels outside of what is compressed, and counts its absent values. */
  absent: number | null;
}

const pageTypes = { data: 0, dictionary: 2, data2: 3 };
const encodings = { plainDictionary: 2, rle: 3, delta: 5, deltaLength: 6, deltaBytes: 7, rleDictionary: 8 };

/**
 * Walks the headers of a chunk's pages, and gives the function that unpacks them: it refuses a page whose counts are not
 * borne out by its bytes, before anything is decoded by them.
 * @param budget bytes that may still be unpacked, less with each page
 * @throws RangeError with the end of a sentence: what is wrong with the chunk.
 */
export function guardChunk(chunk: DataView, shape: ChunkShape, budget: { bytes: number }): Decompressor {
  const pages = new Map<number, Page>();
  const reader = { view: chunk, offset: 0 };
  while (reader.offset < chunk.byteLength - 1) {
    const header = readStruct(reader);
    const unpacked = numberOf(header, 2);
    const packed = numberOf(header, 3);
    if (packed > chunk.byteLength - reader.offset) throw new RangeError('ends within a page');
    budget.bytes -= unpacked;
    if (unpacked > mostUnpacked || budget.bytes < 0) throw new RangeError('unpacks to more than 2 GiB');
    const page = readHeader(header);
    const levels = page.absent === null ? 0 : checkLevels(chunk, reader.offset, header.get(8) as ThriftStruct, shape);
    if (header.get(8) instanceof Map && (header.get(8) as ThriftStruct).get(7) === false) {
      checkValues(new DataView(chunk.buffer, chunk.byteOffset + reader.offset, packed), levels, page, shape);
    } else {
      pages.set(reader.offset + levels, page);
    }
    reader.offset += packed;
  }
  return (bytes, length) => {
    const page = pages.get(bytes.byteOffset);
    if (page === undefined) throw new RangeError('has a page out of place');
    const unpacked = unpack(shape.codec, bytes, length);
    if (!page.isDictionary) checkUnpacked(unpacked, page, shape);
    return unpacked;
  };
}

function readHeader(header: ThriftStruct): Page {
  const type = header.get(1);
  const field = type === pageTypes.data ? 5 : type === pageTypes.dictionary ? 7 : type === pageTypes.data2 ? 8 : 0;
  const own = header.get(field);
  if (!(own instanceof Map)) throw new RangeError('has a page of an unknown kind');
  const values = numberOf(own, 1);
  if (values > mostValues) throw new RangeError(`has a page of ${values} values`);
  const isSecond = type === pageTypes.data2;
  return {
    isDictionary: type === pageTypes.dictionary,
    encoding: numberOf(own, isSecond ? 4 : 2),
    values,
    absent: isSecond ? numberOf(own, 2) : null,
  };
}

/** Checks the levels of a page of version 2, and returns how many bytes they take. */
function checkLevels(chunk: DataView, start: number, own: ThriftStruct, shape: ChunkShape): number {
  const values = numberOf(own, 1);
  const [definition, repetition] = [numberOf(own, 5), numberOf(own, 6)];
  if (shape.maxRepetition > 0) countInRuns(chunk, start, bitsFor(shape.maxRepetition), values, -1);
  if (shape.maxDefinition > 0) countInRuns(chunk, start + repetition, bitsFor(shape.maxDefinition), values, -1);
  return definition + repetition;
}

function checkUnpacked(bytes: Uint8Array, page: Page, shape: ChunkShape): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (page.absent !== null) {
    checkValues(view, 0, page, shape);
    return;
  }
  let offset = 0;
  let present = page.values;
  if (shape.maxRepetition > 0) {
    countInRuns(view, 4, bitsFor(shape.maxRepetition), page.values, -1);
    offset = 4 + view.getUint32(0, true);
  }
  if (shape.maxDefinition > 0) {
    present = countInRuns(view, offset + 4, bitsFor(shape.maxDefinition), page.values, shape.maxDefinition);
    offset += 4 + view.getUint32(offset, true);
  }
  checkValues(view, offset, { ...page, values: present }, shape);
}

function checkValues(view: DataView, start: number, { encoding, values, absent }: Page, { isBoolean }: ChunkShape) {
  const present = values - (absent ?? 0);
  if (present < 0) throw new RangeError('has more absent values than values');
  switch (encoding) {
    case encodings.rle:
    case encodings.plainDictionary:
    case encodings.rleDictionary: {
      if (present === 0) return;
      if (isBoolean) countInRuns(view, absent === null ? start + 4 : start, 1, present, -1);
      else if (absent !== null || view.getUint8(start) > 0) {
        countInRuns(view, start + 1, view.getUint8(start), present, -1);
      }
      return;
    }
    case encodings.delta:
    case encodings.deltaLength:
      sumOfDeltas(view, start, present, false);
      return;
    case encodings.deltaBytes:
      if (sumOfDeltas(view, start, present, true) > mostExpanded) throw new RangeError('unpacks to more than 1 GiB');
  }
}

/** @throws RangeError for a codec that is not Parquet's; whatever the codec throws for bytes that are not its own. */
function unpack(codec: string, bytes: Uint8Array, length: number): Uint8Array {
  // An LZ4 block of nothing is one byte, of which its decoder makes an error.
  if (length === 0) return new Uint8Array();
  const limit = { maxOutputLength: length };
  switch (codec) {
    case 'UNCOMPRESSED':
      return bytes;
    case 'GZIP':
      return gunzipSync(bytes, limit);
    case 'BROTLI':
      return brotliDecompressSync(bytes, limit);
    case 'ZSTD':
      return zstdDecompressSync(bytes, limit);
    case 'SNAPPY':
    case 'LZ4_RAW':
      return compressors[codec]!(bytes, length);
    default:
      throw new RangeError(`is compressed by ${codec}, which cannot be read`);
  }
}

function numberOf(fields: ThriftStruct, id: number): number {
  const value = fields.get(id);
  if (typeof value !== 'number' || value < 0) throw new RangeError('has a malformed page header');
  return value;
}
