import type { Annotations, Samples } from '../../src/model/facts.ts';
import type { Position } from '../../src/model/fault.ts';

/** Where an annotation is written. */
export function annotationPlace({ files, file, line, column }: Annotations, row: number): Position {
  return {
    path: files[file[row]],
    ...(line[row] > 0 ? { line: line[row] } : {}),
    ...(column[row] > 0 ? { column: column[row] } : {}),
  };
}

/** The annotation's class, in words. */
export function classOf(samples: Samples, annotations: Annotations, row: number): string {
  return samples.classes[annotations.category[row]] ?? 'no known class';
}

/** An annotation's name across commits: content of its image, class and geometry. Ids change with every export. */
export function annotationName(samples: Samples, annotations: Annotations, row: number): string {
  const sample = annotations.sample[row];
  const image = samples.hash[sample] || samples.path[sample] || 'no image';
  const box = annotations.boxes.subarray(row * 4, row * 4 + 4).join(' ');
  return [image, classOf(samples, annotations, row), box, annotations.geometry[row]].join(' ').trimEnd();
}

/** Names that occur again get `#2`, `#3` …, in the order in which they are asked for. */
export function nameOnce(): (name: string) => string {
  const copies = new Map<string, number>();
  return (name) => {
    const copy = (copies.get(name) ?? 0) + 1;
    copies.set(name, copy);
    return copy === 1 ? name : `${name}#${copy}`;
  };
}

/**
 * Rows of annotations by the sample that they lie in, without an array for each: those of sample i are
 * `rows[starts[i]]` to `rows[starts[i + 1] − 1]`, ascending. Annotations of no sample are left out.
 */
export function rowsBySample(
  { sample, count }: Annotations,
  samples: number,
): { starts: Int32Array; rows: Int32Array } {
  const starts = new Int32Array(samples + 1);
  for (let row = 0; row < count; row++) if (sample[row] >= 0) starts[sample[row] + 1]++;
  for (let i = 0; i < samples; i++) starts[i + 1] += starts[i];
  const rows = new Int32Array(starts[samples]);
  const next = starts.slice();
  for (let row = 0; row < count; row++) if (sample[row] >= 0) rows[next[sample[row]]++] = row;
  return { starts, rows };
}
