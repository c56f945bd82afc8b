/** Expected calibration error of the top-1 confidence: how far "90 % sure" is from being right 90 % of the time. */
import type { ProbabilityColumns } from './columns.ts';
import type { WeightedScore } from './ranking.ts';
import { argmax } from './softmax.ts';

type Columns = Omit<ProbabilityColumns, 'predicted'>;

/**
 * Expected calibration error (Guo et al. 2017): Σ_b (n_b / n)·|mean confidence − accuracy| over equal-width bins
 * ((b − 1)/bins, b/bins] of the largest probability, in [0, 1]. NaN of no images.
 *
 * @param bins - number of bins
 * @returns the error under any image weights
 */
export function calibrationError(columns: Columns, bins = 15): WeightedScore {
  const { confidence, correct } = topPredictions(columns);
  const bin = Int32Array.from(confidence, (value) => equalWidthBin(value, bins));
  return (weights) => errorOfBins({ confidence, correct, bin, bins }, weights);
}

/**
 * Adaptive calibration error: the same sum over `bins` bins of (nearly) equal numbers of images, so that no bin is
 * empty and none holds nearly everything. Bin edges lie midway between neighbours; equal confidences share a bin.
 * NaN of no images.
 */
export function adaptiveCalibrationError(columns: Columns, bins = 15): number {
  const { confidence, correct } = topPredictions(columns);
  const edges = equalMassEdges(confidence, Math.min(bins, confidence.length));
  const bin = Int32Array.from(confidence, (value) => edges.findIndex((edge) => value <= edge));
  return errorOfBins({ confidence, correct, bin, bins: edges.length });
}

function topPredictions({ truth, scores, classes }: Columns) {
  const top = argmax(scores, classes);
  return {
    confidence: Float64Array.from(top, (c, i) => scores[i * classes + c]),
    correct: Uint8Array.from(top, (c, i) => Number(c === truth[i])),
  };
}

/** Index b with b/bins < value ≤ (b + 1)/bins, compared against the edges themselves rather than a rounded product. */
function equalWidthBin(value: number, bins: number): number {
  let index = Math.min(Math.max(Math.ceil(value * bins) - 1, 0), bins - 1);
  if (index > 0 && value <= index / bins) index--;
  else if (index < bins - 1 && value > (index + 1) / bins) index++;
  return index;
}

function equalMassEdges(confidence: Float64Array, bins: number): number[] {
  const sorted = confidence.toSorted();
  const size = Math.trunc(sorted.length / bins);
  const larger = sorted.length % bins;
  const edges = new Set<number>();
  for (let b = 1; b < bins; b++) {
    const end = b * size + Math.min(b, larger);
    edges.add((sorted[end - 1] + sorted[end]) / 2);
  }
  edges.add(Number.POSITIVE_INFINITY);
  return [...edges];
}

interface Binned {
  confidence: Float64Array;
  correct: Uint8Array;
  bin: Int32Array;
  bins: number;
}

function errorOfBins({ confidence, correct, bin, bins }: Binned, weights?: ArrayLike<number>): number {
  const gap = new Float64Array(bins);
  let total = 0;
  for (let i = 0; i < confidence.length; i++) {
    const weight = weights ? weights[i] : 1;
    gap[bin[i]] += weight * (confidence[i] - correct[i]);
    total += weight;
  }
  return gap.reduce((sum, value) => sum + Math.abs(value), 0) / total;
}
