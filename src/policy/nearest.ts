/** Words that people write for another name; edit distance would not find them. */
const synonyms: Record<string, string> = {
  val: 'validation',
  valid: 'validation',
  dev: 'validation',
  training: 'train',
  testing: 'test',
  eval: 'test',
  evaluation: 'test',
  license: 'licence',
  warn: 'warning',
  info: 'warning',
  fail: 'error',
  critical: 'error',
  f1: 'macro_f1',
  acc: 'accuracy',
  dataset: 'data',
  path: 'file',
  csv: 'table',
  expires: 'until',
  gpu: 'cuda',
};

/**
 * The name that was most likely meant, or `undefined` when none is near: a usual synonym, the same name in another
 * spelling, a name that ends with it after a slash, or the smallest edit distance up to a third of the length.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const names = [...candidates];
  const plain = normalise(name);
  const synonym = synonyms[plain];
  if (Object.hasOwn(synonyms, plain) && names.includes(synonym)) return synonym;

  let best: string | undefined;
  let least = Math.min(Math.floor(Math.max(plain.length, 3) / 3) + 1, plain.length);
  for (const candidate of names) {
    const other = normalise(candidate);
    if (other === plain || other.slice(other.lastIndexOf('/') + 1) === plain) return candidate;
    const distance = editDistance(plain, other, least);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

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

function normalise(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[\s-]/g, '_');
}
