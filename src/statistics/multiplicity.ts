/** Corrections for testing many hypotheses at once. Any order of p-values; results keep that order. */

/**
 * Adjusted p-values of Holm's step-down method (1979). Rejecting where the adjusted p ≤ α keeps the chance of any false
 * rejection at most α.
 *
 * @param p - p-values in [0, 1]; none gives none
 */
export function holm(p: readonly number[]): number[] {
  checkProbabilities(p);
  const adjusted = new Array<number>(p.length);
  let largest = 0;
  ascendingOrder(p).forEach((test, rank) => {
    largest = Math.max(largest, Math.min(1, (p.length - rank) * p[test]));
    adjusted[test] = largest;
  });
  return adjusted;
}

/**
 * The level that Holm's method holds each test's own p-value against: α / (m − r + 1) for the r-th smallest of m. A
 * test is rejected when it and every smaller p-value lie within their levels.
 *
 * @param level - family-wise error rate α, in (0, 1)
 */
export function holmLevels(p: readonly number[], level: number): number[] {
  checkProbabilities(p);
  const levels = new Array<number>(p.length);
  ascendingOrder(p).forEach((test, rank) => {
    levels[test] = level / (p.length - rank);
  });
  return levels;
}

/**
 * Adjusted p-values of Benjamini & Hochberg's step-up method (1995). Rejecting where the adjusted p ≤ q keeps the
 * expected share of false rejections among all at most q.
 *
 * @param p - p-values in [0, 1]; none gives none
 */
export function benjaminiHochberg(p: readonly number[]): number[] {
  checkProbabilities(p);
  const order = ascendingOrder(p);
  const adjusted = new Array<number>(p.length);
  let smallest = 1;
  for (let rank = p.length; rank >= 1; rank--) {
    const test = order[rank - 1];
    smallest = Math.min(smallest, (p[test] * p.length) / rank);
    adjusted[test] = smallest;
  }
  return adjusted;
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
