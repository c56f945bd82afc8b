/**
 * Time of the data diff alone: 500 images changed of 100 000 and 1 000 boxes of a million; then every box re-classed.
 *
 *     node bench/changes.ts
 */
import { annotationChanges } from '../src/gather/changes/annotation-changes.ts';
import { sampleChanges } from '../src/gather/changes/sample-changes.ts';
import { type DatasetSide, pairSamples } from '../src/gather/changes/sample-pairs.ts';
import { type AnnotationRow, annotations, images, type SampleRow, samples } from '../test/harness/rule/index.ts';

const count = 100_000;
const boxes = 10;
const runs = 9;

/** Of each 1000 images of head two are new, one is gone, one is renamed and one replaced. */
function side(isHead: boolean, shift = 0): DatasetSide {
  const rows = Array.from({ length: count }, (_, i) => i).flatMap((i): SampleRow[] => {
    const edit = isHead ? i % 1000 : -1;
    const row = (name: string, hash: string): SampleRow => [
      `data/train/class-${i % 50}/${name}.jpg`,
      `git:${hash.padStart(40, '0')}`,
      'train',
      `class-${i % 50}`,
    ];
    if (edit === 1) return [];
    if (edit === 2) return [row(`renamed-${i}`, `${i}`)];
    if (edit === 3) return [row(`image-${i}`, `f${i}`)];
    if (edit === 4) return [row(`image-${i}`, `${i}`), row(`new-${i}`, `a${i}`), row(`also-new-${i}`, `b${i}`)];
    return [row(`image-${i}`, `${i}`)];
  });
  const marks = rows.flatMap(([path], row) => {
    const image = Number(/\d+(?=\.jpg)/.exec(path)![0]);
    return Array.from({ length: boxes }, (_, box): AnnotationRow => {
      const isEdited = isHead && image % 100 === 50 && box === 0;
      return [row, (image + shift) % 50, [box * 50, 10, isEdited ? 44 : 40, 40], { id: '' }];
    });
  });
  const looks = rows.map(([, hash]) => ({ phash: hash.slice(-16).padStart(16, 'c') }));
  const classes = Array.from({ length: 50 }, (_, i) => `class-${i}`);
  return {
    samples: samples('bench', rows, { classes, annotations: annotations(marks) }).bench,
    images: images('bench', looks).bench,
  };
}

function measure(title: string, base: DatasetSide, head: DatasetSide): void {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    const pairs = pairSamples(base, head);
    const { totals } = sampleChanges(base, head, pairs);
    const between = performance.now();
    const marked = annotationChanges(base, head, pairs);
    return { samples: between - start, annotations: performance.now() - between, totals, marked };
  });
  const [{ totals, marked }] = times;
  const kinds = new Map<string, number>();
  for (const { kind, n } of [...totals, ...marked!.totals]) kinds.set(kind, (kinds.get(kind) ?? 0) + n);
  console.log(`${title}: ${[...kinds].map(([kind, n]) => `${n} ${kind}`).join(', ')}`);
  for (const name of ['samples', 'annotations'] as const) {
    const sorted = times.map((time) => time[name]).toSorted((a, b) => a - b);
    console.log(
      `  ${name}: first ${times[0][name].toFixed(0)} ms, median ${sorted[runs >> 1].toFixed(0)} ms, least ${sorted[0].toFixed(0)} ms`,
    );
  }
}

const base = side(false);
measure('a few edits', base, side(true));
measure('another class for every box', base, side(false, 1));
