import { hash } from 'node:crypto';

let scratch = new Float64Array(1024);
let bytes = Buffer.from(scratch.buffer);

/** Sixteen hex digits that name lists of numbers (polygons, run lengths): the head of the SHA-1 of each one's length and values. */
export function geometryDigest(lists: readonly (readonly number[])[]): string {
  let size = 0;
  for (const list of lists) size += 1 + list.length;
  if (size > scratch.length) {
    scratch = new Float64Array(size * 2);
    bytes = Buffer.from(scratch.buffer);
  }
  let at = 0;
  for (const list of lists) {
    scratch[at++] = list.length;
    for (let i = 0; i < list.length; i++) scratch[at++] = list[i];
  }
  return hash('sha1', bytes.subarray(0, size * 8), 'buffer').toString('hex', 0, 8);
}
