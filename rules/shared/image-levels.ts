import type { Images } from '../../src/model/facts.ts';
import { quantile } from '../../src/statistics/drift.ts';
import { lightProperties, type Property, shapeProperties, valuesOf } from './properties.ts';

/** A property of images in levels. */
export interface LevelledProperty {
  name: string;
  /** Level of each of the rows that were asked for, in their order. */
  levels: Int32Array;
  /** The level in words that complete “the image …”. */
  phrase(level: number): string;
}

const tenths = 10;

/** What a picture can be known by without looking at what it shows: its file, its size and its light. Quantities are cut at their tenths among `rows`. */
export function* levelledProperties(images: Images, rows: readonly number[]): Generator<LevelledProperty> {
  const { format, mode, width, height, tables, quality, progressive } = images;
  yield named(
    'format',
    rows,
    (row) => (progressive[row] ? `${format[row]}, progressive` : format[row]),
    (row) => `is a ${format[row].toUpperCase()}${progressive[row] ? ', progressive' : ''}`,
  );
  yield named(
    'colour mode',
    rows,
    (row) => mode[row],
    (row) => `is ${mode[row]}`,
  );
  yield named(
    'size',
    rows,
    (row) => width[row] * 2 ** 24 + height[row],
    (row) => `is ${width[row]} × ${height[row]}`,
  );
  yield named(
    'JPEG compression',
    rows,
    (row) => tables[row],
    (row) =>
      tables[row] ? `has JPEG quality ${Math.round(quality[row])} (tables ${tables[row].slice(0, 8)})` : 'is no JPEG',
  );
  for (const property of [...shapeProperties, ...lightProperties]) yield cut(property, images, rows);
}

/** One level for each key, in the order in which they are met, and in the words of the first row that has it. */
function named(
  name: string,
  rows: readonly number[],
  keyOf: (row: number) => string | number,
  phraseOf: (row: number) => string,
): LevelledProperty {
  const known = new Map<string | number, number>();
  const firsts: number[] = [];
  const levels = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const key = keyOf(rows[i]);
    let level = known.get(key);
    if (level === undefined) {
      level = firsts.push(rows[i]) - 1;
      known.set(key, level);
    }
    levels[i] = level;
  }
  return { name, levels, phrase: (level) => phraseOf(firsts[level]) };
}

function cut(property: Property, images: Images, rows: readonly number[]): LevelledProperty {
  const { name } = property;
  const values = valuesOf(images, rows, property);
  const ascending = values.toSorted();
  const cuts = [...new Set(Array.from({ length: tenths - 1 }, (_, i) => quantile(ascending, (i + 1) / tenths)))];
  const levels = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    let level = 0;
    while (level < cuts.length && values[i] > cuts[level]) level++;
    levels[i] = level;
  }
  return { name, levels, phrase: (level) => between(cuts, level, name) };
}

function between(cuts: readonly number[], level: number, name: string): string {
  if (level === 0) return `has ${name} up to ${short(cuts[0])}`;
  if (level === cuts.length) return `has ${name} above ${short(cuts[level - 1])}`;
  return `has ${name} from ${short(cuts[level - 1])} to ${short(cuts[level])}`;
}

function short(value: number): number {
  return Number(value.toPrecision(3));
}
