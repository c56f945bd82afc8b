import type { Samples } from '../../src/model/facts.ts';

/** What a dataset's classes are counted by. */
export type Counted = 'image' | 'annotation';

/** Images where any has a label of its own; else annotations, where objects are marked in the images. */
export function countedBy({ annotations, label }: Samples): Counted {
  return annotations && annotations.count > 0 && label.every((name) => name === null) ? 'annotation' : 'image';
}

/** Labelled images, or annotations, by split, then by class, in the order in which they are first met. */
export function countClasses(samples: Samples): Map<string, Map<string, number>> {
  const { split, label, annotations, classes } = samples;
  const counts = new Map<string, Map<string, number>>();
  const count = (row: number, name: string | null | undefined) => {
    if (name == null) return;
    const ofSplit = counts.get(split[row]) ?? new Map<string, number>();
    counts.set(split[row], ofSplit.set(name, (ofSplit.get(name) ?? 0) + 1));
  };
  if (countedBy(samples) === 'image') {
    for (let row = 0; row < samples.count; row++) count(row, label[row]);
    return counts;
  }
  const { sample, category } = annotations!;
  for (let row = 0; row < sample.length; row++) if (sample[row] >= 0) count(sample[row], classes[category[row]]);
  return counts;
}
