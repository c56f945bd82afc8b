/**
 * Scores of answered labels from each label's counts. Definitions are scikit-learn's for label indicators, with
 * `zero_division=0`: every label counts in a macro average, and 0/0 is 0. With no images every score is NaN.
 */
import { f1OfClass, precisionOfClass, recallOfClass } from '../classification/agreement.ts';
import type { ClassTallies } from '../classification/tallies.ts';

/** 2·Σ hits / Σ (support + predicted) over all labels, in [0, 1]. */
export function microF1({ support, predicted, hits }: ClassTallies): number {
  const whole = sum(support) + sum(predicted);
  return whole === 0 ? 0 : (2 * sum(hits)) / whole;
}

/** Mean F1 of the labels, in [0, 1]. */
export const macroF1 = (tallies: ClassTallies): number => macro(f1OfClass, tallies);

/** Mean precision of the labels, in [0, 1]. */
export const macroPrecision = (tallies: ClassTallies): number => macro(precisionOfClass, tallies);

/** Mean recall of the labels, in [0, 1]. */
export const macroRecall = (tallies: ClassTallies): number => macro(recallOfClass, tallies);

/** F1 averaged over the labels by how many images have them, in [0, 1]; 0 where none has any. */
export function weightedF1(tallies: ClassTallies): number {
  const { support } = tallies;
  let total = 0;
  for (let c = 0; c < support.length; c++) total += support[c] * f1OfClass(tallies, c);
  const whole = sum(support);
  return whole === 0 ? 0 : total / whole;
}

function macro(ofClass: typeof f1OfClass, tallies: ClassTallies): number {
  let total = 0;
  for (let c = 0; c < tallies.support.length; c++) total += ofClass(tallies, c);
  return total / tallies.support.length;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}
