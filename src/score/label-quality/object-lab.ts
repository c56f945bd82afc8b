/**
 * ObjectLab: which boxes of a detection dataset are likely wrong, by a model that has not seen the images (Tkachenko, Thyagarajan,
 * Mueller 2023, "ObjectLab: Automated Diagnosis of Mislabeled Images in Object Detection Data"). Numbers, defaults and thresholds
 * are those of cleanlab's `object_detection`.
 */
import { type DetectionColumns, imageCount } from '../detection/columns.ts';
import { meanPrecisions } from './object-precision.ts';
import { matrixOf, type PairMatrix, smallestSimilarity } from './object-similarity.ts';

/** Quality of each box, 0 (likely wrong) to 1. */
export interface BoxQuality {
  /** By detection: whether an object was overlooked where it lies; NaN where it is not sure, or overlaps a true box. */
  overlooked: Float64Array;
  /** By true object: whether its box is badly located. */
  badlyLocated: Float64Array;
  /** By true object: whether its class is another. */
  swapped: Float64Array;
}

/** A detection of this confidence speaks for an object that is not marked, or marked as another class. */
const high = 0.95;
/** A detection of more than this speaks for a better place of a box of its class. */
const low = 0.5;
/** Boxes that overlap by this much (IoU) and differ in class are one object marked twice. */
const twice = 0.95;
/** How sharply the softmin of an image's boxes takes the worst. */
const temperature = 0.1;
/** Share of a class's mean precision below which a box of it is flagged. */
const flagFactor = 0.8;
const precisionFactor = 0.25;

/** The quality of every box; columns' boxes are compared, whatever `overlap` says. */
export function boxQuality(columns: DetectionColumns): BoxQuality {
  const { truth, detected } = columns;
  const least = smallestSimilarity(columns);
  const quality: BoxQuality = {
    overlooked: new Float64Array(detected.category.length).fill(Number.NaN),
    badlyLocated: new Float64Array(truth.category.length).fill(1),
    swapped: new Float64Array(truth.category.length).fill(1),
  };
  for (let image = 0; image < imageCount(columns); image++) {
    const matrix = matrixOf(columns, image);
    judgeOverlooked(columns, matrix, least, quality.overlooked);
    judgePlaces(columns, matrix, quality.badlyLocated);
    judgeClasses(columns, matrix, least, quality.swapped);
  }
  return quality;
}

/** Boxes that are likely wrong, 1 or 0 each: those whose quality lies below a share of their class's mean precision. */
export function boxIssues(columns: DetectionColumns, quality: BoxQuality): Record<keyof BoxQuality, Uint8Array> {
  const precisions = meanPrecisions(columns).map((value) =>
    Math.fround(Math.fround(value * precisionFactor) * flagFactor),
  );
  const flags = (values: Float64Array, categories: Int32Array) =>
    Uint8Array.from(values, (value, row) => (value <= precisions[categories[row]] ? 1 : 0));
  return {
    overlooked: flags(quality.overlooked, columns.detected.category),
    badlyLocated: flags(quality.badlyLocated, columns.truth.category),
    swapped: flags(quality.swapped, columns.truth.category),
  };
}

/** Quality of each image, 0–1: the geometric mean of the softmin of its boxes' three qualities. */
export function imageQuality({ truth, detected }: DetectionColumns, quality: BoxQuality): Float64Array {
  const n = truth.start.length - 1;
  return Float64Array.from({ length: n }, (_, image) => {
    const own = (values: Float64Array, start: Int32Array) =>
      Math.log(1e-100 + softmin(values.subarray(start[image], start[image + 1])));
    return Math.exp(
      (own(quality.overlooked, detected.start) +
        own(quality.badlyLocated, truth.start) +
        own(quality.swapped, truth.start)) /
        3,
    );
  });
}

/** The softmin of what is judged, 1 where nothing is. */
function softmin(values: Float64Array): number {
  const judged = values.filter((value) => !Number.isNaN(value));
  if (judged.length === 0) return 1;
  const least = judged.reduce((a, b) => Math.min(a, b));
  const weights = judged.map((value) => Math.exp((least - value) / temperature));
  const sum = weights.reduce((a, b) => a + b);
  return judged.reduce((total, value, index) => total + (weights[index] / sum) * value, 0);
}

/** A sure detection that overlaps no box at all: the farther the nearest box of its class, the surer. */
function judgeOverlooked({ truth, detected }: DetectionColumns, matrix: PairMatrix, least: number, into: Float64Array) {
  for (let j = 0; j < matrix.detections; j++) {
    const row = matrix.firstDetection + j;
    if (detected.score[row] < high || anyOverlap(matrix, j)) continue;
    let nearest = Number.NaN;
    for (let i = 0; i < matrix.objects; i++) {
      if (truth.category[matrix.firstObject + i] !== detected.category[row]) continue;
      const similarity = matrix.similarity[i * matrix.detections + j];
      if (!(similarity <= nearest)) nearest = similarity;
    }
    into[row] = Number.isNaN(nearest) ? least * (1 - detected.score[row]) : nearest;
  }
}

function anyOverlap({ objects, detections, overlap }: PairMatrix, j: number): boolean {
  for (let i = 0; i < objects; i++) if (overlap[i * detections + j] > 0) return true;
  return false;
}

/** How like the most similar detection of its class is that overlaps a box at all. */
function judgePlaces({ truth, detected }: DetectionColumns, matrix: PairMatrix, into: Float64Array) {
  for (let i = 0; i < matrix.objects; i++) {
    const row = matrix.firstObject + i;
    let most = Number.NaN;
    for (let j = 0; j < matrix.detections; j++) {
      const by = matrix.firstDetection + j;
      const at = i * matrix.detections + j;
      if (detected.category[by] !== truth.category[row] || !(detected.score[by] > low)) continue;
      if (matrix.overlap[at] > 0 && !(matrix.similarity[at] <= most)) most = matrix.similarity[at];
    }
    if (!Number.isNaN(most)) into[row] = most;
  }
}

/** How unlike the most similar sure detection of another class is; least where the box is marked twice, as two classes. */
function judgeClasses({ truth, detected }: DetectionColumns, matrix: PairMatrix, least: number, into: Float64Array) {
  for (let i = 0; i < matrix.objects; i++) {
    const row = matrix.firstObject + i;
    let most = Number.NaN;
    for (let j = 0; j < matrix.detections; j++) {
      const by = matrix.firstDetection + j;
      if (detected.category[by] === truth.category[row] || !(detected.score[by] > high)) continue;
      const similarity = matrix.similarity[i * matrix.detections + j];
      if (!(similarity <= most)) most = similarity;
    }
    if (matrix.isMarkedTwice(i, twice)) into[row] = least;
    else if (!Number.isNaN(most)) into[row] = Math.max(least, 1 - most);
  }
}
