import type { LabelledProbabilities } from './confident-joint.ts';

export const labelQualities = ['self_confidence', 'normalized_margin', 'confidence_weighted_entropy'] as const;
export type LabelQuality = (typeof labelQualities)[number];

/** Lower bound of what is divided by, as in cleanlab. */
const least = 1e-6;

/** How far each label can be trusted by cleanlab's scores, 0–1, low is doubtful. */
export function labelQuality(given: LabelledProbabilities, method: LabelQuality): Float64Array {
  const { labels, probabilities, classes } = given;
  return Float64Array.from(labels, (label, row) =>
    scores[method](probabilities.subarray(row * classes, (row + 1) * classes), label),
  );
}

type Score = (p: Float32Array | Float64Array, label: number) => number;

const scores: Record<LabelQuality, Score> = {
  self_confidence: (p, label) => p[label],

  /** (p of the label − the largest other p + 1) / 2. */
  normalized_margin(p, label) {
    let other = 0;
    for (const [k, value] of p.entries()) if (k !== label && value > other) other = value;
    return (p[label] - other + 1) / 2;
  },

  /** Entropy of the answer over the confidence in the label, on a scale that falls as that grows. */
  confidence_weighted_entropy(p, label) {
    let entropy = 0;
    for (const value of p) if (value > 0) entropy -= value * Math.log(value);
    const weighted = entropy / Math.log(p.length) / Math.max(least, p[label]);
    return Math.log(weighted + 1) / Math.max(least, weighted);
  },
};
