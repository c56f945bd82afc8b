/**
 * Answers as bytes, for the pipe from the child process and for the cache. Four bytes begin each: a version, flags and two zeros;
 * then little-endian 32-bit values, and variable-length integers (LEB128) for what comes in runs.
 */
import type { RunLengths, Task } from '../model/facts.ts';
import type { Answer, FoundObjects } from '../model/vision.ts';

const version = 1;
const hasMasks = 1;
const isHard = 2;
const headBytes = 4;

/** The answer as bytes; `decodeAnswer` is the way back. */
export function encodeAnswer(answer: Answer): Uint8Array {
  switch (answer.task) {
    case 'classification':
    case 'multilabel':
      return joined([headOf(answer.hard ? isHard : 0), bytesOf(answer.probabilities)]);
    case 'detection':
    case 'instance-segmentation':
      return encodeObjects(answer.objects);
    case 'segmentation': {
      const { width, height, map } = answer;
      return joined([headOf(0), bytesOf(Int32Array.of(width, height)), runsOfMap(map)]);
    }
    case 'restoration':
      return joined([headOf(0), bytesOf(Float64Array.of(answer.psnr, answer.ssim))]);
  }
}

/**
 * @param bytes - what `encodeAnswer` made of an answer of this task
 * @throws {RangeError} when they are of another version or cut short
 */
export function decodeAnswer(task: Task, bytes: Uint8Array): Answer {
  if (bytes.length < headBytes || bytes[0] !== version) {
    throw new RangeError(`Expected an answer of version ${version} but received ${bytes[0]}. Ask the model again.`);
  }
  const [, flags] = bytes;
  const rest = bytes.slice(headBytes);
  switch (task) {
    case 'classification':
    case 'multilabel':
      return { task, probabilities: new Float32Array(rest.buffer), ...(flags & isHard && { hard: true as const }) };
    case 'detection':
    case 'instance-segmentation':
      return { task, objects: decodeObjects(rest, (flags & hasMasks) !== 0) };
    case 'segmentation': {
      const [width, height] = new Int32Array(rest.buffer, 0, 2);
      return { task, width, height, map: mapOfRuns(rest.subarray(8), width * height) };
    }
    case 'restoration': {
      const [psnr, ssim] = new Float64Array(rest.buffer, 0, 2);
      return { task, psnr, ssim };
    }
  }
}

function encodeObjects({ boxes, scores, categories, masks }: FoundObjects): Uint8Array {
  const columns = [bytesOf(Int32Array.of(scores.length)), bytesOf(boxes), bytesOf(scores), bytesOf(categories)];
  if (masks === null) return joined([headOf(0), ...columns]);
  const integers = masks.flatMap(({ width, height, counts }) => [width, height, counts.length, ...counts]);
  return joined([headOf(hasMasks), ...columns, varints(integers)]);
}

function decodeObjects(bytes: Uint8Array<ArrayBuffer>, withMasks: boolean): FoundObjects {
  const { buffer } = bytes;
  const [n] = new Int32Array(buffer, 0, 1);
  const boxes = new Float32Array(buffer, 4, 4 * n);
  const scores = new Float32Array(buffer, 4 + 16 * n, n);
  const categories = new Int32Array(buffer, 4 + 20 * n, n);
  if (!withMasks) return { boxes, scores, categories, masks: null };
  const next = integersOf(bytes.subarray(4 + 24 * n));
  const masks = Array.from({ length: n }, (): RunLengths => {
    const [width, height, count] = [next(), next(), next()];
    return { width, height, counts: Uint32Array.from({ length: count }, next) };
  });
  return { boxes, scores, categories, masks };
}

/** Value and length of each run of equal values. */
function runsOfMap(map: Uint8Array | Uint16Array): Uint8Array {
  const integers: number[] = [];
  for (let at = 0; at < map.length; ) {
    const value = map[at];
    let end = at + 1;
    while (end < map.length && map[end] === value) end++;
    integers.push(value, end - at);
    at = end;
  }
  return varints(integers);
}

function mapOfRuns(bytes: Uint8Array, pixels: number): Uint8Array | Uint16Array {
  const wide = new Uint16Array(pixels);
  const next = integersOf(bytes);
  let highest = 0;
  for (let at = 0; at < pixels; ) {
    const [value, length] = [next(), next()];
    wide.fill(value, at, at + length);
    highest = Math.max(highest, value);
    at += length;
  }
  return highest < 256 ? Uint8Array.from(wide) : wide;
}

function varints(values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 5);
  let length = 0;
  for (const value of values) {
    let rest = value;
    while (rest >= 0x80) {
      bytes[length++] = (rest & 0x7f) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    bytes[length++] = rest;
  }
  return bytes.subarray(0, length);
}

/** Reads one integer after the other. */
function integersOf(bytes: Uint8Array): () => number {
  let at = 0;
  return () => {
    let value = 0;
    for (let scale = 1; ; scale *= 0x80) {
      if (at >= bytes.length) {
        throw new RangeError('Expected more of an answer but its bytes end. Ask the model again.');
      }
      const byte = bytes[at++];
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  };
}

function headOf(flags: number): Uint8Array {
  return Uint8Array.of(version, flags, 0, 0);
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
