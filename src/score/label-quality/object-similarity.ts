/** How like true and detected boxes of an image are, as ObjectLab measures it. */
import { type DetectionColumns, imageCount } from '../detection/columns.ts';

/** Weight of the overlap against the distance of the centres. */
const alpha = 0.9;
/** How fast likeness falls with the distance of the centres, by pixel. */
const decay = 0.1;
const smallestArea = 1e-6;

/** True objects × detections of one image, row-major. */
export interface PairMatrix {
  objects: number;
  detections: number;
  firstObject: number;
  firstDetection: number;
  /** IoU of the boxes. */
  overlap: Float64Array;
  similarity: Float64Array;
  /** Whether a true box nearly equals one of another class. */
  isMarkedTwice(object: number, least: number): boolean;
}

export function matrixOf({ truth, detected }: DetectionColumns, image: number): PairMatrix {
  const [firstObject, firstDetection] = [truth.start[image], detected.start[image]];
  const objects = truth.start[image + 1] - firstObject;
  const detections = detected.start[image + 1] - firstDetection;
  const overlap = new Float64Array(objects * detections);
  const similarity = new Float64Array(objects * detections);
  for (let i = 0, at = 0; i < objects; i++) {
    for (let j = 0; j < detections; j++, at++) {
      const [own, theirs] = [4 * (firstObject + i), 4 * (firstDetection + j)];
      overlap[at] = overlapOf(truth.boxes, own, detected.boxes, theirs);
      similarity[at] = overlap[at] * alpha + (1 - alpha) * closeness(truth.boxes, own, detected.boxes, theirs);
    }
  }
  const isMarkedTwice = (object: number, least: number) => {
    const row = firstObject + object;
    for (let other = firstObject; other < firstObject + objects; other++) {
      if (truth.category[other] === truth.category[row]) continue;
      if (overlapOf(truth.boxes, 4 * row, truth.boxes, 4 * other) >= least) return true;
    }
    return false;
  };
  return { objects, detections, firstObject, firstDetection, overlap, similarity, isMarkedTwice };
}

/** The smallest likeness above zero of any true and detected box of one image; 1 where there is none. */
export function smallestSimilarity(columns: DetectionColumns): number {
  let least = 1;
  for (let image = 0; image < imageCount(columns); image++) {
    for (const value of matrixOf(columns, image).similarity) if (value > 0 && value < least) least = value;
  }
  return least;
}

/** IoU of two boxes (left, top, width, height), read at an offset each. */
export function overlapOf(own: Float64Array, at: number, theirs: Float64Array, from: number): number {
  const width = Math.min(own[at] + own[at + 2], theirs[from] + theirs[from + 2]) - Math.max(own[at], theirs[from]);
  const height =
    Math.min(own[at + 1] + own[at + 3], theirs[from + 1] + theirs[from + 3]) - Math.max(own[at + 1], theirs[from + 1]);
  if (width < 0 || height < 0) return 0;
  const both = width * height;
  const areas = own[at + 2] * own[at + 3] + theirs[from + 2] * theirs[from + 3];
  return both / Math.max(areas - both, smallestArea);
}

/** 1 where the centres meet, falling with their distance in pixels. */
function closeness(own: Float64Array, at: number, theirs: Float64Array, from: number): number {
  const x = own[at] + own[at + 2] / 2 - theirs[from] - theirs[from + 2] / 2;
  const y = own[at + 1] + own[at + 3] / 2 - theirs[from + 1] - theirs[from + 3] / 2;
  // As cleanlab rounds it: what is far is 0, and not the smallest likeness.
  return 1 - (1 - Math.exp(-Math.sqrt(x * x + y * y) * decay));
}
