import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import type { StoredTensor, TensorSurvey } from '../../model/weights.ts';
import type { Answer, Start } from './serve.ts';

/** Bytes read at a time: a multiple of every element's width, and little enough to stay in the processor's cache. */
const PIECE = 2 ** 18;
const HASH_DIGITS = 32;

/** Below it nothing is left of a product with any activation. */
const NOTHING = 1e-30;

export async function readWeights(start: Extract<Start, { task: 'weights' }>, answer: Answer): Promise<void> {
  if (start.wanted === 'hashes') answer({ type: 'hashes', hashes: hashTensors(start.tensors) });
  else answer({ type: 'surveys', surveys: surveyTensors(start.tensors) });
}

/** The first 128 bits of each tensor's SHA-256, as hex. */
export function hashTensors(tensors: readonly StoredTensor[]): string[] {
  return readTensors(tensors, (_, pieces) => {
    const hash = createHash('sha256');
    for (const piece of pieces) hash.update(piece);
    return hash.digest('hex').slice(0, HASH_DIGITS);
  });
}

/** What each tensor of floating-point numbers holds; zeros alone are told of no other. */
export function surveyTensors(tensors: readonly StoredTensor[]): TensorSurvey[] {
  return readTensors(tensors, (tensor, pieces) => {
    const width = widths[tensor.type] ?? 1;
    const values = (tensor.end - tensor.start) / width;
    return surveyOf(pieces, tensor.type, values, values / tensor.filters);
  });
}

const widths: Record<string, number> = { double: 8, float: 4, float16: 2, bfloat16: 2 };

/** @param size values of a filter */
function surveyOf(pieces: Iterable<Uint8Array>, type: string, values: number, size: number): TensorSurvey {
  const survey: TensorSurvey = { values, zeros: 0, deadFilters: 0, notFinite: 0 };
  let left = size;
  let alive = 0;
  for (const piece of pieces) {
    const numbers = numbersOf(piece, type);
    for (let i = 0; i < numbers.length; i++) {
      const value = numbers[i];
      if (value < NOTHING && value > -NOTHING) survey.zeros++;
      else {
        alive++;
        if (value - value !== 0) survey.notFinite++;
      }
      if (--left > 0) continue;
      if (alive === 0 && size > 1) survey.deadFilters++;
      left = size;
      alive = 0;
    }
  }
  return survey;
}

function numbersOf({ buffer, byteOffset, byteLength }: Uint8Array, type: string): ArrayLike<number> {
  if (type === 'float') return new Float32Array(buffer, byteOffset, byteLength >> 2);
  if (type === 'double') return new Float64Array(buffer, byteOffset, byteLength >> 3);
  if (type === 'float16') return new Float16Array(buffer, byteOffset, byteLength >> 1);
  if (type !== 'bfloat16') return new Uint8Array(buffer, byteOffset, byteLength);
  const halves = new Uint16Array(buffer, byteOffset, byteLength >> 1);
  const floats = new Float32Array(halves.length);
  const bits = new Uint32Array(floats.buffer);
  for (let i = 0; i < halves.length; i++) bits[i] = halves[i] << 16;
  return floats;
}

/** Opens each file once; the pieces of a tensor are valid until the next is asked for. */
function readTensors<T>(
  tensors: readonly StoredTensor[],
  read: (tensor: StoredTensor, pieces: Iterable<Uint8Array>) => T,
): T[] {
  const descriptors = new Map<string, number>();
  const window = new Uint8Array(PIECE);
  const open = (file: string) => {
    const descriptor = descriptors.get(file) ?? openSync(file, 'r');
    descriptors.set(file, descriptor);
    return descriptor;
  };
  try {
    return tensors.map((tensor) => read(tensor, pieces(open(tensor.file), tensor, window)));
  } finally {
    for (const descriptor of descriptors.values()) closeSync(descriptor);
  }
}

function* pieces(descriptor: number, { file, start, end }: StoredTensor, window: Uint8Array): Generator<Uint8Array> {
  for (let offset = start; offset < end; ) {
    const wanted = Math.min(PIECE, end - offset);
    let filled = 0;
    while (filled < wanted) {
      const read = readSync(descriptor, window, filled, wanted - filled, offset + filled);
      if (read === 0)
        throw new Error(`${file} ends at byte ${offset + filled}, before the tensor that lies up to ${end}`);
      filled += read;
    }
    yield window.subarray(0, wanted);
    offset += wanted;
  }
}
