import type { Annotations, Images, Samples } from '../../src/model/facts.ts';
import { boxInPixels, isFiniteBox, type Size, storedSize } from './boxes.ts';

/** datumaro's properties of a box. */
export const boxProperties = ['width', 'height', 'area', 'ratio', 'short side', 'long side'] as const;
export type BoxProperty = (typeof boxProperties)[number];

export type BoxColumns = Record<BoxProperty, Float64Array>;

/** Attributes of more values than this are names or numbers, and make no groups. */
const mostValues = 20;

/** Annotations of one class, or those of them that share an attribute's value; boxes without extent are left out. */
export interface BoxGroup {
  label: string;
  attribute: { name: string; value: string } | null;
  rows: number[];
}

/** Each property of each annotation's box, in pixels where the image's size is known, else as written; NaN for boxes without extent. */
export function boxColumns(samples: Samples, images: Images | undefined, annotations: Annotations): BoxColumns {
  const { count, sample, unit } = annotations;
  const columns = Object.fromEntries(
    boxProperties.map((name) => [name, new Float64Array(count).fill(Number.NaN)]),
  ) as BoxColumns;
  const asWritten: Size = { width: 1, height: 1 };
  for (let row = 0; row < count; row++) {
    if (!isFiniteBox(annotations, row)) continue;
    const size = unit === 'fractions' && sample[row] >= 0 ? storedSize(samples, images, sample[row]) : null;
    const { width, height } = boxInPixels(annotations, row, size ?? asWritten);
    const least = unit === 'fractions' && !size ? 0 : 1;
    if (width <= 0 || height <= 0 || width < least || height < least) continue;
    columns.width[row] = width;
    columns.height[row] = height;
    columns.area[row] = width * height;
    columns.ratio[row] = width / height;
    columns['short side'][row] = Math.min(width, height);
    columns['long side'][row] = Math.max(width, height);
  }
  return columns;
}

/** Groups of annotations by class, then by class and each value of each attribute of few values. */
export function boxGroups({ classes }: Samples, annotations: Annotations, columns: BoxColumns): BoxGroup[] {
  const { count, category, attributes } = annotations;
  const ofClass = classes.map((label): BoxGroup => ({ label, attribute: null, rows: [] }));
  for (let row = 0; row < count; row++) {
    if (category[row] >= 0 && columns.width[row] > 0) ofClass[category[row]].rows.push(row);
  }
  const groups = ofClass.filter(({ rows }) => rows.length > 0);
  const named = Object.entries(attributes).filter(([, values]) => hasFewValues(values));
  return [
    ...groups,
    ...groups.flatMap(({ label, rows }) =>
      named.flatMap(([name, values]) =>
        [
          ...Map.groupBy(
            rows.filter((row) => values[row] !== null),
            (row) => values[row] ?? '',
          ),
        ].map(([value, own]): BoxGroup => ({ label, attribute: { name, value }, rows: own })),
      ),
    ),
  ];
}

/** Whether a column has so few values that each stands for a group. */
export function hasFewValues(values: readonly (string | null)[]): boolean {
  const seen = new Set<string>();
  for (const value of values) {
    if (value !== null && seen.add(value).size > mostValues) return false;
  }
  return seen.size > 0;
}

/** Mean and standard deviation (of the population) of a column's rows. */
export function moments(column: Float64Array, rows: readonly number[]): { mean: number; deviation: number } {
  let sum = 0;
  for (const row of rows) sum += column[row];
  const mean = sum / rows.length;
  let squares = 0;
  for (const row of rows) squares += (column[row] - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / rows.length) };
}

/** Share of a column's rows that lies in the fullest of ten bins of equal width between the least and the greatest value. */
export function fullestTenth(column: Float64Array, rows: readonly number[]): number {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const row of rows) {
    low = Math.min(low, column[row]);
    high = Math.max(high, column[row]);
  }
  if (low === high) return 1;
  const counts = new Float64Array(10);
  for (const row of rows) counts[Math.min(9, Math.floor(((column[row] - low) * 10) / (high - low)))]++;
  return Math.max(...counts) / rows.length;
}
