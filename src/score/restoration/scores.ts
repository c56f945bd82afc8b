/** The restoration scores that a policy's `score:` may take: means over images. */
import { mean } from '../classification/probability.ts';
import { meanUnits, type PairedUnits } from '../paired-units.ts';
import { meanOfUnits, type ScoredUnits } from '../single-units.ts';
import { checkPaired, checkRestoration, type RestorationColumns } from './columns.ts';

export { selectImages } from './columns.ts';

/** What an image counts at most, in dB: equal pictures have no noise, and one of them must not drown all others. */
export const HIGHEST_PSNR = 100;

const scores = {
  /** Mean over images of the peak signal-to-noise ratio in dB, each at most 100. */
  psnr: ({ psnr }: RestorationColumns) => psnr.map((value) => Math.min(value, HIGHEST_PSNR)),
  /** Mean over images of the structural similarity, in [−1, 1]. */
  ssim: ({ ssim }: RestorationColumns) => ssim,
};

export type RestorationScoreName = keyof typeof scores;

/** Every name that `computeRestorationScore` knows, in the order reports list them. */
export const restorationScoreNames = Object.keys(scores) as RestorationScoreName[];

/** Whether a policy's word names a restoration score. */
export const isRestorationScore = (name: string): name is RestorationScoreName => Object.hasOwn(scores, name);

/** Which way is better: higher, for both. */
export const restorationDirection = (_name: RestorationScoreName): 'higher' => 'higher';

/**
 * One score of one model.
 *
 * @returns the score; NaN of no images
 * @throws {RangeError} where lengths disagree
 */
export function computeRestorationScore(name: RestorationScoreName, columns: RestorationColumns): number {
  checkRestoration(columns);
  return mean(scores[name](columns));
}

/**
 * What the bootstrap of one model's score resamples.
 *
 * @param cluster - cluster of each image, where images are not independent
 * @throws {RangeError} where lengths disagree
 */
export function restorationScoredUnits(
  name: RestorationScoreName,
  columns: RestorationColumns,
  cluster?: Int32Array,
): ScoredUnits {
  checkRestoration(columns);
  return meanOfUnits(scores[name](columns), cluster);
}

/**
 * What the paired bootstrap of one score of two models on the same images resamples.
 *
 * @param cluster - cluster of each image, where images are not independent (frames of one film)
 * @throws {RangeError} where lengths disagree, or the two differ in number of images
 */
export function restorationPairedUnits(
  name: RestorationScoreName,
  base: RestorationColumns,
  head: RestorationColumns,
  cluster?: Int32Array,
): PairedUnits {
  checkPaired(base, head);
  return meanUnits(scores[name](base), scores[name](head), restorationDirection(name), cluster);
}
