/** From candidates on the model's canvas to the objects found in the picture. */
import type { FoundObjects, ModelJob } from '../../model/vision.ts';
import type { Geometry } from './geometry.ts';
import { type OutputTensor, refuseNonFinite } from './output.ts';

/** Boxes on the canvas that may be objects, in columns. */
export interface Candidates {
  /** Left, top, right and bottom in pixels of the canvas; 4m values. */
  corners: Float64Array;
  scores: Float64Array;
  categories: Int32Array;
  /** Where each stands in the model's output: its anchor, or its row. */
  sources: Int32Array;
  count: number;
}

/** Candidates of which more are looked at; Ultralytics' `max_nms`. */
const mostCandidates = 30_000;

/** Collects candidates without knowing how many there will be; refuses a box that is not finite. */
export class Collector {
  private readonly output: OutputTensor;
  private corners = new Float64Array(4 * 256);
  private scores = new Float64Array(256);
  private categories = new Int32Array(256);
  private sources = new Int32Array(256);
  private count = 0;

  /** @param output - the one that has the boxes */
  constructor(output: OutputTensor) {
    this.output = output;
  }

  add(score: number, category: number, source: number, left: number, top: number, right: number, bottom: number): void {
    for (const side of [left, top, right, bottom]) refuseNonFinite(this.output, side, 'boxes');
    if (this.count === this.scores.length) this.grow();
    const at = this.count++;
    this.scores[at] = score;
    this.categories[at] = category;
    this.sources[at] = source;
    this.corners[4 * at] = left;
    this.corners[4 * at + 1] = top;
    this.corners[4 * at + 2] = right;
    this.corners[4 * at + 3] = bottom;
  }

  candidates(): Candidates {
    const { corners, scores, categories, sources, count } = this;
    return { corners, scores, categories, sources, count };
  }

  private grow(): void {
    const longer = <T extends Float64Array | Int32Array>(values: T): T => {
      const copy = new (values.constructor as { new (length: number): T })(2 * values.length);
      copy.set(values);
      return copy;
    };
    this.corners = longer(this.corners);
    this.scores = longer(this.scores);
    this.categories = longer(this.categories);
    this.sources = longer(this.sources);
  }
}

/**
 * The best of the candidates, the most certain first (the earlier one where scores are equal).
 *
 * @param overlap - IoU above which one gives way to a better one of its class, as torchvision's `batched_nms`; `null` where
 *   the model leaves no duplicates
 * @returns indices of candidates, at most `most`
 */
export function bestOf(candidates: Candidates, overlap: number | null, most: number): number[] {
  const { scores, categories, corners, count } = candidates;
  const order = Array.from({ length: count }, (_, index) => index).sort((a, b) => scores[b] - scores[a] || a - b);
  if (overlap === null) return order.slice(0, most);
  const kept: number[] = [];
  const keptOfClass = new Map<number, number[]>();
  for (const index of order.slice(0, mostCandidates)) {
    if (kept.length === most) break;
    const own = keptOfClass.get(categories[index]);
    if (own?.some((other) => iou(corners, index, other) > overlap)) continue;
    kept.push(index);
    if (own) own.push(index);
    else keptOfClass.set(categories[index], [index]);
  }
  return kept;
}

function iou(corners: Float64Array, a: number, b: number): number {
  const [i, j] = [4 * a, 4 * b];
  const width = Math.min(corners[i + 2], corners[j + 2]) - Math.max(corners[i], corners[j]);
  const height = Math.min(corners[i + 3], corners[j + 3]) - Math.max(corners[i + 1], corners[j + 1]);
  if (width <= 0 || height <= 0) return 0;
  const both = width * height;
  const area = (at: number) => (corners[at + 2] - corners[at]) * (corners[at + 3] - corners[at + 1]);
  return both / (area(i) + area(j) - both);
}

/** An object that was kept, and where the model's output has more of it. */
export interface Kept {
  objects: FoundObjects;
  sources: Int32Array;
}

/** The best candidates as boxes of the picture, clipped to it; what lies outside it is left out. */
export function objectsOf(
  candidates: Candidates,
  { overlap, most }: ModelJob['detection'],
  geometry: Geometry,
  leavesDuplicates: boolean,
): Kept {
  const { picture, scaleX, scaleY, left, top } = geometry;
  const { corners, scores, categories, sources } = candidates;
  const x = (value: number) => Math.min(Math.max((value - left) / scaleX, 0), picture.width);
  const y = (value: number) => Math.min(Math.max((value - top) / scaleY, 0), picture.height);
  const best = bestOf(candidates, leavesDuplicates ? overlap : null, most);
  const kept = best.filter((index) => {
    const at = 4 * index;
    return x(corners[at + 2]) > x(corners[at]) && y(corners[at + 3]) > y(corners[at + 1]);
  });
  const boxes = new Float32Array(4 * kept.length);
  kept.forEach((index, row) => {
    const at = 4 * index;
    boxes[4 * row] = x(corners[at]);
    boxes[4 * row + 1] = y(corners[at + 1]);
    boxes[4 * row + 2] = x(corners[at + 2]) - x(corners[at]);
    boxes[4 * row + 3] = y(corners[at + 3]) - y(corners[at + 1]);
  });
  return {
    objects: {
      boxes,
      scores: Float32Array.from(kept, (index) => scores[index]),
      categories: Int32Array.from(kept, (index) => categories[index]),
      masks: null,
    },
    sources: Int32Array.from(kept, (index) => sources[index]),
  };
}
