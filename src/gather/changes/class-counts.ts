import type { Annotations, ClassCount, DatasetChanges, Samples } from '../../model/facts.ts';

/** Labelled samples by split and class on both sides. */
export function sampleCounts(base: Samples | undefined, head: Samples | undefined): ClassCount[] {
  const counts = new Counts();
  for (const side of ['head', 'base'] as const) {
    const { label = [], split = [] } = (side === 'head' ? head : base) ?? {};
    for (const [row, name] of label.entries()) if (name !== null) counts.add(side, split[row], name);
  }
  return counts.sorted();
}

/** Annotations by their image's split and their class on both sides; those of no listed image or class are left out. */
export function annotationCounts(base: Samples | undefined, head: Samples | undefined): ClassCount[] {
  const counts = new Counts();
  for (const side of ['head', 'base'] as const) {
    const samples = side === 'head' ? head : base;
    if (samples?.annotations) countAnnotations(samples, samples.annotations, (...of) => counts.add(side, ...of));
  }
  return counts.sorted();
}

/** The names of both class lists whose index is another. */
export function movedClasses(base: readonly string[], head: readonly string[]): DatasetChanges['classes']['moved'] {
  const indices = new Map(head.map((name, index) => [name, index]));
  return base.flatMap((name, from) => {
    const to = indices.get(name);
    return to === undefined || to === from ? [] : [{ name, from, to }];
  });
}

function countAnnotations(
  { split, classes }: Samples,
  { count, sample, category }: Annotations,
  add: (split: string, label: string, n: number) => void,
): void {
  const bySplit = new Map<string, Int32Array>();
  for (let row = 0; row < count; row++) {
    if (sample[row] < 0 || category[row] < 0) continue;
    const name = split[sample[row]];
    let byClass = bySplit.get(name);
    if (byClass === undefined) {
      byClass = new Int32Array(classes.length);
      bySplit.set(name, byClass);
    }
    byClass[category[row]]++;
  }
  for (const [name, byClass] of bySplit) {
    for (const [index, n] of byClass.entries()) if (n > 0) add(name, classes[index], n);
  }
}

class Counts {
  private readonly splits = new Map<string, Map<string, ClassCount>>();

  add(side: 'base' | 'head', split: string, label: string, n = 1): void {
    let labels = this.splits.get(split);
    if (labels === undefined) {
      labels = new Map();
      this.splits.set(split, labels);
    }
    let count = labels.get(label);
    if (count === undefined) {
      count = { split, label, base: 0, head: 0 };
      labels.set(label, count);
    }
    count[side] += n;
  }

  /** By split – train, validation, test, then the others – and class. */
  sorted(): ClassCount[] {
    return [...this.splits.values()]
      .flatMap((labels) => [...labels.values()])
      .sort((a, b) => placeOf(a.split) - placeOf(b.split) || compare(a.split, b.split) || compare(a.label, b.label));
  }
}

function placeOf(split: string): number {
  const place = ['train', 'validation', 'test'].indexOf(split);
  return place < 0 ? 3 : place;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
