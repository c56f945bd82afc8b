/** A table of counts whose rows and columns have names. */
export interface Contingency {
  rows: string[];
  columns: string[];
  counts: number[][];
}

/** What levels that are too rare to be told apart are counted as. */
export const others = 'others';

/** Counts pairs of levels; levels of either side that occur less than `least` times are counted as one, and left out if those too are fewer. */
export function contingency(pairs: Iterable<readonly [row: string, column: string]>, least: number): Contingency {
  const counts = new Map<string, Map<string, number>>();
  const rowTotals = new Map<string, number>();
  const columnTotals = new Map<string, number>();
  for (const [row, column] of pairs) {
    const ofRow = counts.get(row) ?? new Map<string, number>();
    counts.set(row, ofRow.set(column, (ofRow.get(column) ?? 0) + 1));
    rowTotals.set(row, (rowTotals.get(row) ?? 0) + 1);
    columnTotals.set(column, (columnTotals.get(column) ?? 0) + 1);
  }
  const rowOf = pooled(rowTotals, least);
  const columnOf = pooled(columnTotals, least);
  const rows = [...new Set(rowOf.values())];
  const columns = [...new Set(columnOf.values())];
  const [rowIndex, columnIndex] = [rows, columns].map((names) => new Map(names.map((name, index) => [name, index])));
  const table = rows.map(() => columns.map(() => 0));
  for (const [row, ofRow] of counts) {
    for (const [column, count] of ofRow) {
      const [i, j] = [rowIndex.get(rowOf.get(row) ?? ''), columnIndex.get(columnOf.get(column) ?? '')];
      if (i !== undefined && j !== undefined) table[i][j] += count;
    }
  }
  return withoutEmpty({ rows, columns, counts: table });
}

/** The level that each one is counted as; those that are left out have none. */
function pooled(totals: ReadonlyMap<string, number>, least: number): Map<string, string> {
  const rare = [...totals].filter(([, total]) => total < least);
  const together = rare.reduce((sum, [, total]) => sum + total, 0);
  const kept = [...totals].filter(([, total]) => total >= least).map(([name]): [string, string] => [name, name]);
  const joined = rare.map(([name]): [string, string] => [name, rare.length === 1 ? name : others]);
  return new Map([...kept, ...(together >= least ? joined : [])]);
}

/** Leaving levels of one side out can leave levels of the other without a count. */
function withoutEmpty({ rows, columns, counts }: Contingency): Contingency {
  const isFull = rows.map((_, i) => counts[i].some((count) => count > 0));
  const isUsed = columns.map((_, j) => counts.some((row) => row[j] > 0));
  return {
    rows: rows.filter((_, i) => isFull[i]),
    columns: columns.filter((_, j) => isUsed[j]),
    counts: counts.filter((_, i) => isFull[i]).map((row) => row.filter((_, j) => isUsed[j])),
  };
}
