import { inflateRawSync } from 'node:zlib';
import type { ModelDanger } from '../../model/facts.ts';
import type { Source } from '../models/source.ts';

/** Files in which models and their weights are kept, by name; what they are is decided by their bytes. */
const names = /\.(?:onnx|ort|pt|pth|pkl|pickle|joblib|ckpt|bin|npy|npz|model|sav|dill)$/i;
/** Where nothing but the name tells of a pickle that is compressed, or of the oldest protocols. */
const pickles = /\.(?:pkl|pickle|joblib|dill|sav)$/i;

const mostMembers = 65_536;
const largestDirectory = 2 ** 24;

export function couldBeModel(path: string): boolean {
  return names.test(path);
}

/** What a file that is no ONNX model would run when it is loaded; its bytes are read, never loaded. */
export function dangersInBytes(source: Source): ModelDanger[] {
  const { path, size } = source;
  if (size < 2) return [];
  const start = Buffer.from(source.read(0, Math.min(size, 4096)));
  if (start.toString('latin1', 0, 4) === 'PK\u0003\u0004') return dangersInZip(source);
  if (start.toString('latin1', 1, 6) === 'NUMPY')
    return holdsObjects(start) ? [{ kind: 'object array', detail: '' }] : [];
  const isBinary = start[0] === 0x80 && start[1] >= 2 && start[1] <= 5;
  if (isBinary && (isPickleStep(start[2]) || source.byteAt(size - 1) === 0x2e)) return [{ kind: 'pickle', detail: '' }];
  if (!pickles.test(path)) return [];
  const compression = compressionOf(start);
  if (compression !== null) return [{ kind: 'pickle', detail: compression }];
  const isText = /^[(\]}cI]/.test(start.toString('latin1', 0, 1)) && source.byteAt(size - 1) === 0x2e;
  return isText ? [{ kind: 'pickle', detail: '' }] : [];
}

/** What a pickle of protocol 2 to 5 goes on with: a frame, a number, a name, a mark, an empty collection. */
function isPickleStep(byte: number): boolean {
  return [0x95, 0x8a, 0x8c, 0x58, 0x63, 0x28, 0x7d, 0x5d, 0x29, 0x4b].includes(byte);
}

function compressionOf(start: Buffer): string | null {
  if (start[0] === 0x78 && [0x01, 0x5e, 0x9c, 0xda].includes(start[1])) return 'zlib';
  if (start[0] === 0x1f && start[1] === 0x8b) return 'gzip';
  if (start.toString('latin1', 0, 3) === 'BZh') return 'bzip2';
  if (start.toString('latin1', 1, 6) === '7zXZ\0') return 'xz';
  return start.readUInt32LE(0) === 0x184d2204 ? 'lz4' : null;
}

/** NumPy's header names the type of the values: `|O` is Python objects, kept as a pickle. */
function holdsObjects(start: Buffer): boolean {
  const header = start.toString('latin1', 0, 1024);
  const descr = /'descr':\s*(.*?),\s*'(?:fortran_order|shape)'/s.exec(header)?.[1] ?? '';
  return /['"][|<>=]?O\d*['"]/.test(descr);
}

interface Member {
  name: string;
  method: number;
  compressed: number;
  /** Of its local header. */
  offset: number;
}

function dangersInZip(source: Source): ModelDanger[] {
  return membersOf(source).flatMap((member): ModelDanger[] => {
    const { name } = member;
    if (/(?:^|\/)data\.pkl$|\.(?:pkl|pickle|joblib)$/i.test(name)) return [{ kind: 'zipped pickle', detail: name }];
    if (!/\.npy$/i.test(name)) return [];
    const start = startOf(source, member);
    return start && holdsObjects(start) ? [{ kind: 'object array', detail: name }] : [];
  });
}

/** The central directory of a zip or zip64 archive (APPNOTE 4.3.12), as far as it is whole; empty where there is none. */
function membersOf(source: Source): Member[] {
  const tail = Math.max(0, source.size - 65_557);
  const end = Buffer.from(source.read(tail, source.size));
  const at = end.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  if (at < 0 || at + 20 > end.length) return [];
  const wide = end.lastIndexOf('PK\u0006\u0006', at, 'latin1');
  const isWide = wide >= 0 && wide + 56 <= at;
  const bytes = isWide ? Number(end.readBigUInt64LE(wide + 40)) : end.readUInt32LE(at + 12);
  const to = tail + (isWide ? wide : at);
  if (bytes > largestDirectory || bytes > to) return [];
  const directory = Buffer.from(source.read(to - bytes, to));
  const members: Member[] = [];
  for (let offset = 0; offset + 46 <= directory.length && members.length < mostMembers; ) {
    if (directory.readUInt32LE(offset) !== 0x02014b50) break;
    const [name, extra, comment] = [28, 30, 32].map((field) => directory.readUInt16LE(offset + field));
    members.push({
      name: directory.toString('utf8', offset + 46, offset + 46 + name),
      method: directory.readUInt16LE(offset + 10),
      compressed: directory.readUInt32LE(offset + 20),
      offset: directory.readUInt32LE(offset + 42),
    });
    offset += 46 + name + extra + comment;
  }
  return members;
}

/** The first bytes of a member; `null` where they cannot be had. */
function startOf(source: Source, { method, compressed, offset }: Member): Buffer | null {
  if (offset + 30 > source.size) return null;
  const header = Buffer.from(source.read(offset, offset + 30));
  const from = offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const to = Math.min(source.size, from + Math.min(compressed, 4096));
  if (from >= to) return null;
  const bytes = Buffer.from(source.read(from, to));
  if (method === 0) return bytes;
  try {
    return method === 8 ? inflateRawSync(bytes, { finishFlush: 2, maxOutputLength: 2 ** 22 }) : null;
  } catch {
    return null;
  }
}
