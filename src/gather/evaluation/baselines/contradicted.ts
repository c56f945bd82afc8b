import type { Baselines } from '../../../model/facts.ts';

/** Neighbours that must all be of one other class. */
const k = 5;

/** An image with a label, its features, and what the model answers. */
export interface Labelled {
  features: Float32Array;
  label: number;
  predicted: number;
}

type Contradicted = NonNullable<Baselines['contradicted']>;
type Count = Contradicted['train'];

/**
 * How often the model answers the given label where the nearest training images are all of one other class: on training images,
 * whose labels it has seen, and on evaluation images, whose labels it has not.
 */
export function contradicted(training: readonly Labelled[], evaluation: readonly Labelled[]): Contradicted {
  const count = (images: readonly Labelled[]): Count => {
    const found: Count = { n: 0, given: 0 };
    for (const image of images) {
      const other = unanimous(image, training);
      if (other === null || other === image.label) continue;
      found.n += 1;
      if (image.predicted === image.label) found.given += 1;
    }
    return found;
  };
  return { train: count(training), evaluation: count(evaluation) };
}

/** The class of the nearest training images but the image itself, where they are of one; copies of it tell nothing either. */
function unanimous(image: Labelled, training: readonly Labelled[]): number | null {
  const nearest: { distance: number; label: number }[] = [];
  for (const other of training) {
    const worst = nearest.length < k ? Number.POSITIVE_INFINITY : nearest[nearest.length - 1].distance;
    const distance = squaredDistance(image.features, other.features, worst);
    if (distance >= worst || distance === 0) continue;
    const at = nearest.findIndex((neighbour) => neighbour.distance > distance);
    nearest.splice(at < 0 ? nearest.length : at, 0, { distance, label: other.label });
    if (nearest.length > k) nearest.pop();
  }
  const [first] = nearest;
  return nearest.length === k && nearest.every(({ label }) => label === first.label) ? first.label : null;
}

/** Squared distance, or at least `limit` as soon as it is known to reach it. */
function squaredDistance(a: Float32Array, b: Float32Array, limit: number): number {
  let sum = 0;
  for (let start = 0; start < b.length && sum < limit; start += 64) {
    const end = Math.min(start + 64, b.length);
    for (let at = start; at < end; at += 1) sum += (a[at] - b[at]) ** 2;
  }
  return sum;
}
