import type { Images } from '../../model/facts.ts';

/** Shares of the luma and of each channel by which two encodings of one picture may differ. */
const tone = 0.04;
/** Share by which their aspect ratios may: a picture of 28 pixels rounds by more than one of 4000. */
const aspect = 0.04;

/**
 * Whether two rows show the same picture in other bytes, as far as descriptions tell: perceptual hashes at most
 * `distance` bits apart, the same proportions, light and colour. Flat pictures have hashes alike, and differ in light.
 */
export function isSamePicture(
  { images: a, row: i }: Described,
  { images: b, row: j }: Described,
  distance: number,
): boolean {
  if (hammingDistance(a.phash[i], b.phash[j]) > distance) return false;
  const [width, height] = uprightSize(a, i);
  const [otherWidth, otherHeight] = uprightSize(b, j);
  if (Math.abs(Math.log((width * otherHeight) / (height * otherWidth))) > aspect) return false;
  return (['brightness', 'contrast', 'red', 'green', 'blue'] as const).every(
    (name) => Math.abs(a[name][i] - b[name][j]) <= tone,
  );
}

export interface Described {
  images: Images;
  row: number;
}

/** Bits that differ between two hashes of 16 hex digits, 0–64; infinite where one is missing. */
export function hammingDistance(a: string, b: string): number {
  if (a.length !== 16 || b.length !== 16) return Number.POSITIVE_INFINITY;
  return bitsOf(halfOf(a, 0) ^ halfOf(b, 0)) + bitsOf(halfOf(a, 8) ^ halfOf(b, 8));
}

/** Width and height as seen, after the orientation that EXIF asks for; 0 where it was not decoded. */
export function uprightSize({ width, height, orientation }: Images, row: number): [width: number, height: number] {
  return orientation[row] >= 5 ? [height[row], width[row]] : [width[row], height[row]];
}

function halfOf(hash: string, start: number): number {
  return Number.parseInt(hash.slice(start, start + 8), 16);
}

/** Set bits of a 32-bit integer. */
function bitsOf(integer: number): number {
  let bits = integer - ((integer >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
