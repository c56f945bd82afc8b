import type { Annotations, Images, Samples } from '../../src/model/facts.ts';
import type { Data } from '../../src/model/finding.ts';
import { defineRule } from '../../src/model/rule.ts';
import { annotationName, annotationPlace, classOf, nameOnce } from '../shared/annotations.ts';
import { type BoxColumns, boxColumns } from '../shared/box-groups.ts';
import { farBoxes, farthestOfEach, namesAmong } from '../shared/far-boxes.ts';
import { imageOf } from '../shared/samples.ts';
import { type Found, shortList } from '../shared/short-list.ts';

export default defineRule({
  meta: {
    id: 'training-data/odd-annotation',
    title: 'A box is unlike all others of its class.',
    why: 'A box ten times as large as any other of its class is most often a slip: a drag too far, a box around a group, the wrong class. One of a few pixels is too small for most models to learn anything from it.',
    fix: 'Look at the box and draw it again, correct its class, or remove it. Where sizes differ this much by nature, raise the limit.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['samples'],
    uses: ['images'],
    messages: {
      far: 'The box of {class} in {path} has {property} {value}; the mean of {group} is {mean}, and it lies {deviations} standard deviations away.',
      tiny: 'The box of {class} in {path} is {width} × {height} pixels.',
      more: '{path} has {measured} odd annotations; {listed} of them are named.',
    },
    options: {
      deviations: 'Standard deviations from the mean of its class that a box may lie (datumaro: 5).',
      side: 'Pixels that each side of a box should have.',
      listed: 'Annotations of one file that are named, of those that base has too and of those that are new.',
    },
  },

  defaults: { deviations: 5, side: 3, listed: 50 },

  *evaluate({ base, head, options }) {
    for (const samples of Object.values<Samples>(head.samples)) {
      const { dataset, annotations, path } = samples;
      if (!annotations) continue;
      const before = base.samples?.[dataset];
      const found = odd(samples, head.images[dataset], options);
      if (found.length === 0) continue;
      const known = new Set(before ? odd(before, base.images?.[dataset], options).map(({ name }) => name) : []);
      const old = namesAmong(before, new Set(found.map(({ base }) => base)));
      const { listed, crowded } = shortList(
        found.filter(({ name, base }) => known.has(name) || !old.has(base)),
        known,
        options.listed,
      );
      for (const { row, name, message, data } of listed) {
        yield {
          message,
          subject: path[annotations.sample[row]],
          identity: name,
          at: annotationPlace(annotations, row),
          data: { ...data, path: path[annotations.sample[row]], class: classOf(samples, annotations, row) },
          evidence: imageOf(samples, annotations.sample[row]),
        };
      }
      for (const { file, total, listed } of crowded) {
        yield {
          message: 'more',
          subject: file,
          identity: `${dataset}/${file}`,
          at: { path: file },
          measured: total,
          limit: 0,
          unit: 'annotations',
          data: { path: file, listed },
        };
      }
    }
  },
});

interface Odd extends Found {
  message: 'far' | 'tiny';
  row: number;
  /** The annotation's own name; `name` also tells the message and the copy. */
  base: string;
  data: Data;
}

function odd(samples: Samples, images: Images | undefined, options: { deviations: number; side: number }): Odd[] {
  const { annotations } = samples;
  if (!annotations) return [];
  const once = nameOnce();
  const columns = boxColumns(samples, images, annotations);
  return [...far(samples, annotations, columns, options.deviations), ...tiny(columns, options.side)]
    .filter(({ row }) => annotations.sample[row] >= 0)
    .sort((a, b) => a.row - b.row)
    .map((one) => {
      const base = annotationName(samples, annotations, one.row);
      return { ...one, base, name: once(`${one.message} ${base}`), file: annotations.files[annotations.file[one.row]] };
    });
}

type Bare = Pick<Odd, 'message' | 'row' | 'data'>;

function far(samples: Samples, annotations: Annotations, columns: BoxColumns, limit: number): Bare[] {
  return farthestOfEach(farBoxes(samples, annotations, columns, limit)).map(
    ({ row, group, property, value, mean, deviations }) => ({
      message: 'far',
      row,
      data: {
        property,
        value: short(value),
        mean: short(mean),
        deviations: short(deviations),
        group: group.attribute ? `${group.label} with ${group.attribute.name} ${group.attribute.value}` : group.label,
      },
    }),
  );
}

/** Boxes of a side of few pixels; those of less than one are no boxes at all, and have another rule. */
function tiny({ width, height }: BoxColumns, side: number): Bare[] {
  const rows = [...width.keys()].filter((row) => Math.min(width[row], height[row]) >= 1);
  return rows
    .filter((row) => Math.min(width[row], height[row]) < side)
    .map((row) => ({ message: 'tiny', row, data: { width: short(width[row]), height: short(height[row]) } }));
}

function short(value: number): number {
  return Number(value.toPrecision(3));
}
