/**
 * Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours.
 * @param limit stops as soon as the distance is known to reach it, and returns it then.
 */
export function editDistance(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  const width = b.length;
  let twoAbove = new Float64Array(width + 1);
  let above = Float64Array.from({ length: width + 1 }, (_, j) => j);
  let row = new Float64Array(width + 1);
  for (let i = 1; i <= a.length; i++) {
    // Cells this far from the diagonal are beyond the limit.
    const from = Math.max(1, i - limit);
    const to = Math.min(width, i + limit);
    row.fill(Number.POSITIVE_INFINITY);
    row[0] = i;
    let least = from === 1 ? i : Number.POSITIVE_INFINITY;
    for (let j = from; j <= to; j++) {
      const same = a[i - 1] === b[j - 1];
      let cell = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cell = Math.min(cell, twoAbove[j - 2] + 1);
      row[j] = cell;
      if (cell < least) least = cell;
    }
    if (least >= limit) return limit;
    [twoAbove, above, row] = [above, row, twoAbove];
  }
  return Math.min(above[width], limit);
}
