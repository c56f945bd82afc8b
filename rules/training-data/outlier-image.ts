import type { Images, Samples } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { quantile } from '../../src/statistics/drift.ts';
import { ascending, isReadable, lightProperties, type Property } from '../shared/properties.ts';
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
        '{path} has {property} {value}: {measured} standard deviations from the median {median} of {dataset}, limit {limit}.',
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
      const calm = lightTails(base.images?.[dataset] ?? images, options);
      const usual = spreads(images, options.samples, calm);
      const usualBefore = (base.images?.[dataset] && spreads(base.images[dataset], options.samples, calm)) ?? usual;
      if (!usual || calm.length === 0) continue;
      const known = new Set(before?.hash);
      const found = Array.from({ length: samples.count }, (_, row) => {
        const own = farthest(usual, images, row);
        const isOld = known.has(samples.hash[row]) && usualBefore !== null;
        const isFar = own.deviations > options.limit;
        return isFar && (!isOld || farthest(usualBefore, images, row).deviations > options.limit)
          ? { row, ...own }
          : null;
      }).filter((outlier) => outlier !== null);
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
          measured: Math.round(deviations * 10) / 10,
          limit: options.limit,
          unit: 'standard deviations',
          data: {
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

interface Spread {
  property: Property;
  median: number;
  deviation: number;
}

/**
 * The properties in which hardly any image lies far out. Where many do, as tints do in a collection of indoor and outdoor
 * pictures, lying far out is nothing unusual.
 */
function lightTails(images: Images, { limit, samples }: { limit: number; samples: number }): readonly Property[] {
  const usual = spreads(images, samples, lightProperties);
  if (usual === null) return lightProperties;
  const most = Math.max(1, usualShare * images.error.length);
  return usual
    .filter((spread) => {
      const far = Array.from(images.error.keys()).filter((row) => farthest([spread], images, row).deviations > limit);
      return far.length <= most;
    })
    .map(({ property }) => property);
}

/** Median and robust standard deviation of each property; `null` for a dataset of too few images. */
function spreads(images: Images, samples: number, properties: readonly Property[]): Spread[] | null {
  const rows = Array.from(images.error.keys()).filter((row) => isReadable(images, row));
  if (rows.length < samples) return null;
  return properties.map((property) => {
    const median = quantile(ascending(images, rows, property), 0.5);
    const away = Float64Array.from(rows, (row) => Math.abs(property.value(images, row) - median)).sort();
    return { property, median, deviation: Math.max(leastSpread, deviationsInSpread * quantile(away, 0.5)) };
  });
}

/** The property in which the image lies farthest from the others. */
function farthest(usual: readonly Spread[], images: Images, row: number): Spread & { deviations: number } {
  let best = { ...usual[0], deviations: 0 };
  if (!isReadable(images, row)) return best;
  for (const spread of usual) {
    const deviations = Math.abs(spread.property.value(images, row) - spread.median) / spread.deviation;
    if (deviations > best.deviations) best = { ...spread, deviations };
  }
  return best;
}
