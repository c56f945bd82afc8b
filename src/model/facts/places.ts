import type { Position } from '../fault.ts';
import type { Samples } from './dataset.ts';

/** Where a sample is declared: its line in the manifest, else the file that holds it, else the image itself. */
export function placeOf(samples: Samples, row: number): Position {
  const { manifest, line, column, hash } = samples;
  if (line[row] > 0) {
    return { path: manifest[row], line: line[row], ...(column[row] > 0 ? { column: column[row] } : {}) };
  }
  // A file that is only named is not there to be shown.
  return { path: (hash[row] === '' && manifest[row]) || fileOf(samples, row) };
}

/** The file of the commit that a sample's image lies in: itself, or what holds it together with others. */
export function fileOf({ container, path }: Samples, row: number): string {
  return container?.[row] ?? path[row];
}
