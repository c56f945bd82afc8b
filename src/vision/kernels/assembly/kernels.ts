/**
 * The loops that visit every pixel, in AssemblyScript: compiled by `npm run generate` to `../code.ts`. They work on
 * addresses in rooms that `../kernels.ts` makes, and may read and write up to 64 bytes beyond the end of what they are given.
 */

/** Bits below the binary point of a weight, as in `../../pixels/taps.ts`. */
const PRECISION: i32 = 22;
/** Weights are cut in two, since a product of 16-bit numbers is summed in one step: w = high · 2¹¹ + low. */
const LOW_BITS: i32 = 11;
/** Where the memory is free. */
export const START = __heap_base;

/** Bytes of eight weights: eight high halves, eight low ones. */
const BLOCK: usize = 32;

/**
 * What stays the same for all pixels of `grey`, in memory: written as constants they would be made anew for each pixel.
 * Two shuffles that spread four pixels to 16 bits, as red beside green and as green beside blue; the weights of each; a half.
 */
const LUMA = memory.data<u16>([
  0xff00, 0xff01, 0xff03, 0xff04, 0xff06, 0xff07, 0xff09, 0xff0a, 0xff01, 0xff02, 0xff04, 0xff05, 0xff07, 0xff08,
  0xff0a, 0xff0b, 19595, 19235, 19595, 19235, 19595, 19235, 19595, 19235, 19235, 7471, 19235, 7471, 19235, 7471, 19235,
  7471, 0x8000, 0, 0x8000, 0, 0x8000, 0, 0x8000, 0,
]);

/**
 * Luma of pixels as Pillow's `convert('L')` takes it: (19595 R + 38470 G + 7471 B + 2¹⁵) >> 16. Green's weight does not
 * fit 16 bits with a sign: it is summed as two halves, one beside red and one beside blue.
 *
 * @returns zero when red, green and blue were the same everywhere, in up to 15 pixels beyond the last too
 */
export function grey(rgb: usize, out: usize, count: i32): i32 {
  const toRedGreen = v128.load(LUMA);
  const toGreenBlue = v128.load(LUMA, 16);
  const redGreen = v128.load(LUMA, 32);
  const greenBlue = v128.load(LUMA, 48);
  const half = v128.load(LUMA, 64);
  let difference = i32x4.splat(0);
  for (let i = 0; i < count; i += 16) {
    const rgA = i8x16.swizzle(v128.load(rgb), toRedGreen);
    const gbA = i8x16.swizzle(v128.load(rgb), toGreenBlue);
    const rgB = i8x16.swizzle(v128.load(rgb, 12), toRedGreen);
    const gbB = i8x16.swizzle(v128.load(rgb, 12), toGreenBlue);
    const rgC = i8x16.swizzle(v128.load(rgb, 24), toRedGreen);
    const gbC = i8x16.swizzle(v128.load(rgb, 24), toGreenBlue);
    const rgD = i8x16.swizzle(v128.load(rgb, 36), toRedGreen);
    const gbD = i8x16.swizzle(v128.load(rgb, 36), toGreenBlue);
    difference = v128.or(
      difference,
      v128.or(v128.or(v128.xor(rgA, gbA), v128.xor(rgB, gbB)), v128.or(v128.xor(rgC, gbC), v128.xor(rgD, gbD))),
    );
    const a = i32x4.add(i32x4.add(i32x4.dot_i16x8_s(rgA, redGreen), i32x4.dot_i16x8_s(gbA, greenBlue)), half);
    const b = i32x4.add(i32x4.add(i32x4.dot_i16x8_s(rgB, redGreen), i32x4.dot_i16x8_s(gbB, greenBlue)), half);
    const c = i32x4.add(i32x4.add(i32x4.dot_i16x8_s(rgC, redGreen), i32x4.dot_i16x8_s(gbC, greenBlue)), half);
    const d = i32x4.add(i32x4.add(i32x4.dot_i16x8_s(rgD, redGreen), i32x4.dot_i16x8_s(gbD, greenBlue)), half);
    v128.store(
      out,
      i8x16.narrow_i16x8_u(
        i16x8.narrow_i32x4_u(i32x4.shr_u(a, 16), i32x4.shr_u(b, 16)),
        i16x8.narrow_i32x4_u(i32x4.shr_u(c, 16), i32x4.shr_u(d, 16)),
      ),
    );
    rgb += 48;
    out += 16;
  }
  return v128.any_true(difference) ? 1 : 0;
}

/** For each channel the shuffles that pick it out of three times 16 bytes. */
const PLANES = memory.data<u8>([
  0, 3, 6, 9, 12, 15, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 2, 5, 8, 11, 14,
  255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1, 4, 7, 10, 13, 1, 4, 7, 10, 13, 255,
  255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0, 3, 6, 9, 12, 15, 255, 255, 255, 255,
  255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 2, 5, 8, 11, 14, 2, 5, 8, 11, 14, 255, 255, 255, 255, 255,
  255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1, 4, 7, 10, 13, 255, 255, 255, 255, 255, 255, 255, 255, 255,
  255, 255, 255, 255, 255, 255, 255, 0, 3, 6, 9, 12, 15,
]);

