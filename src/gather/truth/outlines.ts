import type { RunLengths } from '../../model/facts.ts';
import { maskOfPolygon, unionOf } from './run-lengths.ts';

export type Size = readonly [width: number, height: number];

/**
 * The mask of an object of one polygon or several, or what is wrong with it.
 *
 * @param polygons - at least one, x and y by turns, in pixels
 */
export function maskOfOutline(polygons: readonly (readonly number[])[], [width, height]: Size): RunLengths | string {
  const far = polygons.flat().find((value) => Math.abs(value) > 2 * Math.max(width, height));
  if (far !== undefined) {
    return `Expected an outline within the image of ${width} × ${height} pixels but received the coordinate ${far}. Write its points within the image.`;
  }
  return unionOf(polygons.map((polygon) => maskOfPolygon(polygon, width, height)));
}
