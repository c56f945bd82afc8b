import { type FileMetaData, parquetMetadata, parquetRead, parquetSchema, type SchemaTree } from 'hyparquet';
import { Fault } from '../../../model/fault.ts';
import { type Decompressor, guardChunk } from './pages.ts';
import { readStruct } from './thrift.ts';

const mostRows = 10_000_000;
const mostUnpacked = 2 ** 31;
const magic = 'PAR1';

export interface ParquetFile {
  path: string;
  bytes: Buffer;
  metadata: FileMetaData;
  /** The top-level columns. */
  columns: SchemaTree[];
  /** Rows of each row group. */
  groups: number[];
}

/** A row: its values by column, as the columns' types have them; `undefined` or `null` where there is none. */
export type ParquetRow = Record<string, unknown>;

/**
 * Reads a file's footer; no column yet.
 * @throws Fault `broken` when there is none, or it describes what the file cannot hold.
 */
export function openParquet(bytes: Buffer, path: string): ParquetFile {
  const refuse = (reason: string) => refusal(path, reason);
  if (bytes.length === 0) throw refuse('an empty file');
  if (bytes.subarray(0, 40).toString('latin1').startsWith('version https://git-lfs')) throw refuse('a Git LFS pointer');
  if (bytes.toString('latin1', 0, 4) === 'PARE') throw refuse('an encrypted one');
  if (bytes.toString('latin1', 0, 4) !== magic) throw refuse('something else (it does not begin with `PAR1`)');
  if (bytes.length < 12 || bytes.toString('latin1', bytes.length - 4) !== magic) {
    throw refuse('one that is cut off (it does not end with `PAR1`)');
  }
  const length = bytes.readUInt32LE(bytes.length - 8);
  if (length > bytes.length - 12) throw refuse(`a footer of ${length} bytes, longer than the file`);
  try {
    const start = bytes.length - 8 - length;
    readStruct({ view: new DataView(bytes.buffer, bytes.byteOffset + start, length), offset: 0 });
    const metadata = parquetMetadata(bytes, { geoparquet: false });
    const groups = metadata.row_groups.map(({ num_rows }) => Number(num_rows));
    checkSizes(metadata, groups, start);
    return { path, bytes, metadata, columns: parquetSchema(metadata).children, groups };
  } catch (error) {
    throw refuse(`a footer that ${reasonOf(error)}`);
  }
}

/**
 * Reads some columns of one row group.
 * @throws Fault `broken` when their bytes are not what the footer says.
 */
export async function readGroup(file: ParquetFile, group: number, names: readonly string[]): Promise<ParquetRow[]> {
  const { bytes, metadata } = file;
  try {
    const rows = await new Promise<ParquetRow[]>((resolve, reject) => {
      parquetRead({
        file: { byteLength: bytes.length, slice: (start, end) => copyOf(bytes, start, end) },
        ...guarded(file, group, names),
        columns: [...names],
        rowFormat: 'object',
        utf8: false,
        geoparquet: false,
        parsers: { jsonFromBytes: (value) => value && Buffer.from(value).toString() },
        onComplete: resolve,
      }).catch(reject);
    });
    return rows;
  } catch (error) {
    const of = metadata.row_groups.length > 1 ? ` (row group ${group} of ${metadata.row_groups.length})` : '';
    throw refusal(file.path, `one that ${reasonOf(error)}${of}`);
  }
}

/**
 * The row group alone, with a codec of its own for each column chunk: so every page passes the guard on its way, and the
 * guard knows whose page it is.
 */
function guarded({ bytes, metadata, columns }: ParquetFile, group: number, names: readonly string[]) {
  const budget = { bytes: mostUnpacked };
  const compressors: Record<string, Decompressor> = {};
  const rowGroup = metadata.row_groups[group];
  const chunks = rowGroup.columns.map((chunk, index) => {
    const own = chunk.meta_data;
    if (own === undefined || !names.includes(own.path_in_schema[0])) return chunk;
    const { start, end } = rangeOf(own);
    const view = new DataView(bytes.buffer, bytes.byteOffset + start, end - start);
    const codec = `column ${index}`;
    compressors[codec] = guardChunk(
      view,
      { codec: own.codec, isBoolean: own.type === 'BOOLEAN', ...levelsOf(columns, own.path_in_schema) },
      budget,
    );
    return { ...chunk, meta_data: { ...own, codec: codec as typeof own.codec } };
  });
  const alone = { ...metadata, num_rows: rowGroup.num_rows, row_groups: [{ ...rowGroup, columns: chunks }] };
  return { metadata: alone, compressors: compressors as Record<never, Decompressor> };
}

/** How many of the nodes down to a leaf repeat, and how many may be absent. */
function levelsOf(columns: SchemaTree[], path: string[]): { maxRepetition: number; maxDefinition: number } {
  let [maxRepetition, maxDefinition] = [0, 0];
  let nodes = columns;
  for (const name of path) {
    const node = nodes.find(({ element }) => element.name === name);
    if (node === undefined) throw new RangeError(`has a column ${path.join('.')} that its schema lacks`);
    if (node.element.repetition_type === 'REPEATED') maxRepetition++;
    if (node.element.repetition_type !== 'REQUIRED') maxDefinition++;
    nodes = node.children;
  }
  return { maxRepetition, maxDefinition };
}

function checkSizes({ num_rows, row_groups }: FileMetaData, groups: number[], end: number): void {
  const rows = groups.reduce((sum, count) => sum + count, 0);
  if (groups.some((count) => count < 0) || Number(num_rows) !== rows) {
    throw new RangeError(`speaks of ${num_rows} rows and has ${rows} in its row groups`);
  }
  if (rows > mostRows) throw new RangeError(`speaks of ${rows} rows, more than ${mostRows}`);
  let sum = 0;
  for (const { meta_data } of row_groups.flatMap(({ columns }) => columns)) {
    if (meta_data === undefined) continue;
    const range = rangeOf(meta_data);
    if (!(range.start >= magic.length && range.start <= range.end && range.end <= end)) {
      throw new RangeError('speaks of columns beyond the end of the file');
    }
    sum += range.end - range.start;
  }
  if (sum > end) throw new RangeError('speaks of columns that overlap');
}

function rangeOf(chunk: { dictionary_page_offset?: bigint; data_page_offset: bigint; total_compressed_size: bigint }) {
  const start = Number(chunk.dictionary_page_offset || chunk.data_page_offset);
  return { start, end: start + Number(chunk.total_compressed_size) };
}

function copyOf(bytes: Buffer, start: number, end = bytes.length): ArrayBuffer {
  return bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + end) as ArrayBuffer;
}

function refusal(path: string, received: string): Fault {
  return new Fault('broken', `Expected a Parquet file in ${path} but received ${received}. Write it again.`, { path });
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return error instanceof RangeError && /^(has|ends|nests|packs|speaks|unpacks|is compressed)/.test(message)
    ? message
    : `cannot be decoded (${message.slice(0, 120)})`;
}
