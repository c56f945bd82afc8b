/**
 * Average precision and recall of one class under weights of the images (how often each is in a resample), from its ranking.
 *
 * Of a ranking, precision is only ever read at true positives. One prefix sum of weights serves all thresholds; each then walks
 * its true positives, and the few detections that it alone ignores.
 */

import { recallThresholds } from './protocol.ts';
import type { Part, Ranking } from './ranking.ts';

/** What a score of one class is under image weights; NaN where no true object counts. */
export type WeightedCurve = (weights: Int32Array) => number;

/** `numpy.spacing(1)`, which pycocotools adds to what it divides by. */
const spacing = Number.EPSILON;

/**
 * Mean over the part's overlap thresholds of the precision at 101 recalls, each the best at that recall or beyond.
 *
 * Copies of one image stand next to each other, detection by detection.
 */
export function averagePrecision(ranking: Ranking, { thresholds }: Part): WeightedCurve {
  const stops = stopsOf(ranking);
  const events = thresholds.map((t) => eventsOf(ranking, stops, t));
  const image = ranking.image.slice(0, (stops.at(-1) ?? -1) + 1);
  const weight = new Float64Array(stops.length);
  // Detections up to each stop.
  const seen = new Float64Array(stops.length);
  const steps = recallThresholds.length;
  const needed = new Float64Array(steps + 1).fill(Number.POSITIVE_INFINITY);
  // Best precision from each recall up to the next.
  const reached = new Float64Array(steps);

  return (weights) => {
    const objects = weigh(ranking.truthImage, weights);
    if (objects === 0) return Number.NaN;
    hitsNeeded(objects, needed);
    for (let s = 0, at = 0, sum = 0; s < stops.length; s++) {
      for (const stop = stops[s]; at < stop; at++) sum += weights[image[at]];
      weight[s] = weights[image[at++]];
      sum += weight[s];
      seen[s] = sum;
    }
    let total = 0;
    for (const stop of events) {
      let found = 0;
      let skipped = 0;
      let best = 0;
      // Recall 0 is reached before anything is found.
      let step = 1;
      for (let e = 0; e < stop.length; e++) {
        const s = stop[e];
        if (s < 0) {
          skipped += weight[~s];
          continue;
        }
        found += weight[s];
        if (found >= needed[step]) {
          reached[step - 1] = best;
          for (step++; found >= needed[step]; step++) reached[step - 1] = 0;
          best = 0;
        }
        // Of an image that is not drawn, no more than at the detection before.
        const precision = found / (seen[s] - skipped + spacing);
        if (precision > best) best = precision;
      }
      for (reached[step - 1] = best, best = 0; step > 0; step--) {
        best = Math.max(best, reached[step - 1]);
        total += best;
      }
    }
    return total / (steps * events.length);
  };
}

/** Mean over the part's overlap thresholds of the share of true objects found. */
export function averageRecall(ranking: Ranking, { thresholds }: Part): WeightedCurve {
  const hits: number[] = [];
  for (let at = 0; at < ranking.found.length; at++) if (ranking.found[at] !== 0) hits.push(at);
  const image = Int32Array.from(hits, (at) => ranking.image[at]);
  const times = Uint8Array.from(hits, (at) => thresholds.filter((t) => (ranking.found[at] >> t) & 1).length);
  return (weights) => {
    const objects = weigh(ranking.truthImage, weights);
    let found = 0;
    for (let at = 0; at < image.length; at++) found += weights[image[at]] * times[at];
    return objects === 0 ? Number.NaN : found / objects / thresholds.length;
  };
}

/** Positions in a ranking that any threshold looks at: it finds the detection, or ignores it though another does not. */
function stopsOf({ found, ignored }: Ranking): Int32Array {
  const stops: number[] = [];
  for (let at = 0; at < found.length; at++) if ((found[at] | ignored[at]) !== 0) stops.push(at);
  return Int32Array.from(stops);
}

/** What one threshold looks at: indices into the stops, ascending; `~index` where it ignores the detection and does not find it. */
function eventsOf({ found, ignored }: Ranking, stops: Int32Array, threshold: number): Int32Array {
  const bit = 1 << threshold;
  const looked = Int32Array.from(stops.keys()).filter((s) => (found[stops[s]] | ignored[stops[s]]) & bit);
  return looked.map((s) => ((found[stops[s]] & bit) === 0 ? ~s : s));
}

function weigh(images: Int32Array, weights: Int32Array): number {
  let sum = 0;
  for (let at = 0; at < images.length; at++) sum += weights[images[at]];
  return sum;
}

/** Fewest hits with which found / objects reaches each recall threshold, as compared in double precision. */
function hitsNeeded(objects: number, needed: Float64Array): void {
  for (let r = 0; r < recallThresholds.length; r++) {
    let hits = Math.ceil(recallThresholds[r] * objects);
    while (hits > 0 && (hits - 1) / objects >= recallThresholds[r]) hits--;
    while (hits / objects < recallThresholds[r]) hits++;
    needed[r] = hits;
  }
}
