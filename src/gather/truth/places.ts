import type { Samples } from '../../model/facts.ts';
import type { Position } from '../../model/fault.ts';

/** Where an object is written. */
export function annotationPlace({ annotations }: Samples, row: number): Position {
  const { files, file, line, column } = annotations!;
  return {
    path: files[file[row]],
    ...(line[row] > 0 && { line: line[row] }),
    ...(column[row] > 0 && { column: column[row] }),
  };
}
