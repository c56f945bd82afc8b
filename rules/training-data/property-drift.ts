import type { Images, Samples } from '../../src/model/facts.ts';
import type { Test } from '../../src/model/finding.ts';
import { defineRule } from '../../src/model/rule.ts';
import { drift, driftTest, quantile } from '../../src/statistics/drift.ts';
import { ascending, lightProperties, type Property, readableRows, shapeProperties } from '../shared/properties.ts';
import { isEvaluation } from '../shared/splits.ts';

const properties = [...lightProperties, ...shapeProperties];

export default defineRule({
  meta: {
    id: 'training-data/property-drift',
    title: 'Images of one part of the data look otherwise than those of another.',
    why: 'When evaluation images are brighter, larger or of another tint than training images, they come from elsewhere: the score then measures another task than the one that was trained. The same holds for a delivery that does not look like the images that were there.',
    fix: 'Find out where the images come from. Mix the sources before splitting, or say that evaluation is meant to be from elsewhere and raise the distance.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['samples', 'images'],
    messages: {
      split:
        'Images of {split} and of train in {dataset} differ in {property}: the distributions lie {distance} apart (Kolmogorov–Smirnov), medians {median} and {other}.',
      added:
        'The {count} images that come into {split} of {dataset} differ from those that are there in {property}: the distributions lie {distance} apart (Kolmogorov–Smirnov), medians {median} and {other}.',
    },
    options: {
      distance: "Kolmogorov–Smirnov's statistic, 0–1, that is accepted (deepchecks: 0.2).",
      samples: 'Images that each side of a comparison must have.',
    },
  },

  defaults: { distance: 0.2, samples: 50 },

  *evaluate({ base, head, options }) {
    for (const images of Object.values<Images>(head.images)) {
      const samples = head.samples[images.dataset];
      if (!samples) continue;
      const splits = rowsOfSplits(samples, images);
      const train = columnsOf(images, splits.get('train') ?? []);
      for (const [split, rows] of splits) {
        if (isEvaluation(split)) yield* comparisons('split', images, split, train, rows, options);
      }
      const before = base.samples?.[images.dataset];
      const imagesBefore = base.images?.[images.dataset];
      if (!before || !imagesBefore) continue;
      for (const [split, rows] of rowsOfSplits(before, imagesBefore)) {
        const known = new Set(rows.map((row) => before.hash[row]));
        const added = (splits.get(split) ?? []).filter((row) => !known.has(samples.hash[row]));
        yield* comparisons('added', images, split, columnsOf(imagesBefore, rows), added, options);
      }
    }
  },
});

function rowsOfSplits({ split }: Samples, images: Images): Map<string, number[]> {
  return Map.groupBy(readableRows(images), (row) => split[row]);
}

interface Columns {
  length: number;
  ascending(property: Property): Float64Array;
}

/** The properties of those rows, each sorted when it is first asked for. */
function columnsOf(images: Images, rows: readonly number[]): Columns {
  const sorted = new Map<Property, Float64Array>();
  return {
    length: rows.length,
    ascending(property) {
      const known = sorted.get(property) ?? ascending(images, rows, property);
      sorted.set(property, known);
      return known;
    },
  };
}

function* comparisons<M extends string>(
  message: M,
  images: Images,
  split: string,
  reference: Columns,
  rows: readonly number[],
  options: { distance: number; samples: number },
): Generator<Test<M>> {
  if (reference.length < options.samples || rows.length < options.samples) return;
  for (const property of properties) {
    const there = reference.ascending(property);
    const here = ascending(images, rows, property);
    const { statistic, wasserstein, stability } = drift(there, here);
    yield {
      message,
      subject: `${images.dataset}: ${split}`,
      identity: `${images.dataset}/${split}/${property.name}`,
      effect: statistic,
      ...driftTest(statistic, [there.length, here.length], options.distance),
      tolerance: options.distance,
      n: there.length + here.length,
      family: 'advisory',
      data: {
        dataset: images.dataset,
        split,
        property: property.name,
        count: here.length,
        distance: statistic,
        median: quantile(here, 0.5),
        other: quantile(there, 0.5),
        wasserstein,
        stability,
      },
    };
  }
}
