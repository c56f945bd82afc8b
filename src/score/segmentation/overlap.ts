/** Scores of class maps from pixels counted by true class, by predicted class, and where both agree. */
import type { ClassTallies } from '../classification/tallies.ts';

/**
 * Intersection over union of a class, hits / (support + predicted − hits), in [0, 1]; NaN where it is neither true nor
 * predicted.
 */
export function iouOfClass({ support, predicted, hits }: ClassTallies, c: number): number {
  return hits[c] / (support[c] + predicted[c] - hits[c]);
}

/** Dice coefficient of a class, 2·hits / (support + predicted), in [0, 1]; NaN where it is neither true nor predicted. */
export function diceOfClass({ support, predicted, hits }: ClassTallies, c: number): number {
  return (2 * hits[c]) / (support[c] + predicted[c]);
}

/** Mean IoU of the classes that are true or predicted somewhere, in [0, 1]; NaN where none is. */
export const meanIou = (tallies: ClassTallies): number => meanOfUsed(iouOfClass, tallies);

/** Mean Dice coefficient of the classes that are true or predicted somewhere, in [0, 1]; NaN where none is. */
export const meanDice = (tallies: ClassTallies): number => meanOfUsed(diceOfClass, tallies);

/** IoU of the classes weighted by their true pixels, in [0, 1]; NaN where there are none. */
export function frequencyWeightedIou(tallies: ClassTallies): number {
  const { support } = tallies;
  let total = 0;
  let pixels = 0;
  for (let c = 0; c < support.length; c++) {
    if (support[c] === 0) continue;
    total += support[c] * iouOfClass(tallies, c);
    pixels += support[c];
  }
  return total / pixels;
}

function meanOfUsed(ofClass: typeof iouOfClass, tallies: ClassTallies): number {
  const { support, predicted } = tallies;
  let total = 0;
  let used = 0;
  for (let c = 0; c < support.length; c++) {
    if (support[c] + predicted[c] === 0) continue;
    total += ofClass(tallies, c);
    used++;
  }
  return total / used;
}
