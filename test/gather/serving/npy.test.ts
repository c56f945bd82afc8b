import { expect, test } from 'vitest';
import { readNpy } from '../../../src/gather/serving/npy.ts';
import reference from '../../reference/npy.json' with { type: 'json' };

test.each(reference)('$name', ({ file, shape, values }) => {
  const read = readNpy(Buffer.from(file, 'base64'), 'a.npy');
  expect(read.shape).toEqual(shape);
  expect([...read.values]).toEqual(values);
});

/** A version 1 file with this header and these bytes. */
function npy(header: string, data = new Uint8Array()): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16LE(header.length);
  return Buffer.concat([Buffer.from('\x93NUMPY\x01\x00', 'latin1'), length, Buffer.from(header, 'latin1'), data]);
}

test.each([
  [
    'objects',
    npy("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", Buffer.from('cos\nsystem\n')),
    'Expected numbers in a.npy but received Python objects.',
  ],
  ['an empty file', Buffer.alloc(0), 'Expected a NumPy array in a.npy but received an empty file.'],
  ['another file', Buffer.from('PK\x03\x04 an archive'), 'received a file that does not begin as one.'],
  ['a later version', Buffer.from('\x93NUMPY\x09\x00\x10\x00', 'latin1'), 'received version 9.'],
  ['a header that is cut', npy("{'descr'").subarray(0, 14), 'received a file that is cut short.'],
  ['a record', npy("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }"), 'received another header.'],
  ['complex numbers', npy("{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }"), 'of type c8.'],
  [
    'too few values',
    npy("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }", new Uint8Array(20)),
    'Expected 48 bytes for 3 × 4 in a.npy but received 20.',
  ],
  [
    'more values than there can be',
    npy("{'descr': '<f8', 'fortran_order': False, 'shape': (99999, 99999, 99999), }"),
    'received a shape of 99999 × 99999 × 99999.',
  ],
])('%s cannot be read, and the sentence says why', (_, bytes, sentence) => {
  expect(() => readNpy(bytes, 'a.npy')).toThrow(sentence);
});
