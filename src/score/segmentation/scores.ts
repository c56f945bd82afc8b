/** The segmentation scores that a policy's `score:` may take, and how each is computed and compared. */

import { talliesOf } from '../class-sums.ts';
import { accuracy, balancedAccuracy } from '../classification/agreement.ts';
import type { ClassTallies } from '../classification/tallies.ts';
import type { PairedUnits } from '../paired-units.ts';
import type { ScoredUnits } from '../single-units.ts';
import { type Addends, type OfSums, sumAddends, summedOfUnits, summedUnits } from '../summed-units.ts';
import type { ClassValues } from '../task-scores.ts';
import { checkPaired, checkSegmentation, type SegmentationColumns } from './columns.ts';
import { diceOfClass, frequencyWeightedIou, iouOfClass, meanDice, meanIou } from './overlap.ts';
import { boundaryAddends, classAddends, imageIouAddends, meanOfSums, pixelAddends } from './sums.ts';

export { selectImages } from './columns.ts';

/** A score of sums over images. */
interface SegmentationScore {
  addends(columns: SegmentationColumns): Addends;
  ofSums: OfSums;
}

const ofPixels = (score: (tallies: ClassTallies) => number): SegmentationScore => ({
  addends: pixelAddends,
  ofSums: (sums) => score(talliesOf(sums)),
});

const scores = {
  /** Of all images' pixels together. */
  mean_iou: ofPixels(meanIou),
  mean_dice: ofPixels(meanDice),
  pixel_accuracy: ofPixels(accuracy),
  mean_class_accuracy: ofPixels(balancedAccuracy),
  frequency_weighted_iou: ofPixels(frequencyWeightedIou),
  /** Mean over images, of those with a pixel that counts, of the mean IoU of the classes true or predicted in each. */
  mean_image_iou: { addends: imageIouAddends, ofSums: meanOfSums },
  /** Mean over classes of the mean over the images in which the class has a boundary. NaN where none were compared. */
  boundary_f: { addends: boundaryAddends, ofSums: meanOfSums },
} satisfies Record<string, SegmentationScore>;

export type SegmentationScoreName = keyof typeof scores;

/** Every name that `computeSegmentationScore` knows, in the order reports list them. */
export const segmentationScoreNames = Object.keys(scores) as SegmentationScoreName[];

/** Whether a policy's word names a segmentation score. */
export const isSegmentationScore = (name: string): name is SegmentationScoreName => Object.hasOwn(scores, name);

/** Which way is better: higher, for every one. */
export const segmentationDirection = (_name: SegmentationScoreName): 'higher' => 'higher';

/**
 * One score of one model, in [0, 1].
 *
 * @returns the score; NaN where it is undefined: no images, or no pixel that counts
 * @throws {RangeError} where lengths disagree
 */
export function computeSegmentationScore(name: SegmentationScoreName, columns: SegmentationColumns): number {
  checkSegmentation(columns);
  const { addends, ofSums }: SegmentationScore = scores[name];
  return ofSums(sumAddends(addends(columns)));
}

/**
 * What the bootstrap of one model's score resamples.
 *
 * @param cluster - cluster of each image, where images are not independent
 * @throws {RangeError} where lengths disagree
 */
export function segmentationScoredUnits(
  name: SegmentationScoreName,
  columns: SegmentationColumns,
  cluster?: Int32Array,
): ScoredUnits {
  checkSegmentation(columns);
  const { addends, ofSums }: SegmentationScore = scores[name];
  return summedOfUnits(addends(columns), ofSums, cluster);
}

/**
 * What the paired bootstrap of one score of two models on the same images resamples.
 *
 * @param cluster - cluster of each image, where images are not independent (frames of one film, one patient)
 * @throws {RangeError} where lengths disagree, or the two differ in images, classes or true pixels
 */
export function segmentationPairedUnits(
  name: SegmentationScoreName,
  base: SegmentationColumns,
  head: SegmentationColumns,
  cluster?: Int32Array,
): PairedUnits {
  checkPaired(base, head);
  const { addends, ofSums }: SegmentationScore = scores[name];
  return summedUnits(addends(base), addends(head), ofSums, segmentationDirection(name), cluster);
}

/** What each class scores in all images together; `n` counts its true pixels. */
export function perClassSegmentation(columns: SegmentationColumns): ClassValues[] {
  checkSegmentation(columns);
  const { classes } = columns;
  const tallies = talliesOf(sumAddends(pixelAddends(columns)));
  const boundary = sumAddends(boundaryAddends(columns));
  return Array.from(tallies.support, (n, c) => ({
    n,
    values: {
      iou: iouOfClass(tallies, c),
      dice: diceOfClass(tallies, c),
      boundary_f: columns.boundary ? boundary[c] / boundary[classes + c] : Number.NaN,
    },
  }));
}

/** What the paired bootstrap of one class's IoU resamples. @throws {RangeError} as `segmentationPairedUnits` */
export function classPairedUnits(
  category: number,
  base: SegmentationColumns,
  head: SegmentationColumns,
  cluster?: Int32Array,
): PairedUnits {
  checkPaired(base, head);
  const [own, theirs] = [classAddends(category, base), classAddends(category, head)];
  return summedUnits(own, theirs, (sums) => iouOfClass(talliesOf(sums), 0), 'higher', cluster);
}
