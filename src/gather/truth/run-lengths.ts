/** Masks of polygons, as pycocotools draws them. */
import type { RunLengths } from '../../model/facts.ts';

/** Points are laid on a grid this much finer than the pixels. */
const scale = 5;

/**
 * The mask of one polygon (`rleFrPoly` of pycocotools' maskApi.c).
 *
 * @param points - x and y by turns, in pixels
 */
export function maskOfPolygon(points: readonly number[], width: number, height: number): RunLengths {
  const corners = Array.from({ length: points.length / 2 }, (_, i) => [
    Math.trunc(scale * points[2 * i] + 0.5),
    Math.trunc(scale * points[2 * i + 1] + 0.5),
  ]);
  const outline = corners.flatMap((corner, i) => edge(corner, corners[(i + 1) % corners.length]));
  const crossings: number[] = [];
  for (let i = 1; i < outline.length; i++) {
    const [[u, v], [before, above]] = [outline[i], outline[i - 1]];
    if (u === before) continue;
    const x = ((u < before ? u : u - 1) + 0.5) / scale - 0.5;
    if (!Number.isInteger(x) || x < 0 || x > width - 1) continue;
    const y = (Math.min(v, above) + 0.5) / scale - 0.5;
    crossings.push(x * height + Math.ceil(Math.min(Math.max(y, 0), height)));
  }
  return { width, height, counts: countsOf([...crossings.sort((a, b) => a - b), width * height]) };
}

/** The fine points of an edge, from its first corner to its second. */
function edge([fromX, fromY]: number[], [toX, toY]: number[]): [x: number, y: number][] {
  const [across, down] = [Math.abs(toX - fromX), Math.abs(toY - fromY)];
  const isFlat = across >= down;
  const steps = isFlat ? across : down;
  const isTurned = isFlat ? fromX > toX : fromY > toY;
  const [x, y, endX, endY] = isTurned ? [toX, toY, fromX, fromY] : [fromX, fromY, toX, toY];
  const slope = steps === 0 ? 0 : (isFlat ? endY - y : endX - x) / steps;
  return Array.from({ length: steps + 1 }, (_, step) => {
    const t = isTurned ? steps - step : step;
    return isFlat ? [t + x, Math.trunc(y + slope * t + 0.5)] : [Math.trunc(x + slope * t + 0.5), t + y];
  });
}

/** Run lengths from the places at which the value turns; two at one place are none. */
function countsOf(turns: readonly number[]): Uint32Array {
  const lengths = turns.map((at, i) => at - (turns[i - 1] ?? 0));
  const counts = [lengths[0]];
  for (let i = 1; i < lengths.length; i++) {
    if (lengths[i] > 0) counts.push(lengths[i]);
    else if (++i < lengths.length) counts[counts.length - 1] += lengths[i];
  }
  return Uint32Array.from(counts);
}

/** 1 for each pixel of a mask and 0 for the others, rows from the top. */
export function pixelsOfMask(mask: RunLengths): Uint8Array {
  const { width, height } = mask;
  const pixels = new Uint8Array(width * height);
  for (const [from, to] of spansOf(mask)) {
    for (let at = from; at < to; at++) pixels[(at % height) * width + Math.floor(at / height)] = 1;
  }
  return pixels;
}

/** The way back from `pixelsOfMask`. */
export function maskOfPixels(pixels: Uint8Array, { width, height }: { width: number; height: number }): RunLengths {
  const turns: number[] = [];
  let last = 0;
  for (let x = 0; x < width; x++) {
    for (let y = 0; y < height; y++) {
      const value = pixels[y * width + x];
      if (value !== last) turns.push(x * height + y);
      last = value;
    }
  }
  return { width, height, counts: countsOf([...turns, width * height]) };
}

/** What lies in one mask or another, all of one size. */
export function unionOf(masks: readonly RunLengths[]): RunLengths {
  if (masks.length === 1) return masks[0];
  const spans = masks.flatMap(spansOf).sort(([a], [b]) => a - b);
  const counts: number[] = [];
  let end = 0;
  for (let i = 0; i < spans.length; ) {
    const [from] = spans[i];
    let [, to] = spans[i];
    for (i += 1; i < spans.length && spans[i][0] <= to; i++) to = Math.max(to, spans[i][1]);
    counts.push(from - end, to - from);
    end = to;
  }
  const { width, height } = masks[0];
  if (end < width * height) counts.push(width * height - end);
  return { width, height, counts: Uint32Array.from(counts) };
}

function spansOf({ counts }: RunLengths): [from: number, to: number][] {
  const spans: [number, number][] = [];
  let at = 0;
  counts.forEach((length, i) => {
    if (i % 2 === 1 && length > 0) spans.push([at, at + length]);
    at += length;
  });
  return spans;
}

/**
 * The mask of a rectangle: the pixels whose centres lie in it.
 *
 * @param box - left, top, width and height in pixels
 */
export function maskOfRectangle(
  [left, top, across, down]: readonly [number, number, number, number],
  { width, height }: { width: number; height: number },
): RunLengths {
  const within = (at: number, most: number) => Math.min(Math.max(Math.round(at), 0), most);
  const [fromX, toX] = [within(left, width), within(left + across, width)];
  const [fromY, toY] = [within(top, height), within(top + down, height)];
  const turns: number[] = [];
  for (let x = fromX; x < toX; x++) turns.push(x * height + fromY, x * height + toY);
  return { width, height, counts: countsOf([...turns, width * height]) };
}
