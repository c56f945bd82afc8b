import { Fault } from '../../model/fault.ts';

/** An array of numbers, in C order. */
export interface NumberArray {
  shape: number[];
  values: Float64Array;
}

type Read = (view: DataView, at: number, little: boolean) => number;

/** Element types by NumPy's kind and size in bytes. */
const readers: Record<string, Read> = {
  f2: (view, at, little) => view.getFloat16(at, little),
  f4: (view, at, little) => view.getFloat32(at, little),
  f8: (view, at, little) => view.getFloat64(at, little),
  u1: (view, at) => view.getUint8(at),
  i1: (view, at) => view.getInt8(at),
  u2: (view, at, little) => view.getUint16(at, little),
  i2: (view, at, little) => view.getInt16(at, little),
  u4: (view, at, little) => view.getUint32(at, little),
  i4: (view, at, little) => view.getInt32(at, little),
};

const magic = '\x93NUMPY';
const mostValues = 2 ** 27;
const mostHeader = 2 ** 16;

/**
 * Reads a `.npy` file of versions 1 to 3 (NumPy's `numpy.lib.format`): floats of 2, 4 or 8 bytes and integers of up to 4, of either
 * byte order, in C or Fortran order. Objects, which are pickles, are refused and never looked into.
 *
 * @throws Fault `broken` with the path, for anything else
 */
export function readNpy(bytes: Uint8Array, path: string): NumberArray {
  const wrong = (expected: string, received: string, wayOut: string) =>
    new Fault('broken', `Expected ${expected} in ${path} but received ${received}. ${wayOut}`, { path });
  const again = 'Save it again with `numpy.save`.';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 10 || Buffer.from(bytes.subarray(0, 6)).toString('latin1') !== magic) {
    throw wrong('a NumPy array', bytes.length === 0 ? 'an empty file' : 'a file that does not begin as one', again);
  }
  const version = bytes[6];
  if (version < 1 || version > 3) throw wrong('version 1, 2 or 3', `version ${version}`, again);
  const lengthBytes = version === 1 ? 2 : 4;
  if (bytes.length < 8 + lengthBytes) throw wrong('a header', 'a file that is cut short', again);
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const start = 8 + lengthBytes + length;
  if (length > mostHeader || start > bytes.length) throw wrong('a header', 'a file that is cut short', again);
  const header = Buffer.from(bytes.subarray(8 + lengthBytes, start)).toString(version === 3 ? 'utf8' : 'latin1');

  const descr = /['"]descr['"]\s*:\s*['"]([<>|=])([a-zA-Z])(\d+)['"]/.exec(header);
  const order = /['"]fortran_order['"]\s*:\s*(True|False)/.exec(header);
  const written = /['"]shape['"]\s*:\s*\(([\d\s,]*)\)/.exec(header);
  if (/['"]descr['"]\s*:\s*['"]\|?O/.test(header)) {
    throw wrong('numbers', 'Python objects', 'Save the tensor as float32; objects are pickles and are not read.');
  }
  if (!descr || !order || !written) throw wrong('numbers of one type with a shape', 'another header', again);
  const [, byteOrder, kind, size] = descr;
  const read = readers[`${kind}${size}`];
  if (!read) throw wrong('floats or integers', `elements of type ${kind}${size}`, 'Save the tensor as float32.');

  const shape = written[1].split(',').flatMap((text) => (text.trim() === '' ? [] : [Number(text)]));
  const count = shape.reduce((product, side) => product * side, 1);
  if (!(count <= mostValues)) throw wrong(`at most ${mostValues} values`, `a shape of ${shape.join(' × ')}`, again);
  const wanted = count * Number(size);
  if (bytes.length - start !== wanted) {
    throw wrong(`${wanted} bytes for ${shape.join(' × ') || 'one value'}`, `${bytes.length - start}`, again);
  }
  const little = byteOrder !== '>';
  const values = new Float64Array(count);
  for (let i = 0; i < count; i += 1) values[i] = read(view, start + i * Number(size), little);
  return { shape, values: order[1] === 'True' ? inRowOrder(values, shape) : values };
}

/** Fortran order, whose first axis runs fastest, to C order. */
function inRowOrder(values: Float64Array, shape: readonly number[]): Float64Array {
  const rows = new Float64Array(values.length);
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, side) => product * side, 1));
  const at = shape.map(() => 0);
  for (let i = 0; i < rows.length; i += 1) {
    rows[i] = values[at.reduce((sum, position, axis) => sum + position * strides[axis], 0)];
    for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
      at[axis] += 1;
      if (at[axis] < shape[axis]) break;
      at[axis] = 0;
    }
  }
  return rows;
}
