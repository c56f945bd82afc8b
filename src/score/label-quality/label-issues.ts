import { calibrated, confidentCounts, type Joint, type LabelledProbabilities, slack } from './confident-joint.ts';
import { labelQuality } from './quality.ts';

export const labelFilters = [
  'prune_by_noise_rate',
  'prune_by_class',
  'both',
  'confident_learning',
  'predicted_neq_given',
  'low_normalized_margin',
  'low_self_confidence',
] as const;
export type LabelFilter = (typeof labelFilters)[number];

/** Images whose label is likely wrong, by confident learning: the flags of cleanlab's `find_label_issues`, 1 or 0 for each row. */
export function labelIssues(given: LabelledProbabilities, filter: LabelFilter): Uint8Array {
  const { labels } = given;
  switch (filter) {
    case 'low_normalized_margin':
    case 'low_self_confidence': {
      const quality = labelQuality(given, filter === 'low_self_confidence' ? 'self_confidence' : 'normalized_margin');
      const issues = withoutAgreed(given, flagsOf(labels.length, confidentCounts(given).offDiagonal));
      const count = issues.reduce((sum, flag) => sum + flag, 0);
      return flagsOf(labels.length, lowest(quality, count));
    }
    case 'confident_learning':
      return withoutAgreed(given, flagsOf(labels.length, confidentCounts(given).offDiagonal));
    case 'predicted_neq_given':
      return withoutAgreed(given, new Uint8Array(labels.length).fill(1));
    default:
      return withoutAgreed(given, pruned(given, filter));
  }
}

/** Takes the flag off images whose likeliest class is the given one. */
function withoutAgreed({ labels, probabilities, classes }: LabelledProbabilities, flags: Uint8Array): Uint8Array {
  return flags.map((flag, row) => {
    if (flag === 0) return 0;
    const start = row * classes;
    const own = probabilities[start + labels[row]] + slack;
    for (let k = 0; k < classes; k++) {
      const p = probabilities[start + k];
      if (p > own || (p === own && k < labels[row])) return 1;
    }
    return 0;
  });
}

function pruned(given: LabelledProbabilities, filter: 'prune_by_noise_rate' | 'prune_by_class' | 'both'): Uint8Array {
  const { labels, classes } = given;
  const counts = keepingOne(calibrated(confidentCounts(given).joint, labels));
  const rowsOf = Array.from({ length: classes }, (): number[] => []);
  for (const [row, label] of labels.entries()) rowsOf[label].push(row);
  const prune = (by: typeof pruneByClass) =>
    flagsOf(
      labels.length,
      rowsOf.flatMap((rows, k) => (rows.length > 1 ? by(given, rows, k, counts) : [])),
    );
  if (filter === 'prune_by_class') return prune(pruneByClass);
  const byNoise = prune(pruneByNoise);
  if (filter === 'prune_by_noise_rate') return byNoise;
  const byClass = prune(pruneByClass);
  return byNoise.map((flag, row) => flag & byClass[row]);
}

/** Of a class, as many images as are counted to others, least confident first. */
function pruneByClass({ probabilities, classes }: LabelledProbabilities, rows: number[], k: number, counts: Joint) {
  const confidence = Float64Array.from(rows, (row) => probabilities[row * classes + k]);
  return lowest(confidence, rows.length - counts[k][k]).map((index) => rows[index]);
}

/** Of a class, for each other class as many images as are counted to that, by how much likelier that is. */
function pruneByNoise({ probabilities, classes }: LabelledProbabilities, rows: number[], k: number, counts: Joint) {
  return [...counts[k]].flatMap((count, j) => {
    if (j === k || count <= 0) return [];
    const margin = Float64Array.from(
      rows,
      (row) => probabilities[row * classes + k] - probabilities[row * classes + j],
    );
    return lowest(margin, count).map((index) => rows[index]);
  });
}

/**
 * Leaves each class one image at least: what its diagonal lacks is taken from its other counts in equal parts, and the
 * rest is cut to whole numbers.
 */
function keepingOne(joint: Joint): Joint {
  return joint.map((row, k) => {
    const diagonal = Math.max(row[k], 1);
    const rates = Math.max(row.filter((count) => count !== 0).length - 1, 1);
    const part = (diagonal - row[k]) / rates;
    return row.map((count, j) => (j === k ? diagonal : Math.trunc(Math.max(0, count - part))));
  });
}

/** Indices of the lowest values, lowest first; the earlier one on ties. */
function lowest(values: Float64Array, count: number): number[] {
  if (count <= 0) return [];
  return [...values.keys()].sort((a, b) => values[a] - values[b] || a - b).slice(0, count);
}

function flagsOf(n: number, rows: Iterable<number>): Uint8Array {
  const flags = new Uint8Array(n);
  for (const row of rows) flags[row] = 1;
  return flags;
}
