/**
 * Calibration of the top-1 confidence: how far "90 % sure" is from being right 90 % of the time. Bins of equal width are
 * ((b − 1)/bins, b/bins] of the largest probability.
 */
import type { ProbabilityColumns } from './columns.ts';
import type { WeightedScore } from './ranking.ts';
import { argmax } from './softmax.ts';

type Columns = Omit<ProbabilityColumns, 'predicted'>;

/**
 * Expected calibration error (Guo et al. 2017): Σ_b (n_b / n)·|mean confidence − accuracy| over bins of equal width, in
 * [0, 1]. NaN of no images.
 *
 * @param bins - number of bins
 * @returns the error under any image weights
 */
export function calibrationError(columns: Columns, bins = 15): WeightedScore {
  const binned = binByWidth(columns, bins);
  return (weights) => expectedGap(tallyBins(binned, weights));
}

/**
 * Maximum calibration error (Naeini et al. 2015): the largest |mean confidence − accuracy| of the bins of equal width
 * that hold an image, in [0, 1]. NaN of no images.
 */
export function maximumCalibrationError(columns: Columns, bins = 15): WeightedScore {
  const binned = binByWidth(columns, bins);
  return (weights) => largestGap(tallyBins(binned, weights));
}

/**
 * Adaptive calibration error: the expected error over `bins` bins of (nearly) equal numbers of images, so that no bin is
 * empty and none holds nearly everything. Bin edges lie midway between neighbours; equal confidences share a bin.
 * NaN of no images.
 *
 * @returns the error under whole image weights, each counting the image so many times
 */
export function adaptiveCalibrationError(columns: Columns, bins = 15): WeightedScore {
  const { confidence, correct } = topPredictions(columns);
  const order = Int32Array.from(confidence, (_, i) => i).sort((left, right) => confidence[left] - confidence[right]);
  const bin = new Int32Array(order.length);
  return (weights) => {
    const edges = equalMassEdges(repeat(order, confidence, weights), bins);
    let b = 0;
    for (let at = 0; at < order.length; at++) {
      while (confidence[order[at]] > edges[b]) b++;
      bin[order[at]] = b;
    }
    return expectedGap(tallyBins({ confidence, correct, bin, bins: edges.length }, weights));
  };
}

/** One bar of a reliability diagram: the images whose confidence lies in (low, high]. */
export interface ReliabilityBin {
  low: number;
  high: number;
  /** Number of images. */
  n: number;
  /** Their mean confidence; NaN where there is none. */
  confidence: number;
  /** Share of them that are right; NaN where there is none. */
  accuracy: number;
}

/** The bars of a reliability diagram, by rising confidence, empty ones included. */
export function reliabilityBins(columns: Columns, bins = 15): ReliabilityBin[] {
  const { weight, confidence, correct } = tallyBins(binByWidth(columns, bins));
  return Array.from(weight, (n, b) => ({
    low: b / bins,
    high: (b + 1) / bins,
    n,
    confidence: confidence[b] / n,
    accuracy: correct[b] / n,
  }));
}

function binByWidth(columns: Columns, bins: number): Binned {
  const top = topPredictions(columns);
  return { ...top, bin: Int32Array.from(top.confidence, (value) => equalWidthBin(value, bins)), bins };
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

/** The confidences, ascending, each as often as its image counts. */
function repeat(order: Int32Array, confidence: Float64Array, weights?: ArrayLike<number>): Float64Array {
  if (weights === undefined) return Float64Array.from(order, (i) => confidence[i]);
  let n = 0;
  for (let i = 0; i < order.length; i++) n += weights[i];
  const repeated = new Float64Array(n);
  for (let at = 0, end = 0; at < order.length; at++) {
    const from = end;
    end += weights[order[at]];
    repeated.fill(confidence[order[at]], from, end);
  }
  return repeated;
}

/** Upper edges of bins of nearly equal numbers of ascending values, the first of them one larger; never falling. */
function equalMassEdges(ascending: Float64Array, most: number): Float64Array {
  const bins = Math.max(1, Math.min(most, ascending.length));
  const size = Math.trunc(ascending.length / bins);
  const larger = ascending.length % bins;
  const edges = new Float64Array(bins).fill(Number.POSITIVE_INFINITY);
  for (let b = 1; b < bins; b++) {
    const end = b * size + Math.min(b, larger);
    edges[b - 1] = (ascending[end - 1] + ascending[end]) / 2;
  }
  return edges;
}

interface Binned {
  confidence: Float64Array;
  /** 1 where the likeliest class is the true one. */
  correct: Uint8Array;
  bin: Int32Array;
  bins: number;
}

/** Totals of each bin. */
interface BinTotals {
  weight: Float64Array;
  confidence: Float64Array;
  correct: Float64Array;
}

function tallyBins({ confidence, correct, bin, bins }: Binned, weights?: ArrayLike<number>): BinTotals {
  const totals = {
    weight: new Float64Array(bins),
    confidence: new Float64Array(bins),
    correct: new Float64Array(bins),
  };
  for (let i = 0; i < confidence.length; i++) {
    const weight = weights ? weights[i] : 1;
    totals.weight[bin[i]] += weight;
    totals.confidence[bin[i]] += weight * confidence[i];
    totals.correct[bin[i]] += weight * correct[i];
  }
  return totals;
}

function expectedGap({ weight, confidence, correct }: BinTotals): number {
  let gaps = 0;
  let total = 0;
  for (let b = 0; b < weight.length; b++) {
    gaps += Math.abs(confidence[b] - correct[b]);
    total += weight[b];
  }
  return gaps / total;
}

function largestGap({ weight, confidence, correct }: BinTotals): number {
  let largest = Number.NaN;
  for (let b = 0; b < weight.length; b++) {
    if (weight[b] === 0) continue;
    const gap = Math.abs(confidence[b] - correct[b]) / weight[b];
    if (!(gap <= largest)) largest = gap;
  }
  return largest;
}