/** One channel of `count` pixels: red 0, green 1 or blue 2. */
export function plane(rgb: usize, out: usize, count: i32, channel: i32): void {
  const shuffles = PLANES + 48 * channel;
  const a = v128.load(shuffles);
  const b = v128.load(shuffles, 16);
  const c = v128.load(shuffles, 32);
  for (let i = 0; i < count; i += 16) {
    const values = v128.or(i8x16.swizzle(v128.load(rgb), a), i8x16.swizzle(v128.load(rgb, 16), b));
    v128.store(out, v128.or(values, i8x16.swizzle(v128.load(rgb, 32), c)));
    rgb += 48;
    out += 16;
  }
}

/** Values whose squares 32 bits hold. */
const SUMMED: i32 = 1 << 18;

/**
 * Adds the sum of `count` values and the sum of their squares to two 64-bit integers. Up to 15 values after them are
 * taken too and have to be zero.
 */
export function moments(values: usize, count: i32, sums: usize): void {
  for (let from = 0; from < count; from += SUMMED) {
    const to = min(count, from + SUMMED);
    let sum = i32x4.splat(0);
    let squares = i32x4.splat(0);
    for (let i = from; i < to; i += 16) {
      const all = v128.load(values + i);
      const low = i16x8.extend_low_i8x16_u(all);
      const high = i16x8.extend_high_i8x16_u(all);
      sum = i32x4.add(sum, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(all)));
      squares = i32x4.add(squares, i32x4.add(i32x4.dot_i16x8_s(low, low), i32x4.dot_i16x8_s(high, high)));
    }
    store<u64>(sums, load<u64>(sums) + lanes(sum));
    store<u64>(sums, load<u64>(sums, 8) + lanes(squares), 8);
  }
}

function lanes(values: v128): u64 {
  return (
    <u64>(<u32>i32x4.extract_lane(values, 0)) +
    <u64>(<u32>i32x4.extract_lane(values, 1)) +
    <u64>(<u32>i32x4.extract_lane(values, 2)) +
    <u64>(<u32>i32x4.extract_lane(values, 3))
  );
}

/**
 * The first pass of a resize of one channel: makes rows narrower, `columns` values of each, `stride` apart.
 *
 * @param first - where each column's weights begin in a row, 32-bit
 * @param weights - `blocks` blocks of eight weights for each column
 */
export function narrow(
  from: usize,
  width: i32,
  rows: i32,
  first: usize,
  weights: usize,
  blocks: i32,
  columns: i32,
  out: usize,
  stride: i32,
): void {
  const pitch = columns * stride;
  let row = 0;
  for (; row + 4 <= rows; row += 4) {
    const top = from + row * width;
    let to = out + row * pitch;
    let block = weights;
    for (let x = 0; x < columns; x++) {
      let at = top + load<i32>(first + (x << 2));
      let highA = i32x4.splat(0);
      let highB = i32x4.splat(0);
      let highC = i32x4.splat(0);
      let highD = i32x4.splat(0);
      let lowA = i32x4.splat(0);
      let lowB = i32x4.splat(0);
      let lowC = i32x4.splat(0);
      let lowD = i32x4.splat(0);
      for (let k = 0; k < blocks; k++) {
        const high = v128.load(block);
        const low = v128.load(block, 16);
        const a = v128.load8x8_u(at);
        const b = v128.load8x8_u(at + width);
        const c = v128.load8x8_u(at + 2 * width);
        const d = v128.load8x8_u(at + 3 * width);
        highA = i32x4.add(highA, i32x4.dot_i16x8_s(a, high));
        lowA = i32x4.add(lowA, i32x4.dot_i16x8_s(a, low));
        highB = i32x4.add(highB, i32x4.dot_i16x8_s(b, high));
        lowB = i32x4.add(lowB, i32x4.dot_i16x8_s(b, low));
        highC = i32x4.add(highC, i32x4.dot_i16x8_s(c, high));
        lowC = i32x4.add(lowC, i32x4.dot_i16x8_s(c, low));
        highD = i32x4.add(highD, i32x4.dot_i16x8_s(d, high));
        lowD = i32x4.add(lowD, i32x4.dot_i16x8_s(d, low));
        at += 8;
        block += BLOCK;
      }
      store<u8>(to, level(highA, lowA));
      store<u8>(to + pitch, level(highB, lowB));
      store<u8>(to + 2 * pitch, level(highC, lowC));
      store<u8>(to + 3 * pitch, level(highD, lowD));
      to += stride;
    }
  }
  for (; row < rows; row++) {
    let to = out + row * pitch;
    let block = weights;
    for (let x = 0; x < columns; x++) {
      let at = from + row * width + load<i32>(first + (x << 2));
      let high = i32x4.splat(0);
      let low = i32x4.splat(0);
      for (let k = 0; k < blocks; k++) {
        const values = v128.load8x8_u(at);
        high = i32x4.add(high, i32x4.dot_i16x8_s(values, v128.load(block)));
        low = i32x4.add(low, i32x4.dot_i16x8_s(values, v128.load(block, 16)));
        at += 8;
        block += BLOCK;
      }
      store<u8>(to, level(high, low));
      to += stride;
    }
  }
}

