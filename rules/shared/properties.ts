import type { Images } from '../../src/model/facts.ts';

/** A quantity that every readable image has. */
export interface Property {
  name: string;
  value(images: Images, row: number): number;
}

/** deepchecks' properties of an image: those of its light, and those of its shape. */
export const lightProperties: readonly Property[] = [
  { name: 'brightness', value: (images, row) => images.brightness[row] },
  { name: 'contrast', value: (images, row) => images.contrast[row] },
  { name: 'share of red', value: (images, row) => images.red[row] },
  { name: 'share of green', value: (images, row) => images.green[row] },
  { name: 'share of blue', value: (images, row) => images.blue[row] },
];
export const shapeProperties: readonly Property[] = [
  { name: 'area', value: ({ width, height }, row) => width[row] * height[row] },
  { name: 'aspect ratio', value: ({ width, height }, row) => width[row] / height[row] },
];

/** Whether the image was decoded, so that it has properties. */
export function isReadable({ error, width, height }: Images, row: number): boolean {
  return error[row] === null && width[row] > 0 && height[row] > 0;
}

/** The property of each of those rows. */
export function valuesOf(images: Images, rows: readonly number[], { value }: Property): Float64Array {
  const values = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) values[i] = value(images, rows[i]);
  return values;
}

/** The same, ascending, as statistics want it. */
export function ascending(images: Images, rows: readonly number[], property: Property): Float64Array {
  return valuesOf(images, rows, property).sort();
}

/** Rows of the images that were decoded. */
export function readableRows(images: Images): number[] {
  const rows: number[] = [];
  for (let row = 0; row < images.error.length; row++) if (isReadable(images, row)) rows.push(row);
  return rows;
}
