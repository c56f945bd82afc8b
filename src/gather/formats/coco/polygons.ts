/** Left, top, width and height. */
export type Box = readonly [left: number, top: number, width: number, height: number];

/** Area of a polygon that does not cross itself, by the shoelace formula; its points are `x, y, x, y …`. */
export function areaOfPolygon(points: readonly number[]): number {
  let twice = 0;
  // From the first point on, so that far from the origin no digits are lost.
  const [x0, y0] = points;
  for (let i = 2; i + 3 < points.length; i += 2) {
    twice += (points[i] - x0) * (points[i + 3] - y0) - (points[i + 2] - x0) * (points[i + 1] - y0);
  }
  return Math.abs(twice) / 2;
}

/** The box around all points of some polygons, of which there is at least one. */
export function boundsOfPoints(polygons: readonly (readonly number[])[]): Box {
  let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, -Infinity, -Infinity];
  for (const points of polygons) {
    for (let i = 0; i < points.length; i += 2) {
      left = Math.min(left, points[i]);
      right = Math.max(right, points[i]);
      top = Math.min(top, points[i + 1]);
      bottom = Math.max(bottom, points[i + 1]);
    }
  }
  return [left, top, right - left, bottom - top];
}
