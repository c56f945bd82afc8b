/** The conditions by which evaluation images are divided into slices: facts of the image, and values of attributes. */
import type { Images, Samples } from '../../model/facts.ts';

/** A property of each evaluation image, by position; NaN where it is not known. */
export interface Property {
  name: string;
  values: Float64Array;
}

/** A part of the images, in words. */
export interface Condition {
  property: string;
  words: string;
  /** Positions of its images, ascending. */
  images: number[];
}

/** Properties of the image as it is: how light, how sharp, how large and of which shape. */
export function propertiesOf(images: Images | undefined, rows: Int32Array): Property[] {
  if (!images) return [];
  const column = (name: string, of: (row: number) => number): Property => ({
    name,
    values: Float64Array.from(rows, (row) => (images.error[row] === null ? of(row) : Number.NaN)),
  });
  return [
    column('brightness', (row) => images.brightness[row]),
    column('contrast', (row) => images.contrast[row]),
    column('sharpness', (row) => images.blurry[row]),
    column('shorter side', (row) => Math.min(images.width[row], images.height[row])),
    column('aspect ratio', (row) => images.width[row] / images.height[row]),
  ];
}

/** Images below and above the given quantiles of a property; none of a property that hardly varies. */
export function conditionsOn({ name, values }: Property, quantiles: readonly number[]): Condition[] {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const bounds = [...new Set(quantiles.map((quantile) => sorted[Math.floor(quantile * (sorted.length - 1))]))];
  return bounds.flatMap((bound): Condition[] => {
    if (bound === undefined) return [];
    const part = (words: string, isIn: (value: number) => boolean): Condition => ({
      property: name,
      words: `${name} ${words} ${written(bound)}`,
      images: [...values.keys()].filter((image) => isIn(values[image])),
    });
    return [part('below', (value) => value < bound), part('from', (value) => value >= bound)];
  });
}

function written(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** Images of each value of each attribute, for attributes of few values. */
export function conditionsOfAttributes(
  { attributes }: Pick<Samples, 'attributes'>,
  rows: Int32Array,
  mostValues: number,
): Condition[] {
  return Object.entries(attributes).flatMap(([property, column]) => {
    const images = new Map<string, number[]>();
    rows.forEach((row, image) => {
      const value = column[row];
      if (value === null || value === undefined) return;
      const own = images.get(value);
      if (own) own.push(image);
      else images.set(value, [image]);
    });
    if (images.size > mostValues) return [];
    return [...images].map(([value, own]) => ({ property, words: `${property}=${value}`, images: own }));
  });
}
