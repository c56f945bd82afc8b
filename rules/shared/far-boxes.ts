import type { Annotations, Samples } from '../../src/model/facts.ts';
import { annotationName } from './annotations.ts';
import { type BoxColumns, type BoxGroup, type BoxProperty, boxGroups, boxProperties, moments } from './box-groups.ts';

/** A box that lies far from the mean of its group in a property. */
export interface FarBox {
  row: number;
  group: BoxGroup;
  property: BoxProperty;
  value: number;
  mean: number;
  /** Distance from the mean in standard deviations. */
  deviations: number;
}

/** datumaro's FarFromLabelMean and FarFromAttrMean: each box, group and property of more than so many standard deviations from the mean. */
export function farBoxes(samples: Samples, annotations: Annotations, columns: BoxColumns, limit: number): FarBox[] {
  return boxGroups(samples, annotations, columns).flatMap((group) =>
    boxProperties.flatMap((property) => {
      const column = columns[property];
      const { mean, deviation } = moments(column, group.rows);
      return group.rows
        .filter((row) => column[row] > mean + limit * deviation || column[row] < mean - limit * deviation)
        .map((row) => ({
          row,
          group,
          property,
          value: column[row],
          mean,
          deviations: Math.abs(column[row] - mean) / deviation,
        }));
    }),
  );
}

/** For each annotation the property in which it is farthest, in the order of the rows. */
export function farthestOfEach(far: readonly FarBox[]): FarBox[] {
  const best = new Map<number, FarBox>();
  for (const box of far) if (box.deviations > (best.get(box.row)?.deviations ?? 0)) best.set(box.row, box);
  return [...best.values()].sort((a, b) => a.row - b.row);
}

/** Those of the names that annotations of `samples` have: whether an annotation was there before. */
export function namesAmong(samples: Samples | undefined, wanted: ReadonlySet<string>): Set<string> {
  const found = new Set<string>();
  if (!samples?.annotations || wanted.size === 0) return found;
  const images = new Set([...wanted].map((name) => name.slice(0, name.indexOf(' '))));
  const { annotations, hash, path } = samples;
  for (let row = 0; row < annotations.count; row++) {
    const sample = annotations.sample[row];
    if (sample < 0 || !images.has(hash[sample] || path[sample])) continue;
    const name = annotationName(samples, annotations, row);
    if (wanted.has(name)) found.add(name);
  }
  return found;
}
