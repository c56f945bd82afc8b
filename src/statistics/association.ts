import { incompleteGamma, logGamma } from './special-functions.ts';

/** Counts of two categories, row by row; no row and no column is empty. */
export type ContingencyTable = readonly (readonly number[])[];

export interface Association {
  n: number;
  /** Pearson's χ² without a correction for continuity, and its degrees of freedom. */
  chiSquared: number;
  df: number;
  /** Cramér's V, 0–1, corrected for bias (Bergsma 2013): 0 on average where the categories have nothing to do with each other. */
  v: number;
}

/** How strongly two categories go together. */
export function association(table: ContingencyTable): Association {
  const rows = table.map((row) => row.reduce((a, b) => a + b, 0));
  const columns = table[0].map((_, index) => table.reduce((sum, row) => sum + row[index], 0));
  const n = rows.reduce((a, b) => a + b, 0);
  let chiSquared = 0;
  for (const [i, row] of table.entries()) {
    for (const [j, observed] of row.entries()) {
      const expected = (rows[i] * columns[j]) / n;
      chiSquared += (observed - expected) ** 2 / expected;
    }
  }
  const df = (rows.length - 1) * (columns.length - 1);
  const spread = Math.max(0, chiSquared / n - df / (n - 1));
  const corrected = (levels: number) => levels - 1 - (levels - 1) ** 2 / (n - 1);
  const most = Math.min(corrected(rows.length), corrected(columns.length));
  return { n, chiSquared, df, v: most > 0 ? Math.min(1, Math.sqrt(spread / most)) : 0 };
}

/**
 * Whether two categories go together more than Cramér's V of `tolerance`: χ² is noncentral with n·V²·(levels − 1), where
 * levels are those of the category that has fewer. The interval holds the V under which χ² is neither too large nor too small.
 */
export function associationTest(
  table: ContingencyTable,
  tolerance: number,
): Association & { p: number; interval: [number, number] } {
  const found = association(table);
  const { n, chiSquared, df } = found;
  const unit = n * (Math.min(table.length, table[0].length) - 1);
  const tailAt = (v: number) => noncentralChiSquaredTail(chiSquared, df, unit * v * v);
  return {
    ...found,
    p: tailAt(tolerance),
    interval: [solve((v) => tailAt(v) < 0.025), solve((v) => tailAt(v) < 0.975)],
  };
}

/** P(X > x) of the noncentral χ² with `df` degrees of freedom: a mixture of central ones with Poisson weights. */
export function noncentralChiSquaredTail(x: number, df: number, noncentrality: number): number {
  const [mean, y] = [noncentrality / 2, x / 2];
  const first = Math.max(0, Math.floor(mean - 12 * Math.sqrt(mean) - 20));
  const shape = df / 2 + first;
  let tail = incompleteGamma(shape, y)[1];
  let step = y === 0 ? 0 : Math.exp(shape * Math.log(y) - y - logGamma(shape + 1));
  let weight = mean === 0 ? 1 : Math.exp(first * Math.log(mean) - mean - logGamma(first + 1));
  let sum = 0;
  for (let j = first; ; j++) {
    sum += weight * tail;
    if (j >= mean && weight <= 1e-17 * sum) return Math.min(1, sum);
    if (weight === 0 && j > mean) return Math.min(1, sum);
    tail = Math.min(1, tail + step);
    step *= y / (df / 2 + j + 1);
    weight *= mean / (j + 1);
  }
}

/** The largest of 0–1 for which the condition holds, to 1e-6; it holds up to some value and not beyond. */
function solve(holds: (v: number) => boolean): number {
  if (!holds(0)) return 0;
  let [low, high] = [0, 1];
  while (high - low > 1e-6) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return high;
}
