/** A table of counts of two categories; no row and no column is empty. */
export interface Contingency {
  /** Level of each row and of each column; `rest` for the rare ones, counted together. */
  rows: number[];
  columns: number[];
  counts: number[][];
}

/** What levels that are too rare to be told apart are counted as. */
export const rest = -1;

/**
 * Counts pairs of levels, numbered from 0. Levels of either side that occur less than `least` times are counted as one,
 * and left out where even together they are fewer.
 */
export function contingency(rows: Int32Array, columns: Int32Array, least: number): Contingency {
  const [rowOf, columnOf] = [pooled(rows, least), pooled(columns, least)];
  const table = rowOf.kept.map(() => columnOf.kept.map(() => 0));
  for (let i = 0; i < rows.length; i++) {
    const [row, column] = [rowOf.places[rows[i]], columnOf.places[columns[i]]];
    if (row >= 0 && column >= 0) table[row][column]++;
  }
  const isFull = table.map((counts) => counts.some((count) => count > 0));
  const isUsed = columnOf.kept.map((_, j) => table.some((counts) => counts[j] > 0));
  return {
    rows: rowOf.kept.filter((_, i) => isFull[i]),
    columns: columnOf.kept.filter((_, j) => isUsed[j]),
    counts: table.filter((_, i) => isFull[i]).map((counts) => counts.filter((_, j) => isUsed[j])),
  };
}

/**
 * The row and column that go together most beyond chance, by the largest adjusted residual.
 * @returns their levels, and the share of the row and of all other rows that has the column, 0–1
 */
export function strongestPair({ rows, columns, counts }: Contingency): {
  row: number;
  column: number;
  inside: number;
  outside: number;
} {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const rowTotals = counts.map(sum);
  const columnTotals = columns.map((_, j) => sum(counts.map((row) => row[j])));
  const n = sum(rowTotals);
  let best = { i: 0, j: 0, residual: Number.NEGATIVE_INFINITY };
  for (const [i, row] of counts.entries()) {
    for (const [j, count] of row.entries()) {
      const expected = (rowTotals[i] * columnTotals[j]) / n;
      const residual = (count - expected) / Math.sqrt(expected * (1 - rowTotals[i] / n) * (1 - columnTotals[j] / n));
      if (residual > best.residual) best = { i, j, residual };
    }
  }
  const { i, j } = best;
  return {
    row: rows[i],
    column: columns[j],
    inside: counts[i][j] / rowTotals[i],
    outside: (columnTotals[j] - counts[i][j]) / (n - rowTotals[i]),
  };
}

/** The levels that are kept, and the place of each level among them: −1 for one that is left out. */
function pooled(levels: Int32Array, least: number): { kept: number[]; places: Int32Array } {
  const totals: number[] = [];
  for (const level of levels) totals[level] = (totals[level] ?? 0) + 1;
  const kept = [...totals.keys()].filter((level) => totals[level] >= least);
  const rare = [...totals.keys()].filter((level) => totals[level] < least);
  const places = new Int32Array(totals.length).fill(-1);
  for (const [place, level] of kept.entries()) places[level] = place;
  const together = rare.reduce((sum, level) => sum + totals[level], 0);
  if (rare.length > 0 && together >= least) {
    for (const level of rare) places[level] = kept.length;
    kept.push(rest);
  }
  return { kept, places };
}
