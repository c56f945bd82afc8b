/** Corrections for testing many hypotheses at once. Any order of p-values; results keep that order. */

export interface Adjusted {
  /** Adjusted p-values: a test is rejected at level α exactly when its adjusted p ≤ α. */
  adjusted: number[];
  /** Whether each test is rejected at the level given. */
  rejected: boolean[];
  /** The level that each test's own p-value is held against at its rank. */
  levels: number[];
}

/**
 * Holm's step-down method (1979): the chance of any false rejection is at most `level`.
 *
 * The r-th smallest of m p-values is held against level / (m − r + 1), and the first that fails stops the rest.
 *
 * @param p - p-values in [0, 1]; none gives empty results
 * @param level - family-wise error rate, in (0, 1)
 */
export function holm(p: readonly number[], level: number): Adjusted {
  checkProbabilities(p);
  const order = ascendingOrder(p);
  const adjusted = new Array<number>(p.length);
  const levels = new Array<number>(p.length);
  let largest = 0;
  order.forEach((test, rank) => {
    const remaining = p.length - rank;
    largest = Math.max(largest, Math.min(1, remaining * p[test]));
    adjusted[test] = largest;
    levels[test] = level / remaining;
  });
  return { adjusted, rejected: adjusted.map((value) => value <= level), levels };
}

/**
 * Benjamini & Hochberg's step-up method (1995): of the rejections, an expected share of at most `level` is false.
 *
 * The r-th smallest of m p-values is held against r·level / m; the last that passes carries all before it.
 *
 * @param p - p-values in [0, 1]; none gives empty results
 * @param level - false discovery rate, in (0, 1)
 */
export function benjaminiHochberg(p: readonly number[], level: number): Adjusted {
  checkProbabilities(p);
  const order = ascendingOrder(p);
  const adjusted = new Array<number>(p.length);
  const levels = new Array<number>(p.length);
  let smallest = 1;
  for (let rank = p.length; rank >= 1; rank--) {
    const test = order[rank - 1];
    smallest = Math.min(smallest, (p[test] * p.length) / rank);
    adjusted[test] = smallest;
    levels[test] = (rank * level) / p.length;
  }
  return { adjusted, rejected: adjusted.map((value) => value <= level), levels };
}

function ascendingOrder(p: readonly number[]): number[] {
  return [...p.keys()].sort((left, right) => p[left] - p[right]);
}

function checkProbabilities(p: readonly number[]): void {
  const at = p.findIndex((value) => !(value >= 0 && value <= 1));
  if (at >= 0) {
    throw new RangeError(
      `Expected a probability in [0, 1] for \`p[${at}]\` but received ${p[at]}. Leave out tests that could not be computed.`,
    );
  }
}
