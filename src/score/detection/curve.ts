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

/** Detections that a threshold has to look at: 2 × position, + 1 where it ignores the detection and does not find it. */
type Events = Int32Array;

/**
 * Mean over the part's overlap thresholds of the precision at 101 recalls, each the best at that recall or beyond.
 *
 * Copies of one image stand next to each other, detection by detection.
 */
export function averagePrecision(ranking: Ranking, { thresholds }: Part): WeightedCurve {
  const events = thresholds.map((t) => eventsOf(ranking, t));
  const end = events.reduce((last, own) => Math.max(last, (own.at(-1) ?? -2) >> 1), -1) + 1;
  const image = ranking.image.slice(0, end);
  const longest = events.reduce((most, own) => Math.max(most, own.length), 0);
  const seen = new Float64Array(end);
  const hits = new Float64Array(longest + 1);
  const precision = new Float64Array(longest + 1);
  const needed = new Float64Array(recallThresholds.length);

  return (weights) => {
    const objects = weigh(ranking.truthImage, weights);
    if (objects === 0) return Number.NaN;
    hitsNeeded(objects, needed);
    for (let at = 0, sum = 0; at < end; at++) {
      sum += weights[image[at]];
      seen[at] = sum;
    }
    let total = 0;
    for (const own of events) {
      let found = 0;
      let skipped = 0;
      let n = 0;
      for (let e = 0; e < own.length; e++) {
        const at = own[e] >> 1;
        const weight = weights[image[at]];
        if (weight === 0) continue;
        if (own[e] & 1) {
          skipped += weight;
          continue;
        }
        found += weight;
        n++;
        hits[n] = found;
        precision[n] = found / (seen[at] - skipped + spacing);
      }
      let best = 0;
      let reached = recallThresholds.length - 1;
      while (reached >= 0 && needed[reached] > found) reached--;
      for (; n > 0; n--) {
        if (precision[n] > best) best = precision[n];
        // hits[0] is 0, and the lowest recall is reached at once.
        for (const before = hits[n - 1]; reached > 0 && needed[reached] > before; reached--) total += best;
      }
      if (found > 0) total += best;
    }
    return total / (recallThresholds.length * events.length);
  };
}

/** Mean over the part's overlap thresholds of the share of true objects found. */
export function averageRecall(ranking: Ranking, { thresholds }: Part): WeightedCurve {
  const hits = Array.from(ranking.found.keys()).filter((at) => ranking.found[at] !== 0);
  const image = Int32Array.from(hits, (at) => ranking.image[at]);
  const times = Uint8Array.from(hits, (at) => thresholds.filter((t) => (ranking.found[at] >> t) & 1).length);
  return (weights) => {
    const objects = weigh(ranking.truthImage, weights);
    let found = 0;
    for (let at = 0; at < image.length; at++) found += weights[image[at]] * times[at];
    return objects === 0 ? Number.NaN : found / objects / thresholds.length;
  };
}

function eventsOf({ found, ignored }: Ranking, threshold: number): Events {
  const events: number[] = [];
  for (let at = 0; at < found.length; at++) {
    if ((found[at] >> threshold) & 1) events.push(2 * at);
    else if ((ignored[at] >> threshold) & 1) events.push(2 * at + 1);
  }
  return Int32Array.from(events);
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
