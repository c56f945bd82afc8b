/** Three classifiers that take no training worth the name; each returns a class index for every query. */
export interface Training {
  classes: number;
  features: Float32Array[];
  labels: number[];
}

type Queries = readonly (Float32Array | null)[];

/** The most frequent class, whatever the image; the lower index on ties. */
export function majority({ classes, labels }: Training, queries: Queries): Int32Array {
  const answer = mostFrequent(labels, classes);
  return new Int32Array(queries.length).fill(answer);
}

/** The class whose mean image is nearest in Euclidean distance. A query that is `null` gets the most frequent class. */
export function nearestCentroid(training: Training, queries: Queries): Int32Array {
  const { classes, features, labels } = training;
  const width = features[0].length;
  const sums = Array.from({ length: classes }, () => new Float64Array(width));
  const counts = new Int32Array(classes);
  features.forEach((vector, index) => {
    const sum = sums[labels[index]];
    counts[labels[index]] += 1;
    for (let at = 0; at < width; at += 1) sum[at] += vector[at];
  });
  const present = [...counts.keys()].filter((label) => counts[label] > 0);
  const centroids = present.map((label) => sums[label].map((sum) => sum / counts[label]));
  const fallback = mostFrequent(labels, classes);
  return Int32Array.from(queries, (query) => {
    if (!query) return fallback;
    let best = 0;
    let nearest = Number.POSITIVE_INFINITY;
    centroids.forEach((centroid, index) => {
      const distance = squaredDistance(centroid, query, nearest);
      if (distance < nearest) {
        nearest = distance;
        best = index;
      }
    });
    return present[best];
  });
}

/** Majority vote of the five nearest training images in Euclidean distance; ties go to the lower class index, as scikit-learn's do. */
export function kNearest(training: Training, queries: Queries, k = 5): Int32Array {
  const { classes, features, labels } = training;
  const fallback = mostFrequent(labels, classes);
  return Int32Array.from(queries, (query) => {
    if (!query) return fallback;
    const nearest: { distance: number; label: number }[] = [];
    features.forEach((vector, index) => {
      const worst = nearest.length < k ? Number.POSITIVE_INFINITY : nearest[nearest.length - 1].distance;
      const distance = squaredDistance(vector, query, worst);
      if (distance >= worst) return;
      const at = nearest.findIndex((neighbour) => neighbour.distance > distance);
      nearest.splice(at < 0 ? nearest.length : at, 0, { distance, label: labels[index] });
      if (nearest.length > k) nearest.pop();
    });
    return mostFrequent(
      nearest.map(({ label }) => label),
      classes,
    );
  });
}

/** Squared distance, or at least `limit` as soon as it is known to reach it. */
function squaredDistance(a: ArrayLike<number>, b: Float32Array, limit: number): number {
  let sum = 0;
  for (let start = 0; start < b.length && sum < limit; start += 64) {
    const end = Math.min(start + 64, b.length);
    for (let at = start; at < end; at += 1) {
      const difference = a[at] - b[at];
      sum += difference * difference;
    }
  }
  return sum;
}

function mostFrequent(labels: readonly number[], classes: number): number {
  const counts = new Int32Array(classes);
  for (const label of labels) counts[label] += 1;
  let best = 0;
  for (let label = 1; label < classes; label += 1) if (counts[label] > counts[best]) best = label;
  return best;
}
