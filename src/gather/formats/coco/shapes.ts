import type { ListedAnnotation } from '../listing/annotation-columns.ts';
import { geometryDigest } from '../listing/geometry-digest.ts';
import { areCoordinates, type Entry, isEntry, isWhole, written } from './fields.ts';
import { areaOfPolygon, type Box, boundsOfPoints } from './polygons.ts';
import { boundsOfRuns, countPixels, runsOfString } from './run-lengths.ts';

/** What is wrong with a shape, as the parts of a sentence. */
interface ShapeFault {
  expected: string;
  received: string;
  wayOut: string;
}

/** How an annotation marks its object, apart from `bbox` and `area` as written. */
export interface CocoShape {
  kind: ListedAnnotation['shape'];
  /** Digest of all points and run lengths. */
  geometry: string;
  /** Bounds and area of the points or the mask; `null` and absent when it has none. */
  box: Box | null;
  area: number | undefined;
  /** Height and width that a mask says it has. */
  size: readonly [height: number, width: number] | null;
  faults: ShapeFault[];
}

/** Reads `segmentation` (polygons, or run lengths) and `keypoints`. What is broken is named and left out. */
export function shapeOf(entry: Entry): CocoShape {
  const shape: CocoShape = { kind: 'box', geometry: '', box: null, area: undefined, size: null, faults: [] };
  const { segmentation } = entry;
  const points = keypointsOf(entry.keypoints, shape);
  if (isEntry(segmentation)) readMask(segmentation, points, shape);
  else if (Array.isArray(segmentation)) readPolygons(segmentation, points, shape);
  else if (segmentation !== undefined && segmentation !== null) {
    shape.faults.push({
      expected: 'Expected polygons or run lengths for `segmentation`',
      received: written(segmentation),
      wayOut: 'Write a list of polygons, or `size` and `counts`.',
    });
  }
  if (shape.kind === 'box' && points !== null) {
    shape.kind = 'keypoints';
    shape.geometry = geometryDigest([points]);
    shape.box = boundsOfKeypoints(points);
  }
  return shape;
}

function readPolygons(segmentation: unknown[], keypoints: number[] | null, shape: CocoShape): void {
  const polygons: number[][] = [];
  for (const polygon of segmentation) {
    if (areCoordinates(polygon) && polygon.length >= 6 && polygon.length % 2 === 0) polygons.push(polygon);
    else {
      shape.faults.push({
        expected: 'Expected an even count of at least 6 finite numbers for each polygon',
        received: Array.isArray(polygon) ? `${polygon.length}: ${written(polygon)}` : written(polygon),
        wayOut: 'It is left out: write x and y of three points or more.',
      });
      // A flat list of numbers is one mistake.
      if (!Array.isArray(polygon)) break;
    }
  }
  if (segmentation.length > 0) shape.kind = 'polygon';
  if (polygons.length === 0) return;
  shape.geometry = geometryDigest(keypoints === null ? polygons : [...polygons, keypoints]);
  shape.box = boundsOfPoints(polygons);
  shape.area = polygons.reduce((sum, polygon) => sum + areaOfPolygon(polygon), 0);
}

function readMask({ counts, size }: Entry, keypoints: number[] | null, shape: CocoShape): void {
  shape.kind = 'run lengths';
  const runs = typeof counts === 'string' ? runsOfString(counts) : counts;
  if (!isRuns(runs)) {
    shape.faults.push({
      expected: 'Expected run lengths for `counts`',
      received: written(counts),
      wayOut: "Write whole numbers of 0 or more, or pycocotools' compressed string.",
    });
    return;
  }
  shape.geometry = geometryDigest(keypoints === null ? [runs] : [runs, keypoints]);
  const { inside, all } = countPixels(runs);
  shape.area = inside;
  if (size === undefined || size === null) return;
  if (!isSize(size)) {
    shape.faults.push({
      expected: 'Expected height and width for `size` of the mask',
      received: written(size),
      wayOut: 'Write two whole numbers of pixels.',
    });
    return;
  }
  shape.size = size;
  shape.box = boundsOfRuns(runs, size[0]);
  if (all === size[0] * size[1]) return;
  shape.faults.push({
    expected: `Expected run lengths of ${size[0]} × ${size[1]} = ${size[0] * size[1]} pixels for \`counts\``,
    received: String(all),
    wayOut: 'Write the mask again, column by column.',
  });
}

/** A list of three numbers for each point: x, y, and whether it is labelled and visible. */
function keypointsOf(value: unknown, shape: CocoShape): number[] | null {
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return null;
  if (areCoordinates(value) && value.length % 3 === 0) return value;
  shape.faults.push({
    expected: 'Expected three finite numbers for each point of `keypoints`',
    received: Array.isArray(value) ? `${value.length}: ${written(value)}` : written(value),
    wayOut: 'Write x, y and visibility of each.',
  });
  return null;
}

/** The box around the points that are labelled; `null` when none is. */
function boundsOfKeypoints(points: readonly number[]): Box | null {
  const labelled: number[] = [];
  for (let i = 0; i < points.length; i += 3) if (points[i + 2] > 0) labelled.push(points[i], points[i + 1]);
  return labelled.length === 0 ? null : boundsOfPoints([labelled]);
}

function isRuns(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((run) => isWhole(run) && run >= 0);
}

function isSize(value: unknown): value is [number, number] {
  return (
    Array.isArray(value) && value.length === 2 && value.every((side) => isWhole(side) && side > 0 && side < 2 ** 31)
  );
}
