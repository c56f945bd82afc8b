import { hash } from 'node:crypto';

/** Points as x, y, x, y …; the last is joined to the first. */
type Points = readonly number[];

/** Left, top, width and height of the smallest upright box around them. */
export function boundsOf(points: Points): [left: number, top: number, width: number, height: number] {
  let [left, top] = points;
  let [right, bottom] = points;
  for (let i = 2; i + 1 < points.length; i += 2) {
    left = Math.min(left, points[i]);
    right = Math.max(right, points[i]);
    top = Math.min(top, points[i + 1]);
    bottom = Math.max(bottom, points[i + 1]);
  }
  return [left, top, right - left, bottom - top];
}

/** Area of the polygon by the shoelace formula, in squared units; of one that crosses itself, the difference of its parts. */
export function polygonArea(points: Points): number {
  let twice = 0;
  for (let i = 0, last = points.length - 2; i + 1 < points.length; last = i, i += 2) {
    twice += points[last] * points[i + 1] - points[i] * points[last + 1];
  }
  return Math.abs(twice) / 2;
}

/** Equal for equal numbers in equal order: 16 hex digits. */
export function digestOfPoints(points: Points): string {
  return hash('sha1', new Uint8Array(Float64Array.from(points).buffer), 'hex').slice(0, 16);
}
