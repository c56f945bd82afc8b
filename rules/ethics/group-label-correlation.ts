import type { Images, Samples } from '../../src/model/facts.ts';
import type { Test } from '../../src/model/finding.ts';
import { defineRule } from '../../src/model/rule.ts';
import { associationTest } from '../../src/statistics/association.ts';
import { contingency, rest, strongestPair } from '../shared/contingency.ts';
import { levelledProperties } from '../shared/image-levels.ts';
import { isReadable } from '../shared/properties.ts';
import { roleOf } from '../shared/splits.ts';
import { percent } from '../shared/wording.ts';

/** Groups, classes and levels that fewer images have are counted together. */
const leastCount = 20;

export default defineRule({
  meta: {
    id: 'ethics/group-label-correlation',
    title: 'The group that an image is of tells its class, or how the picture was taken.',
    why: 'Where nearly all images of a class show one group, a model learns the group and answers by it. Where one group was photographed darker or smaller, a gap between groups may be the camera’s, and mending the labels will not close it.',
    fix: 'Collect the classes in all groups, under the same conditions. Where the group has the class more often in the world too, say so in the data card and raise the association.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['samples'],
    uses: ['images'],
    messages: {
      label:
        "{attribute} goes with the class in {split} of {dataset} (Cramér's V {association}): of {group} {inside} are {class}, of all others {outside}.",
      image:
        "{attribute} goes with the {property} of the picture in {split} of {dataset} (Cramér's V {association}): of {group} {inside} {level}, of all others {outside}. A gap between the groups may be the picture's.",
    },
    options: {
      association: "Cramér's V of group and class or property, 0–1, corrected for bias, that is accepted.",
      samples: 'Images with the attribute that a split must have.',
    },
  },

  defaults: { association: 0.3, samples: 100 },

  *evaluate({ head, options }) {
    for (const samples of Object.values<Samples>(head.samples)) {
      const splits = [...new Set(samples.split)].filter((split) => roleOf(split) >= 0);
      for (const attribute of samples.groups) {
        for (const split of splits.sort((a, b) => roleOf(a) - roleOf(b))) {
          const rows = Array.from({ length: samples.count }, (_, row) => row).filter(
            (row) => samples.split[row] === split && (samples.attributes[attribute]?.[row] ?? null) !== null,
          );
          yield* withLabel(samples, attribute, split, rows, options);
          const images = head.images[samples.dataset];
          if (images) yield* withPicture(samples, images, attribute, split, rows, options);
        }
      }
    }
  },
});

interface Options {
  association: number;
  samples: number;
}

function* withLabel(
  samples: Samples,
  attribute: string,
  split: string,
  rows: readonly number[],
  options: Options,
): Generator<Test<'label'>> {
  const labelled = rows.filter((row) => samples.label[row] !== null);
  if (labelled.length < options.samples) return;
  const groups = levelsOf(labelled.map((row) => samples.attributes[attribute][row]));
  const classes = levelsOf(labelled.map((row) => samples.label[row]));
  const found = associated(groups, classes.levels, options.association);
  if (!found) return;
  const { row, column, inside, outside, ...test } = found;
  yield {
    ...test,
    message: 'label',
    subject: `${samples.dataset}: ${attribute}`,
    identity: `${samples.dataset}/${split}/${attribute}`,
    data: {
      ...dataOf(samples, attribute, split, test.effect),
      group: groups.nameOf(row),
      class: column === rest ? 'of a rarer class' : classes.names[column],
      inside,
      outside,
    },
  };
}

function* withPicture(
  samples: Samples,
  images: Images,
  attribute: string,
  split: string,
  rows: readonly number[],
  options: Options,
): Generator<Test<'image'>> {
  const readable = rows.filter((row) => isReadable(images, row));
  if (readable.length < options.samples) return;
  const groups = levelsOf(readable.map((row) => samples.attributes[attribute][row]));
  for (const { name, levels, phrase } of levelledProperties(images, readable)) {
    const found = associated(groups, levels, options.association);
    if (!found) continue;
    const { row, column, inside, outside, ...test } = found;
    yield {
      ...test,
      message: 'image',
      subject: `${samples.dataset}: ${attribute} and ${name}`,
      identity: `${samples.dataset}/${split}/${attribute}/${name}`,
      data: {
        ...dataOf(samples, attribute, split, test.effect),
        property: name,
        group: groups.nameOf(row),
        level: column === rest ? 'is of a rarer kind' : phrase(column),
        inside,
        outside,
      },
    };
  }
}

function dataOf({ dataset }: Samples, attribute: string, split: string, association: number) {
  return { dataset, attribute, split, association };
}

/** The test of the association, and the group and level that go together most; `null` where there is but one of either. */
function associated(groups: { levels: Int32Array }, levels: Int32Array, tolerance: number) {
  const table = contingency(groups.levels, levels, leastCount);
  if (table.rows.length < 2 || table.columns.length < 2) return null;
  const { v, p, interval, n } = associationTest(table.counts, tolerance);
  const { row, column, inside, outside } = strongestPair(table);
  return {
    effect: v,
    interval,
    tolerance,
    p,
    n,
    family: 'advisory' as const,
    row,
    column,
    inside: percent(inside),
    outside: percent(outside),
  };
}

/** Values numbered in the order in which they are met. */
function levelsOf(values: readonly (string | null)[]) {
  const names = [...new Set(values)].map(String);
  const places = new Map(names.map((name, place) => [name, place]));
  return {
    names,
    levels: Int32Array.from(values, (value) => places.get(String(value)) ?? 0),
    nameOf: (level: number) => (level === rest ? 'rarer groups' : names[level]),
  };
}
