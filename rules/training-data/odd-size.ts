import type { Images, Samples } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { quantile } from '../../src/statistics/drift.ts';
import { ascending, readableRows } from '../shared/properties.ts';
import { imageOf, namesByContent, placeOf } from '../shared/samples.ts';

export default defineRule({
  meta: {
    id: 'training-data/odd-size',
    title: 'An image is far smaller or far larger than the others of its dataset.',
    why: 'A thumbnail among photographs is enlarged until it is a blur; a scan among thumbnails is shrunk until its subject is gone. Either way the model sees a picture unlike those that it will be asked about.',
    fix: 'Find out where the image comes from: take the original instead of its thumbnail, crop, or take it out. If sizes are mixed on purpose, raise the factor.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['samples', 'images'],
    messages: {
      small: '{path} is {width} × {height}, far smaller than the others: {side} pixels a side, limit {bound}.',
      large: '{path} is {width} × {height}, far larger than the others: {side} pixels a side, limit {bound}.',
    },
    options: {
      factor:
        'Interquartile ranges that the side of a square of the same area may lie outside the quartiles of the dataset (cleanvision: 3).',
      samples: 'Images that the dataset must have: of a few, none is usual.',
    },
  },

  defaults: { factor: 3, samples: 30 },

  *evaluate({ base, head, options }) {
    for (const images of Object.values<Images>(head.images)) {
      const { dataset } = images;
      const samples = head.samples[dataset];
      if (!samples) continue;
      const before = base.samples?.[dataset];
      if (samples.count < options.samples) continue;
      const limits = limitsOf(images, options.factor);
      const odd = Array.from(samples.hash.keys()).filter((row) => outside(sideOf(images, row), limits));
      if (odd.length === 0) continue;
      const limitsBefore = base.images?.[dataset] ? limitsOf(base.images[dataset], options.factor) : limits;
      const known = new Set(before?.hash);
      const rows = odd.filter((row) => !known.has(samples.hash[row]) || outside(sideOf(images, row), limitsBefore));
      yield* found(samples, before, images, rows, limits);
    }
  },
});

type Limits = readonly [low: number, high: number];

function* found(
  samples: Samples,
  before: Samples | undefined,
  images: Images,
  rows: readonly number[],
  [low, high]: Limits,
) {
  const names = namesByContent(samples, before, rows);
  for (const [index, row] of rows.entries()) {
    const side = sideOf(images, row);
    yield {
      message: side < low ? ('small' as const) : ('large' as const),
      subject: samples.path[row],
      identity: names[index],
      at: placeOf(samples, row),
      // No measured value: the limit moves with the other images, which makes no old image worse.
      data: {
        path: samples.path[row],
        width: images.width[row],
        height: images.height[row],
        side: Math.round(side),
        bound: Math.round(side < low ? low : high),
      },
      evidence: imageOf(samples, row),
    };
  }
}

/** Side of a square of the image's area; 0 when it cannot be read. */
function sideOf({ width, height }: Images, row: number): number {
  return Math.sqrt(width[row]) * Math.sqrt(height[row]);
}

function limitsOf(images: Images, factor: number): Limits {
  const sides = ascending(images, readableRows(images), { name: 'side', value: sideOf });
  if (sides.length === 0) return [0, Number.POSITIVE_INFINITY];
  const [first, third] = [quantile(sides, 0.25), quantile(sides, 0.75)];
  const reach = factor * (third - first);
  return [first - reach, third + reach];
}

function outside(side: number, [low, high]: Limits): boolean {
  return side > 0 && (side < low || side > high);
}
