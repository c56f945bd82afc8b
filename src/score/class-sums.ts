import type { ClassTallies } from './classification/tallies.ts';

/** Support, answers and hits by class from their sums, laid end to end; views, not copies. */
export function talliesOf(sums: Float64Array): ClassTallies {
  const size = sums.length / 3;
  return {
    support: sums.subarray(0, size),
    predicted: sums.subarray(size, 2 * size),
    hits: sums.subarray(2 * size),
  };
}
