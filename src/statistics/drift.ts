/** How far two samples of one quantity lie apart. Both are given ascending and without NaN, with at least one value each. */
export interface Drift {
  /** Kolmogorov and Smirnov's statistic: the largest distance of the two distribution functions, 0–1. */
  statistic: number;
  /** Earth mover's distance, in the quantity's unit. */
  wasserstein: number;
  /** Population stability index over tenths of the reference, in nats. */
  stability: number;
}

/** Distances as `scipy.stats.ks_2samp` and `scipy.stats.wasserstein_distance` give them, and the stability index. */
export function drift(reference: Float64Array, sample: Float64Array): Drift {
  const [n, m] = [reference.length, sample.length];
  let [i, j, statistic, distance] = [0, 0, 0, 0];
  let value = Math.min(reference[0], sample[0]);
  while (i < n || j < m) {
    while (i < n && reference[i] === value) i++;
    while (j < m && sample[j] === value) j++;
    const apart = Math.abs(i / n - j / m);
    const next = Math.min(
      i < n ? reference[i] : Number.POSITIVE_INFINITY,
      j < m ? sample[j] : Number.POSITIVE_INFINITY,
    );
    if (apart > statistic) statistic = apart;
    if (apart > 0) distance += apart * (next - value);
    value = next;
  }
  return { statistic, wasserstein: distance, stability: stabilityIndex(reference, sample) };
}

/** Shares below this are taken for it, so that an empty bin does not make the index infinite. */
const leastShare = 1e-4;
const bins = 10;

/** Σ (q − p) ln(q / p) over bins between the tenths of the reference; below 0.1 is called stable, above 0.25 a shift. */
function stabilityIndex(reference: Float64Array, sample: Float64Array): number {
  const edges = new Set(Array.from({ length: bins - 1 }, (_, index) => quantile(reference, (index + 1) / bins)));
  let index = 0;
  let [from, to] = [0, 0];
  for (const edge of [...edges, Number.POSITIVE_INFINITY]) {
    const [i, j] = [countUpTo(reference, edge), countUpTo(sample, edge)];
    const p = Math.max((i - from) / reference.length, leastShare);
    const q = Math.max((j - to) / sample.length, leastShare);
    index += (q - p) * Math.log(q / p);
    [from, to] = [i, j];
  }
  return index;
}

/** Quantile of ascending values, interpolated as NumPy does by default. */
export function quantile(ascending: Float64Array, share: number): number {
  const place = share * (ascending.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, ascending.length - 1);
  return ascending[below] + (place - below) * (ascending[above] - ascending[below]);
}

/** P(K > x) of Kolmogorov's distribution: the limit of √(mn / (m + n)) times the statistic of equal distributions. */
export function kolmogorovTail(x: number): number {
  if (x <= 0) return 1;
  let sum = 0;
  if (x < 1) {
    for (let k = 1; k < 40; k += 2) sum += Math.exp((-k * k * Math.PI * Math.PI) / (8 * x * x));
    return 1 - (Math.sqrt(2 * Math.PI) / x) * sum;
  }
  for (let k = 1; k < 40; k++) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * x * x);
  return sum;
}

/** Kolmogorov's 95th percentile. */
const percentile95 = 1.3580986393225505;

/**
 * Whether two distributions lie further apart than a tolerance. The observed statistic is off the true one by no more
 * than the two empirical functions are off theirs, so that Kolmogorov's tail of the excess bounds p from above; the
 * interval is as careful. It holds for tied values too.
 */
export function driftTest(
  statistic: number,
  sizes: readonly [number, number],
  tolerance: number,
): { p: number; interval: [number, number] } {
  const scale = Math.sqrt((sizes[0] * sizes[1]) / (sizes[0] + sizes[1]));
  const margin = percentile95 / scale;
  return {
    p: kolmogorovTail(scale * (statistic - tolerance)),
    interval: [Math.max(0, statistic - margin), Math.min(1, statistic + margin)],
  };
}

/** How many of the ascending values are at or below the limit. */
function countUpTo(ascending: Float64Array, limit: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle] <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
