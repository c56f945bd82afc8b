import type { Images, Samples } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { quantile } from '../../src/statistics/drift.ts';
import { lightProperties, type Property, readableRows, valuesOf } from '../shared/properties.ts';
import { imageOf, namesByContent, placeOf } from '../shared/samples.ts';

/** A median absolute deviation of normal values is a standard deviation over this. */
const deviationsInSpread = 1.4826;
/** Datasets of one light have hardly any spread; a difference that nobody sees is no outlier. */
const leastSpread = 0.01;
/** Of a property in which more of the images are far out, none is an outlier. */
const usualShare = 0.01;

export default defineRule({
  meta: {
    id: 'training-data/outlier-image',
    title: 'An image has a light or a tint that no other of its dataset has.',
    why: 'A picture in another light than all others is often one that came in by mistake: an infrared frame, a negative, a scan, a broken export. One is harmless in training and a riddle in evaluation.',
    fix: 'Look at the image and take it out if it does not belong. Outliers that are rare but real are worth keeping: waive them, or raise the limit.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['samples', 'images'],
    messages: {
      outlier:
        '{path} has {property} {value}: {deviations} standard deviations from the median {median} of {dataset}, limit {bound}.',
    },
    options: {
      limit:
        'Standard deviations from the median that are accepted, for brightness, contrast and the shares of red, green and blue. The deviation is the median absolute one times 1.4826, and 0.01 at least. A property in which more than 1 % of the images at the base (of all, in an audit) lie farther is not looked at.',
      samples: 'Images that the dataset must have.',
    },
  },

  defaults: { limit: 6, samples: 50 },

  *evaluate({ base, head, options }) {
    for (const images of Object.values<Images>(head.images)) {
      const { dataset } = images;
      const samples = head.samples[dataset];
      if (!samples) continue;
      const before = base.samples?.[dataset];
      const atBase = { samples: before, images: base.images?.[dataset] };
      if (outliers(images, lightProperties, options).length === 0) continue;
      const calm = lightTails(atBase.images ?? images, options);
      const found = news(outliers(images, calm, options), images, samples, atBase, options);
      const names = namesByContent(
        samples,
        before,
        found.map(({ row }) => row),
      );
      for (const [index, { row, property, median, deviations }] of found.entries()) {
        yield {
          message: 'outlier',
          ...placed(samples, row),
          identity: names[index],
          // No measured value: the deviation changes with the other images, which makes no old image worse.
          data: {
            deviations: Math.round(deviations * 10) / 10,
            bound: options.limit,
            path: samples.path[row],
            dataset,
            property: property.name,
            value: property.value(images, row).toFixed(2),
            median: median.toFixed(2),
          },
        };
      }
    }
  },
});

function placed(samples: Samples, row: number) {
  return { subject: samples.path[row], at: placeOf(samples, row), evidence: imageOf(samples, row) };
}

interface Limits {
  limit: number;
  samples: number;
}

interface Spread {
  property: Property;
  median: number;
  deviation: number;
}

interface Outlier {
  row: number;
  property: Property;
  median: number;
  /** Distance from the median in standard deviations. */
  deviations: number;
}

/**
 * The properties in which hardly any image lies far out. Where many do, as tints do in a collection of indoor and outdoor
 * pictures, lying far out is nothing unusual.
 */
function lightTails(images: Images, { limit, samples }: Limits): readonly Property[] {
  const rows = readableRows(images);
  if (rows.length < samples) return lightProperties;
  const most = Math.max(1, usualShare * rows.length);
  return spreads(images, rows, lightProperties)
    .filter((spread) => rows.filter((row) => distance(spread, images, row) > limit).length <= most)
    .map(({ property }) => property);
}

/** Images that lie far from the others, each in the property in which it lies farthest. */
function outliers(images: Images, properties: readonly Property[], { limit, samples }: Limits): Outlier[] {
  const rows = readableRows(images);
  if (rows.length < samples) return [];
  const farthest = new Map<number, Outlier>();
  for (const spread of spreads(images, rows, properties)) {
    for (const row of rows) {
      const deviations = distance(spread, images, row);
      if (deviations <= limit || deviations <= (farthest.get(row)?.deviations ?? 0)) continue;
      farthest.set(row, { row, property: spread.property, median: spread.median, deviations });
    }
  }
  return [...farthest.values()].sort((a, b) => a.row - b.row);
}

/** Those that base has not, or that were outliers there: what is taken out makes no other image odd. */
function news(
  outliers: readonly Outlier[],
  images: Images,
  samples: Samples,
  base: { samples?: Samples; images?: Images },
  { limit, samples: least }: Limits,
): readonly Outlier[] {
  if (outliers.length === 0 || !base.samples || !base.images) return outliers;
  const rows = readableRows(base.images);
  if (rows.length < least) return outliers;
  const known = new Set(base.samples.hash);
  const usual = spreads(base.images, rows, lightProperties);
  const wasFar = (row: number) => usual.some((spread) => distance(spread, images, row) > limit);
  return outliers.filter(({ row }) => !known.has(samples.hash[row]) || wasFar(row));
}

/** Median and robust standard deviation of each property. */
function spreads(images: Images, rows: readonly number[], properties: readonly Property[]): Spread[] {
  return properties.map((property) => {
    const values = valuesOf(images, rows, property).sort();
    const median = quantile(values, 0.5);
    const away = values.map((value) => Math.abs(value - median)).sort();
    return { property, median, deviation: Math.max(leastSpread, deviationsInSpread * quantile(away, 0.5)) };
  });
}

function distance({ property, median, deviation }: Spread, images: Images, row: number): number {
  return Math.abs(property.value(images, row) - median) / deviation;
}