/** The sum of all eight lanes, rounded and clipped to 0–255. */
function level(high: v128, low: v128): u8 {
  const both = i32x4.add(i32x4.shl(high, LOW_BITS), low);
  const halves = i32x4.add(both, i8x16.shuffle(both, both, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
  const sum = i32x4.extract_lane(halves, 0) + i32x4.extract_lane(halves, 1) + (1 << (PRECISION - 1));
  return <u8>max(0, min(255, sum >> PRECISION));
}

/**
 * The second pass of a resize: `rows` rows of `length` values, each the weighted sum of `counts` rows from `first` on.
 *
 * @param weights - 32-bit, `stride` of them for each row
 */
export function shorten(
  from: usize,
  length: i32,
  rows: i32,
  first: usize,
  counts: usize,
  weights: usize,
  stride: i32,
  out: usize,
): void {
  for (let row = 0; row < rows; row++) {
    const top = from + load<i32>(first + (row << 2)) * length;
    const count = load<i32>(counts + (row << 2));
    for (let x = 0; x < length; x += 16) {
      let a = i32x4.splat(1 << (PRECISION - 1));
      let b = a;
      let c = a;
      let d = a;
      let at = top + x;
      for (let k = 0; k < count; k++) {
        const weight = v128.load32_splat(weights + (k << 2));
        const values = v128.load(at);
        const low = i16x8.extend_low_i8x16_u(values);
        const high = i16x8.extend_high_i8x16_u(values);
        a = i32x4.add(a, i32x4.mul(i32x4.extend_low_i16x8_u(low), weight));
        b = i32x4.add(b, i32x4.mul(i32x4.extend_high_i16x8_u(low), weight));
        c = i32x4.add(c, i32x4.mul(i32x4.extend_low_i16x8_u(high), weight));
        d = i32x4.add(d, i32x4.mul(i32x4.extend_high_i16x8_u(high), weight));
        at += length;
      }
      v128.store(
        out + x,
        i8x16.narrow_i16x8_u(
          i16x8.narrow_i32x4_s(i32x4.shr_s(a, PRECISION), i32x4.shr_s(b, PRECISION)),
          i16x8.narrow_i32x4_s(i32x4.shr_s(c, PRECISION), i32x4.shr_s(d, PRECISION)),
        ),
      );
    }
    weights += stride << 2;
    out += length;
  }
}

/**
 * One row of means of squares, `factor` pixels wide and high, rounded.
 *
 * @param sums - room for 16-bit sums of `columns · factor` columns, so `factor` is at most 257
 */
export function reduce(from: usize, width: i32, factor: i32, columns: i32, sums: usize, out: usize): void {
  const used = columns * factor;
  for (let x = 0; x < used; x += 16) {
    let low = i16x8.splat(0);
    let high = i16x8.splat(0);
    let at = from + x;
    for (let y = 0; y < factor; y++) {
      const values = v128.load(at);
      low = i16x8.add(low, i16x8.extend_low_i8x16_u(values));
      high = i16x8.add(high, i16x8.extend_high_i8x16_u(values));
      at += width;
    }
    v128.store(sums + (x << 1), low);
    v128.store(sums + (x << 1), high, 16);
  }
  const area: u32 = factor * factor;
  for (let x = 0; x < columns; x++) {
    let sum: u32 = area >> 1;
    for (let k = 0; k < factor; k++) {
      sum += load<u16>(sums);
      sums += 2;
    }
    store<u8>(out + x, <u8>(sum / area));
  }
}

/**
 * Counts every `step`-th pixel: 256 levels of red, of green, of blue, and squared perceived brightness in bins of
 * 2^`shift` thousandths.
 */
export function survey(rgb: usize, count: i32, step: i32, levels: usize, bins: usize, shift: i32): void {
  const stride: usize = 3 * step;
  for (let i = 0; i < count; i++) {
    const r: u32 = load<u8>(rgb);
    const g: u32 = load<u8>(rgb, 1);
    const b: u32 = load<u8>(rgb, 2);
    rgb += stride;
    bump(levels + (r << 2));
    bump(levels + 1024 + (g << 2));
    bump(levels + 2048 + (b << 2));
    bump(bins + (((241 * r * r + 691 * g * g + 68 * b * b) >> shift) << 2));
  }
}

function bump(at: usize): void {
  store<u32>(at, load<u32>(at) + 1);
}
