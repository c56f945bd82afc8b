import type { Samples } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { imageOf, namesByContent, placeOf } from '../shared/samples.ts';
import { shortList } from '../shared/short-list.ts';
import { counted, percent } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'training-data/unlabelled-image',
    title: 'An image has no label, or nothing is marked in it.',
    why: 'An image without a label is dropped by one loader and taken for the first class by another. An image in which nothing is marked teaches that nothing is there, which is right for a background and wrong for an image that nobody has annotated yet.',
    fix: 'Label the image, or take it out of the split. Where backgrounds are meant, raise the share.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['samples'],
    messages: {
      unlabelled: '{path} in {split} has no label.',
      more: '{measured} images in {split} of {dataset} have no label; {listed} of them are named.',
      unmarked:
        'Nothing is marked in {count} of {total} in {split} of {dataset}: {share}, and {accepted} are accepted.',
    },
    options: {
      share: 'Share of a split, 0–1, in which nothing may be marked, for backgrounds.',
      listed: 'Images of one split that are named, of those that base has too and of those that are new.',
    },
  },

  defaults: { share: 0.1, listed: 50 },

  *evaluate({ base, head, options }) {
    for (const samples of Object.values<Samples>(head.samples)) {
      const before = base.samples?.[samples.dataset];
      yield* withoutLabel(samples, before, options.listed);
      yield* unmarked(samples, options.share);
    }
  },
});

/** Images without a label, in splits where others have one. */
function* withoutLabel(samples: Samples, before: Samples | undefined, limit: number) {
  const { dataset, path, split } = samples;
  const rows = rowsWithoutLabel(samples);
  const names = namesByContent(samples, before, rows);
  const known = new Set(before ? namesByContent(before, undefined, rowsWithoutLabel(before)) : []);
  const { listed, crowded } = shortList(
    rows.map((row, index) => ({ row, name: names[index], file: split[row] })),
    known,
    limit,
  );
  for (const { row, name } of listed) {
    yield {
      message: 'unlabelled' as const,
      subject: path[row],
      identity: name,
      at: placeOf(samples, row),
      data: { path: path[row], split: split[row] },
      evidence: imageOf(samples, row),
    };
  }
  for (const { file, total, listed } of crowded) {
    yield {
      message: 'more' as const,
      subject: `${dataset}: ${file}`,
      identity: `${dataset}/${file}`,
      measured: total,
      limit: 0,
      data: { split: file, dataset, listed },
    };
  }
}

function rowsWithoutLabel({ label, split, count }: Samples): number[] {
  const labelled = new Set<string>();
  for (let row = 0; row < count; row++) if (label[row] !== null) labelled.add(split[row]);
  if (labelled.size === 0) return [];
  return Array.from({ length: count }, (_, row) => row).filter(
    (row) => label[row] === null && labelled.has(split[row]),
  );
}

/** Splits of which too large a share has no annotation, where others of the dataset have some. */
function* unmarked({ dataset, annotations, split, count, classesAt }: Samples, accepted: number) {
  if (!annotations || annotations.count === 0) return;
  const isMarked = new Uint8Array(count);
  for (const row of annotations.sample) if (row >= 0) isMarked[row] = 1;
  const splits = new Map<string, { total: number; marked: number }>();
  for (let row = 0; row < count; row++) {
    const own = splits.get(split[row]) ?? { total: 0, marked: 0 };
    splits.set(split[row], own);
    own.total++;
    own.marked += isMarked[row];
  }
  for (const [name, { total, marked }] of splits) {
    const share = 1 - marked / total;
    if (marked === 0 || share <= accepted) continue;
    yield {
      message: 'unmarked' as const,
      subject: `${dataset}: ${name}`,
      identity: `${dataset}/${name}`,
      at: classesAt ?? undefined,
      measured: share,
      limit: accepted,
      data: {
        dataset,
        split: name,
        count: total - marked,
        total: counted(total, 'image'),
        share: percent(share),
        accepted: percent(accepted),
      },
    };
  }
}
