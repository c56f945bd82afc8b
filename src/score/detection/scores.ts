/** COCOeval's twelve numbers, by torchmetrics' names, and how each is computed. */
import type { ClassValues } from '../task-scores.ts';
import { checkDetection, type DetectionColumns, imageCount } from './columns.ts';
import { averagePrecision, averageRecall, type WeightedCurve } from './curve.ts';
import { type ClassMatches, type MatchingOptions, matchClasses } from './matching.ts';
import { detectionLimit, overlapThresholds, type Size } from './protocol.ts';
import { type Part, type Ranking, rankingOf } from './ranking.ts';

/** A mean over classes of a value of each class's ranking. */
export interface DetectionScore extends Part {
  curve(ranking: Ranking, part: Part): WeightedCurve;
}

const everyOverlap = [...overlapThresholds.keys()];

const precision = (size: Size, thresholds = everyOverlap): DetectionScore => ({
  curve: averagePrecision,
  size,
  limit: detectionLimit,
  thresholds,
});

const recall = (size: Size, limit = detectionLimit): DetectionScore => ({
  curve: averageRecall,
  size,
  limit,
  thresholds: everyOverlap,
});

const scores = {
  map: precision('all'),
  map_50: precision('all', [0]),
  map_75: precision('all', [5]),
  map_small: precision('small'),
  map_medium: precision('medium'),
  map_large: precision('large'),
  mar_1: recall('all', 1),
  mar_10: recall('all', 10),
  mar_100: recall('all'),
  mar_small: recall('small'),
  mar_medium: recall('medium'),
  mar_large: recall('large'),
} satisfies Record<string, DetectionScore>;

export type DetectionScoreName = keyof typeof scores;

/** Every name that `computeDetectionScore` knows, in the order of COCOeval's summary. */
export const detectionScoreNames = Object.keys(scores) as DetectionScoreName[];

/** Which part of the evaluation a score reads, and what of it. */
export const detectionScore = (name: DetectionScoreName): DetectionScore => scores[name];

/**
 * One score of one model, in [0, 1].
 *
 * @returns the score; NaN where COCOeval says −1: no true object counts
 * @throws {RangeError} where lengths disagree, an index is out of range, or masks are needed and absent
 */
export function computeDetectionScore(
  name: DetectionScoreName,
  columns: DetectionColumns,
  options: MatchingOptions = {},
): number {
  checkDetection(columns);
  return meanOverClasses(matchClasses(columns, options), scores[name], imageCount(columns));
}

/** All twelve, from one matching. @throws {RangeError} as `computeDetectionScore` */
export function summarise(
  columns: DetectionColumns,
  options: MatchingOptions = {},
): Record<DetectionScoreName, number> {
  checkDetection(columns);
  const matches = matchClasses(columns, options);
  return Object.fromEntries(
    detectionScoreNames.map((name) => [name, meanOverClasses(matches, scores[name], imageCount(columns))]),
  ) as Record<DetectionScoreName, number>;
}

/**
 * What each class scores; `n` counts its true objects that count. `ap`: mean over overlap thresholds; `ap_50`: at 0.5; `ar`: mean
 * recall of 100 detections an image.
 *
 * @throws {RangeError} as `computeDetectionScore`
 */
export function perClassDetection(columns: DetectionColumns, options: MatchingOptions = {}): ClassValues[] {
  checkDetection(columns);
  const once = new Int32Array(imageCount(columns)).fill(1);
  const read = (matches: ClassMatches, score: DetectionScore): number =>
    score.curve(rankingOf(matches, score), score)(once);
  return matchClasses(columns, options).map((matches) => ({
    n: matches.truth.counted.reduce((sum, bits) => sum + (bits & 1), 0),
    values: {
      ap: read(matches, scores.map),
      ap_50: read(matches, scores.map_50),
      ar: read(matches, scores.mar_100),
    },
  }));
}

function meanOverClasses(matches: readonly ClassMatches[], score: DetectionScore, images: number): number {
  const curves = matches.map((own) => score.curve(rankingOf(own, score), score));
  return meanOfCurves(curves, new Int32Array(images).fill(1));
}

/** Mean over the classes of which a true object counts; NaN where there is none. */
export function meanOfCurves(curves: readonly WeightedCurve[], weights: Int32Array): number {
  let sum = 0;
  let classes = 0;
  for (const curve of curves) {
    const value = curve(weights);
    if (Number.isNaN(value)) continue;
    sum += value;
    classes++;
  }
  return sum / classes;
}
