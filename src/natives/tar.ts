const block = 512;

/** A POSIX ustar archive: files only, sorted by path, without owner or time, so that equal files give equal bytes. */
export function packTar(files: ReadonlyMap<string, Uint8Array>): Buffer {
  const parts: Buffer[] = [];
  for (const [path, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    parts.push(header(path, bytes.length), Buffer.from(bytes), Buffer.alloc(padding(bytes.length)));
  }
  return Buffer.concat([...parts, Buffer.alloc(2 * block)]);
}

/** Bytes of the archive that `packTar` makes of files with these sizes. */
export function tarLength(sizes: Iterable<number>): number {
  let length = 2 * block;
  for (const size of sizes) length += block + size + padding(size);
  return length;
}

/**
 * The files of an archive that `packTar` made, as views of it.
 * @throws RangeError for anything else
 */
export function unpackTar(archive: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  let offset = 0;
  while (offset + block <= archive.length && archive[offset] !== 0) {
    const head = archive.subarray(offset, offset + block);
    const size = Number.parseInt(text(head, 124, 12), 8);
    const start = offset + block;
    if (text(head, 257, 5) !== 'ustar' || text(head, 156, 1) !== '0' || !(start + size <= archive.length)) {
      throw new RangeError(`Expected a file's ustar header at byte ${offset} but received something else.`);
    }
    const prefix = text(head, 345, 155);
    files.set(`${prefix}${prefix === '' ? '' : '/'}${text(head, 0, 100)}`, archive.subarray(start, start + size));
    offset = start + size + padding(size);
  }
  return files;
}

function header(path: string, size: number): Buffer {
  const { prefix, name } = splitPath(path);
  const head = Buffer.alloc(block);
  head.write(name, 0);
  head.write('0000644\0', 100);
  head.write('0000000\0', 108);
  head.write('0000000\0', 116);
  head.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  head.write('00000000000\0', 136);
  head.write('        ', 148);
  head.write('0', 156);
  head.write('ustar\x0000', 257);
  head.write(prefix, 345);
  const sum = head.reduce((total, byte) => total + byte, 0);
  head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return head;
}

/** ustar keeps 100 bytes of name and, before a slash, 155 bytes of prefix. */
function splitPath(path: string): { prefix: string; name: string } {
  if (Buffer.byteLength(path) <= 100) return { prefix: '', name: path };
  for (let slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
    const [prefix, name] = [path.slice(0, slash), path.slice(slash + 1)];
    if (Buffer.byteLength(prefix) <= 155 && Buffer.byteLength(name) <= 100) return { prefix, name };
  }
  throw new RangeError(`Expected a path of at most 255 bytes with short parts but received ${path}. Shorten it.`);
}

function text(head: Buffer, start: number, length: number): string {
  const field = head.toString('utf8', start, start + length);
  const [value] = field.split('\0', 1);
  return value;
}

function padding(size: number): number {
  return (block - (size % block)) % block;
}
