/**
 * Parquet's run-length and delta encodings, walked but not kept: the library that decodes them believes every count it
 * reads, and a count of two thousand million in a page of ten bytes would take all memory.
 */

/** Writers fill up bit-packed runs to whole groups, of which some put 63 in one run. */
const padding = 512;

/**
 * Walks a hybrid of runs and bit-packed values until `count` values have been met.
 * @returns how many of them equal `sought`
 * @throws RangeError where a run is longer than what is left to read, or the bytes end before.
 */
export function countInRuns(view: DataView, start: number, width: number, count: number, sought: number): number {
  if (width > 32) throw new RangeError(`packs values into ${width} bits`);
  const bytes = Math.ceil(width / 8);
  let offset = start;
  let hits = 0;
  for (let seen = 0; seen < count; ) {
    const header = shortVarint(view, offset);
    offset = header.end;
    const isPacked = header.value % 2 === 1;
    const length = isPacked ? (header.value >> 1) * 8 : header.value >> 1;
    if (length > count - seen + (isPacked ? padding : 0)) throw new RangeError('has a run that is too long');
    if (isPacked) {
      for (let i = 0; i < Math.min(length, count - seen); i++) {
        if (packedValue(view, offset, width, i) === sought) hits++;
      }
      offset += (length / 8) * width;
    } else {
      let value = 0;
      for (let i = 0; i < bytes; i++) value += view.getUint8(offset + i) * 256 ** i;
      if (value === sought) hits += length;
      offset += bytes;
    }
    seen += length;
  }
  return hits;
}

/**
 * Walks a block of deltas.
 * @param lengths whether the values are lengths, to be added up
 * @returns the sum of all values, 0 unless they are lengths
 * @throws RangeError where its header is none, or a length is negative.
 */
export function sumOfDeltas(view: DataView, start: number, count: number, lengths: boolean): number {
  const block = shortVarint(view, start);
  const miniblocks = shortVarint(view, block.end);
  const perMiniblock = block.value / miniblocks.value;
  if (!(block.value <= 1 << 20 && perMiniblock >= 32 && perMiniblock % 32 === 0)) {
    throw new RangeError('has a malformed block of deltas');
  }
  if (!lengths) return 0;
  const total = shortVarint(view, miniblocks.end);
  const first = signedVarint(view, total.end);
  let { end: offset, value } = first;
  let sum = 0;
  let seen = 0;
  const take = () => {
    if (value < 0) throw new RangeError('has a negative length');
    sum += value;
    seen++;
  };
  if (count > 0) take();
  while (seen < count) {
    const least = signedVarint(view, offset);
    const widths = least.end;
    offset = widths + miniblocks.value;
    for (let m = 0; m < miniblocks.value && seen < count; m++) {
      const width = view.getUint8(widths + m);
      if (width > 32) throw new RangeError(`packs lengths into ${width} bits`);
      for (let i = 0; i < perMiniblock && seen < count; i++) {
        value += least.value + packedValue(view, offset, width, i);
        take();
      }
      offset += (perMiniblock / 8) * width;
    }
  }
  return sum;
}

/** Bits of a page's levels. */
export function bitsFor(level: number): number {
  return 32 - Math.clz32(level);
}

/** Value `index` of those packed from the lowest bit on, `width` bits each. */
function packedValue(view: DataView, start: number, width: number, index: number): number {
  let value = 0;
  for (let bit = 0; bit < width; ) {
    const at = index * width + bit;
    const taken = Math.min(8 - (at % 8), width - bit);
    value += ((view.getUint8(start + Math.floor(at / 8)) >> (at % 8)) & ((1 << taken) - 1)) * 2 ** bit;
    bit += taken;
  }
  return value;
}

function shortVarint(view: DataView, start: number): { value: number; end: number } {
  let value = 0;
  for (let i = 0; i < 5; i++) {
    const byte = view.getUint8(start + i);
    value += (byte & 127) * 2 ** (7 * i);
    if (byte < 128 && value < 2 ** 31) return { value, end: start + i + 1 };
  }
  throw new RangeError('has a number of more than 31 bits');
}

/** Of 32 bits and sign, or 33 as differences of 32-bit numbers may take. */
function signedVarint(view: DataView, start: number): { value: number; end: number } {
  let value = 0;
  for (let i = 0; i < 10; i++) {
    const byte = view.getUint8(start + i);
    value += (byte & 127) * 2 ** (7 * i);
    if (byte < 128) return { value: value % 2 === 0 ? value / 2 : -(value + 1) / 2, end: start + i + 1 };
  }
  throw new RangeError('has a number of more than 64 bits');
}
