/** What COCOeval counts as found (cocodataset.org, "Detection Evaluation"; pycocotools' `Params`). */

/** IoU from which a detection meets an object: 0.5, 0.55, … 0.95, as `numpy.linspace` gives them. */
export const overlapThresholds = evenlySpaced(0.5, 0.95, 10);

/** Recalls at which precision is read: 0, 0.01, … 1. */
export const recallThresholds = evenlySpaced(0, 1, 101);

/** Names of the size ranges, in the order in which `ClassMatches` has them. */
export const sizes = ['all', 'small', 'medium', 'large'] as const;
export type Size = (typeof sizes)[number];

/** Area in pixels², both ends included: an object of 32² is small and medium. */
export const areaRanges: Record<Size, readonly [least: number, most: number]> = {
  all: [0, 1e10],
  small: [0, 32 ** 2],
  medium: [32 ** 2, 96 ** 2],
  large: [96 ** 2, 1e10],
};

/** Detections of one class that count in an image: those of the highest scores. */
export const detectionLimit = 100;

/** One bit for each overlap threshold. */
export const everyThreshold = 2 ** overlapThresholds.length - 1;

function evenlySpaced(first: number, last: number, n: number): Float64Array {
  const step = (last - first) / (n - 1);
  return Float64Array.from({ length: n }, (_, i) => (i === n - 1 ? last : i * step + first));
}
