/** How far one tensor is from another that it should equal, as sums that can be added up over images. */

/** Sums over the values of two tensors, in order: values, reference², other², product, difference², and the largest difference and reference in size. */
export type ParitySums = Float64Array;

export const PARITY_SUMS = 7;

export interface Parity {
  /** Values compared. */
  values: number;
  /** Cosine of the angle between the two, −1 to 1; 1 where both are zero. */
  cosine: number;
  /** Signal to quantisation noise in dB, 10 log₁₀ (Σ reference² / Σ difference²); ∞ where they are equal. */
  sqnr: number;
  /** Largest difference, in the output's own unit, and the largest value of the reference beside it. */
  maxError: number;
  maxReference: number;
}

/** @param other - as many values as `reference` has */
export function paritySums(reference: ArrayLike<number>, other: ArrayLike<number>): ParitySums {
  const sums = new Float64Array(PARITY_SUMS);
  for (let i = 0; i < reference.length; i++) {
    const [a, b] = [Number(reference[i]), Number(other[i])];
    const difference = Math.abs(a - b);
    sums[1] += a * a;
    sums[2] += b * b;
    sums[3] += a * b;
    // Equal infinities differ by nothing.
    sums[4] += a === b ? 0 : difference * difference;
    if (a !== b && !(difference <= sums[5])) sums[5] = difference;
    if (!(Math.abs(a) <= sums[6])) sums[6] = Math.abs(a);
  }
  sums[0] = reference.length;
  return sums;
}

/** Adds the sums of another image. */
export function addParity(total: ParitySums, sums: ParitySums): void {
  for (let i = 0; i < 5; i++) total[i] += sums[i];
  for (let i = 5; i < PARITY_SUMS; i++) if (!(sums[i] <= total[i])) total[i] = sums[i];
}

export function parityOf([values, squares, others, products, noise, maxError, maxReference]: ParitySums): Parity {
  const lengths = Math.sqrt(squares * others);
  return {
    values,
    cosine: lengths === 0 ? Number(squares === others) : products / lengths,
    sqnr: noise === 0 ? Number.POSITIVE_INFINITY : 10 * Math.log10(squares / noise),
    maxError,
    maxReference,
  };
}
