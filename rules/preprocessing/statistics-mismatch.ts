import { defineRule } from '../../src/model/rule.ts';
import { counted } from '../shared/wording.ts';

/** Means and standard deviations that are taken from the network that training began with, not from the images. */
const conventions = [
  { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] },
  { mean: [0.48145466, 0.4578275, 0.40821073], std: [0.26862954, 0.26130258, 0.27577711] },
  { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] },
];
/** How much further off those may be. */
const patience = 6;
/** Standard errors of a mean that are noise. */
const errors = 3;

export default defineRule({
  meta: {
    id: 'preprocessing/statistics-mismatch',
    title: 'The declared mean and standard deviation are not those of the images.',
    why: 'Normalisation is to bring the values to a mean of 0 and a deviation of 1. Numbers of another dataset, of another range (0–255 for 0–1) or in the wrong order leave them elsewhere, and the network works outside the range that it was made for.',
    fix: "Declare the training images' own mean and standard deviation, or those of the pretrained network, as training uses them.",
    severity: 'warning',
    recommended: true,
    measure: 'measured',
    needs: ['pixelStatistics', 'models'],
    messages: {
      mean: 'Channel {channel} of {model} has a mean of {found} in {count} of {split}, and {declared} is declared: {measured} declared deviations apart, limit {limit}.',
      deviation:
        'Channel {channel} of {model} has a standard deviation of {found} in {count} of {split}, and {declared} is declared: a factor of {measured}, limit {limit}.',
    },
    options: {
      mean: 'Distance between the means that is accepted, in declared standard deviations; six times that for the numbers of ImageNet, CLIP and 0.5.',
      factor:
        'Ratio of the standard deviations, the larger to the smaller, that is accepted; its sixth power for those numbers.',
      images: 'Images that it takes to say so.',
    },
  },

  defaults: { mean: 0.3, factor: 1.3, images: 50 },

  *evaluate({ head, options }) {
    for (const { model, split, n, ...found } of Object.values(head.pixelStatistics)) {
      const { preprocessing, preprocessingAt: at } = head.models[model] ?? {};
      const normalise = preprocessing?.normalise;
      if (!preprocessing || !normalise || n < options.images) continue;
      const range = preprocessing.rescale * 255;
      const scale = isConvention(normalise) ? patience : 1;
      for (const [channel, own] of found.mean.entries()) {
        const pick = (values: readonly number[]) => values[values.length === 1 ? 0 : channel];
        const [mean, std] = [pick(normalise.mean), pick(normalise.std)];
        const shared = { subject: model, at, identity: `${model}/${channel}` };
        const data = { channel: channel + 1, model, split, count: counted(n, 'image') };
        const noise = (errors * found.standardError[channel] * range) / std;
        const distance = Math.abs(own * range - mean) / std;
        if (distance - noise > options.mean * scale) {
          yield {
            ...shared,
            message: 'mean',
            measured: rounded(distance),
            limit: rounded(options.mean * scale),
            noise,
            data: { ...data, found: rounded(own * range), declared: rounded(mean) },
          };
        }
        const deviation = found.std[channel] * range;
        const factor = Math.max(deviation / std, std / deviation);
        if (Number.isFinite(factor) && factor > options.factor ** scale) {
          yield {
            ...shared,
            message: 'deviation',
            measured: rounded(factor),
            limit: rounded(options.factor ** scale),
            noise: factor * (errors / Math.sqrt(n)),
            data: { ...data, found: rounded(deviation), declared: rounded(std) },
          };
        }
      }
    }
  },
});

function isConvention({ mean, std }: { mean: readonly number[]; std: readonly number[] }): boolean {
  const near = (values: readonly number[], known: readonly number[]) => {
    const same = (order: readonly number[]) => values.every((value, c) => Math.abs(value - order[c]) < 0.002);
    return values.length === known.length && (same(known) || same(known.toReversed()));
  };
  return (
    conventions.some((known) => near(mean, known.mean) && near(std, known.std)) ||
    (mean.every((value) => value === 0.5) && std.every((value) => value === 0.5))
  );
}

const rounded = (value: number) => Number(value.toPrecision(3));
