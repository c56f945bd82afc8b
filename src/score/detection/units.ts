/**
 * What a bootstrap of a detection score resamples: images, or clusters of images. Matched once and sorted once; a resample is one
 * pass over each class's ranking under integer weights.
 */
import type { PairedUnits } from '../paired-units.ts';
import { groupRows } from '../sampling-units.ts';
import type { ScoredUnits } from '../single-units.ts';
import { checkDetection, checkPaired, type DetectionColumns, imageCount } from './columns.ts';
import type { WeightedCurve } from './curve.ts';
import { matchClasses } from './matching.ts';
import { markDifferences, poolRankings, type Ranking, rankingOf } from './ranking.ts';
import { type DetectionScore, type DetectionScoreName, detectionScore, meanOfCurves } from './scores.ts';

/**
 * What the bootstrap of one model's score resamples.
 *
 * @param cluster - cluster of each image, where images are not independent
 * @throws {RangeError} as `computeDetectionScore`
 */
export function detectionScoredUnits(
  name: DetectionScoreName,
  columns: DetectionColumns,
  cluster?: Int32Array,
): ScoredUnits {
  checkDetection(columns);
  const score = detectionScore(name);
  const n = imageCount(columns);
  const rankings = rankingsOf(columns, score);
  const { counts, type } = typesOf(n, [rankings], new Uint8Array(n), cluster);
  const curves = curvesOf(rankings, score);
  const weights = new Int32Array(n);
  return {
    counts,
    score(drawn) {
      for (let i = 0; i < n; i++) weights[i] = drawn[type[i]];
      return meanOfCurves(curves, weights);
    },
  };
}

/**
 * What the paired bootstrap of one score of two models on the same images resamples.
 *
 * @param cluster - cluster of each image, where images are not independent (frames of one film, one patient)
 * @throws {RangeError} as `computeDetectionScore`, or where the two differ in images, classes or true objects
 */
export function detectionPairedUnits(
  name: DetectionScoreName,
  base: DetectionColumns,
  head: DetectionColumns,
  cluster?: Int32Array,
): PairedUnits {
  return pairUnits(detectionScore(name), base, head, cluster);
}

/** The same of the AP of one class. @throws {RangeError} as `detectionPairedUnits` */
export function classPairedUnits(
  category: number,
  base: DetectionColumns,
  head: DetectionColumns,
  cluster?: Int32Array,
): PairedUnits {
  return pairUnits(detectionScore('map'), base, head, cluster, category);
}

function pairUnits(
  score: DetectionScore,
  base: DetectionColumns,
  head: DetectionColumns,
  cluster?: Int32Array,
  category?: number,
): PairedUnits {
  checkPaired(base, head);
  const n = imageCount(base);
  const [own, theirs] = [rankingsOf(base, score, category), rankingsOf(head, score, category)];
  const differs = new Uint8Array(n);
  own.forEach((ranking, k) => {
    markDifferences(ranking, theirs[k], differs);
  });
  const { counts, type, discordant } = typesOf(n, [own, theirs], differs, cluster);
  const [curvesOfBase, curvesOfHead] = [curvesOf(own, score), curvesOf(theirs, score)];
  const weights = new Int32Array(n);
  let pooled: WeightedCurve[] | undefined;
  const [asBase, asHead] = [new Int32Array(2 * n), new Int32Array(2 * n)];
  return {
    counts,
    discordant,
    effect(drawn, swapped) {
      if (swapped === undefined) {
        for (let i = 0; i < n; i++) weights[i] = drawn[type[i]];
        return meanOfCurves(curvesOfBase, weights) - meanOfCurves(curvesOfHead, weights);
      }
      pooled ??= curvesOf(
        own.map((ranking, k) => poolRankings(ranking, theirs[k])),
        score,
      );
      for (let i = 0; i < n; i++) {
        const exchanged = swapped[type[i]];
        const kept = drawn[type[i]] - exchanged;
        asBase[2 * i] = kept;
        asBase[2 * i + 1] = exchanged;
        asHead[2 * i] = exchanged;
        asHead[2 * i + 1] = kept;
      }
      return meanOfCurves(pooled, asBase) - meanOfCurves(pooled, asHead);
    },
  };
}

/** The rankings of classes of which a true object counts: others never score, whatever is drawn. */
function rankingsOf(columns: DetectionColumns, score: DetectionScore, category?: number): Ranking[] {
  return matchClasses(columns, {}, category)
    .map((matches) => rankingOf(matches, score))
    .filter(({ truthImage }) => truthImage.length > 0);
}

const curvesOf = (rankings: readonly Ranking[], score: DetectionScore): WeightedCurve[] =>
  rankings.map((ranking) => score.curve(ranking, score));

interface Types {
  /** Sampling units of each type. */
  counts: Int32Array;
  /** Type of each image. */
  type: Int32Array;
  /** 1 for types of images that differ. */
  discordant: Uint8Array;
}

/** Every unit is a type of its own but those whose images hold nothing that counts: these are all alike. */
function typesOf(n: number, models: readonly Ranking[][], differs: Uint8Array, cluster?: Int32Array): Types {
  const holds = new Uint8Array(n);
  for (const { image, truthImage } of models.flat()) {
    for (const i of image) holds[i] = 1;
    for (const i of truthImage) holds[i] = 1;
  }
  const type = new Int32Array(n);
  const counts: number[] = [];
  const discordant: number[] = [];
  let empty = -1;
  for (const images of groupRows(n, cluster)) {
    const held = images.some((i) => holds[i] === 1);
    let own = held ? -1 : empty;
    if (own < 0) {
      own = counts.push(0) - 1;
      discordant.push(Number(images.some((i) => differs[i] === 1)));
      if (!held) empty = own;
    }
    counts[own]++;
    for (const i of images) type[i] = own;
  }
  return { counts: Int32Array.from(counts), type, discordant: Uint8Array.from(discordant) };
}
