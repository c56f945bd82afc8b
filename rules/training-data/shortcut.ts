import type { Images } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { associationTest } from '../../src/statistics/association.ts';
import { type Contingency, contingency, rest, strongestPair } from '../shared/contingency.ts';
import { type LevelledProperty, levelledProperties } from '../shared/image-levels.ts';
import { isReadable } from '../shared/properties.ts';
import { percent } from '../shared/wording.ts';

/** Levels and classes that fewer images have are counted together. */
const leastCount = 20;

export default defineRule({
  meta: {
    id: 'training-data/shortcut',
    title: 'A property of the image file tells the class on its own.',
    why: 'When every image of one class is a PNG, or darker, or of one size, a model can answer without looking at what is shown: it learns the camera, the source or the export. It scores well here and fails on images from anywhere else.',
    fix: 'Give all classes the same sources and the same treatment: convert, resize and compress every image alike, and collect each class from each source. Where the property is the subject, such as day and night, raise the association.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['samples', 'images'],
    messages: {
      shortcut:
        "{property} tells the class of {dataset} (Cramér's V {association}): of {class} {inside} {level}, of all others {outside}. Guessing by it is right for {guessed}, always saying {majority} for {baseline}.",
    },
    options: {
      association: "Cramér's V of property and class, 0–1, corrected for bias, that is accepted.",
      samples: 'Labelled training images that the dataset must have.',
    },
  },

  defaults: { association: 0.3, samples: 100 },

  *evaluate({ head, options }) {
    for (const images of Object.values<Images>(head.images)) {
      const samples = head.samples[images.dataset];
      if (!samples) continue;
      const { dataset, split, label, count } = samples;
      const rows = Array.from({ length: count }, (_, row) => row).filter(
        (row) => split[row] === 'train' && label[row] !== null && isReadable(images, row),
      );
      if (rows.length < options.samples) continue;
      const names = [...new Set(rows.map((row) => label[row]))];
      const places = new Map(names.map((name, place) => [name, place]));
      const classes = Int32Array.from(rows, (row) => places.get(label[row]) ?? 0);
      const classOf = (level: number) => names[level] ?? 'rarer classes';
      for (const property of levelledProperties(images, rows)) {
        const { name } = property;
        const table = contingency(classes, property.levels, leastCount);
        if (table.rows.length < 2 || table.columns.length < 2) continue;
        const { v, p, interval, n } = associationTest(table.counts, options.association);
        yield {
          message: 'shortcut',
          subject: `${dataset}: ${name}`,
          identity: `${dataset}/${name}`,
          effect: v,
          interval,
          tolerance: options.association,
          p,
          n,
          family: 'advisory',
          data: {
            dataset,
            property: capitalised(name),
            association: v,
            ...mostTelling(table, classOf, property),
            ...guesses(table, classOf),
          },
        };
      }
    }
  },
});

/** The class and level that go together most, in words. */
function mostTelling(table: Contingency, classOf: (level: number) => string, { phrase }: LevelledProperty) {
  const { row, column, inside, outside } = strongestPair(table);
  return {
    class: classOf(row),
    level: column === rest ? 'is of a rarer kind' : phrase(column),
    inside: percent(inside),
    outside: percent(outside),
  };
}

/** How often the likeliest class of each level is right, and the likeliest class of all. */
function guesses({ rows, columns, counts }: Contingency, classOf: (level: number) => string) {
  const totals = counts.map((row) => sum(row));
  const n = sum(totals);
  const right = sum(columns.map((_, j) => Math.max(...counts.map((row) => row[j]))));
  const majority = totals.indexOf(Math.max(...totals));
  return { guessed: percent(right / n), majority: classOf(rows[majority]), baseline: percent(totals[majority] / n) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
