import type { Position } from '../../../model/fault.ts';
import { areaOfPolygon, boundsOfPoints } from '../coco/polygons.ts';
import type { AnnotationColumns, ListedAnnotation } from '../listing/annotation-columns.ts';
import { geometryDigest } from '../listing/geometry-digest.ts';
import { addProblem, counted, type ProblemList } from '../listing/problems.ts';
import { decimalOf } from '../text/decimal.ts';
import { quoted } from '../text/text.ts';
import type { YoloConfig } from './config.ts';

/** What a label file's rows may be, and where they go. */
interface LabelTarget {
  config: Pick<YoloConfig, 'classes' | 'keypoints' | 'rotated'>;
  annotations: AnnotationColumns;
  problems: ProblemList;
}

type Marked = Pick<ListedAnnotation, 'shape' | 'box' | 'area' | 'geometry'>;
/** A sentence, and the column of what is wrong; `label` is a class that is not in the list. */
type Mistake = { message: string; column: number; label?: string };

/**
 * Reads one label file: a row for each object, in fractions of the image's width and height.
 * - `class x y width height`: a box by its centre;
 * - `class x y x y x y …`: a polygon of three points or more; four are the corners of a rotated box where the task is `obb`;
 * - `class x y width height x y [visible] …`: a box with keypoints, where `kpt_shape` is declared.
 *
 * Rows that cannot be taken in are left out and named. Coordinates outside the image are kept as they are.
 * @param samples the rows of the images that the file belongs to
 */
export function readYoloLabels(bytes: Buffer, path: string, samples: readonly number[], target: LabelTarget): void {
  if (bytes.toString('utf8', 0, 3) === '\ufeff') {
    addProblem(
      target.problems,
      `Expected plain UTF-8 in ${path} but received a byte order mark, for which Ultralytics drops the file. Save it without.`,
      { path, line: 1, column: 1 },
    );
  }
  const rows = rowsIn(bytes);
  const seen = new Set<'a box' | 'a polygon'>();
  for (const [i, row] of rows.entries()) {
    const tokens = row.match(/\S+/g);
    if (tokens === null) continue;
    const line = i + 1;
    const read = readRow(tokens, target.config);
    if ('message' in read) {
      const at = { path, line, column: columnOf(row, read.column) };
      const unknown = read.label === undefined ? undefined : { label: read.label, count: 1 };
      addProblem(target.problems, `${read.message} The row is left out: mend or remove it.`, at, unknown);
      continue;
    }
    if (target.config.keypoints === null) reportMixture(seen, tokens.length, { path, line }, target.problems);
    const label = labelOf(read.category, target.config.classes);
    for (const sample of samples) target.annotations.add({ ...read.marked, sample, label, file: path, line });
  }
}

/** The rows of a label file, empty ones too: the first is that of line 1. */
export function rowsIn(bytes: Buffer): string[] {
  return bytes
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/);
}

/** What stands behind the class in a row: the points of a polygon, x and y by turns. */
export function lengthsIn(row: string): number[] {
  return (row.match(/\S+/g) ?? []).slice(1).map(decimalOf);
}

/** A class without a name is called by its index. */
function labelOf(category: number, classes: string[] | null): string {
  return classes === null ? String(category) : classes[category];
}

function readRow(
  tokens: readonly string[],
  config: LabelTarget['config'],
): { category: number; marked: Marked } | Mistake {
  const values = tokens.map(decimalOf);
  const unreadable = values.findIndex((value) => !Number.isFinite(value));
  if (unreadable >= 0) {
    return {
      message: `Expected a finite number but received ${quoted(tokens[unreadable])}.`,
      column: unreadable,
    };
  }
  const [category, ...lengths] = values;
  const { classes } = config;
  if (!Number.isInteger(category) || category < 0 || category >= (classes?.length ?? Number.MAX_SAFE_INTEGER)) {
    const expected = classes === null ? 'a class from 0' : `a class from 0 to ${classes.length - 1}`;
    return { message: `Expected ${expected} but received ${quoted(tokens[0])}.`, column: 0, label: tokens[0] };
  }
  const marked = markedBy(lengths, config);
  return 'message' in marked ? marked : { category, marked };
}

function markedBy(lengths: number[], { keypoints, rotated }: LabelTarget['config']): Marked | Mistake {
  if (keypoints !== null) {
    const wanted = 4 + keypoints.count * keypoints.dimensions;
    if (lengths.length !== wanted) return wrongCount(`${wanted + 1} values, as \`kpt_shape\` says,`, lengths);
    const box = boxOf(lengths);
    return 'message' in box ? box : { ...box, shape: 'keypoints', geometry: geometryDigest([lengths.slice(4)]) };
  }
  if (lengths.length === 4 && !rotated) return boxOf(lengths);
  if (rotated && lengths.length !== 8) return wrongCount('9 values (`class x1 y1 x2 y2 x3 y3 x4 y4`)', lengths);
  if (lengths.length < 6 || lengths.length % 2 !== 0)
    return wrongCount('5 values (`class x y width height`), or a class and three points or more,', lengths);
  return {
    shape: rotated ? 'rotated box' : 'polygon',
    box: boundsOfPoints([lengths]),
    area: areaOfPolygon(lengths),
    geometry: geometryDigest([lengths]),
  };
}

function boxOf([x, y, width, height]: number[]): Marked | Mistake {
  const flat = width <= 0 ? 'width' : height <= 0 ? 'height' : null;
  if (flat === null) return { shape: 'box', box: [x - width / 2, y - height / 2, width, height] };
  const value = flat === 'width' ? width : height;
  return { message: `Expected a ${flat} above 0 but received ${value}.`, column: flat === 'width' ? 3 : 4 };
}

function wrongCount(expected: string, lengths: readonly number[]): Mistake {
  const message = `Expected ${expected} but received ${counted(lengths.length + 1, 'value')}.`;
  return { message, column: lengths.length };
}

/** Once a row has more than six values Ultralytics takes all rows of its file for points, so that a box becomes two of them. */
function reportMixture(seen: Set<string>, width: number, at: Position, problems: ProblemList): void {
  const kind = width === 5 ? 'a box' : 'a polygon';
  if (!seen.has(kind) && seen.size === 1) {
    const [other] = seen;
    const sentence = `Expected ${other} as in the rows above but received ${kind}: Ultralytics then takes each box for two points. Write all rows of ${at.path} one way.`;
    addProblem(problems, sentence, at);
  }
  seen.add(kind);
}

/** Column of a row's token, from 1. */
function columnOf(row: string, token: number): number {
  let count = 0;
  for (const { index } of row.matchAll(/\S+/g)) if (count++ === token) return index + 1;
  return 1;
}
