import type { Annotations, Images, Samples } from '../../src/model/facts.ts';
import type { Preprocessing } from '../../src/model/preprocessing.ts';
import { defineRule } from '../../src/model/rule.ts';
import { percent } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'model-choice/vanishing-objects',
    title: 'Objects vanish in the resize before the model.',
    why: 'What is a pixel or two wide after the resize cannot be found by any network, however good: it is missed in training and in use, and no score on small pictures shows why.',
    fix: 'Give the model a larger input, cut the images into tiles, or leave such objects out of the task and say so.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['models', 'samples'],
    uses: ['images'],
    messages: {
      vanishing:
        '{count} of {n} objects of {dataset} ({share}) are narrower than {pixels} pixels after the resize of {model}; most of them are {class}: {ofClass}.',
    },
    options: {
      pixels: 'Width and height in pixels of the resized picture that an object needs.',
      share: 'Share of objects that may be smaller, 0–1.',
    },
  },

  defaults: { pixels: 2, share: 0.01 },

  *evaluate({ head, options }) {
    for (const { model, dataset, preprocessing, preprocessingAt } of Object.values(head.models)) {
      const samples = head.samples[dataset];
      if (!samples?.annotations) continue;
      const small = smallObjects(samples, samples.annotations, head.images[dataset], preprocessing, options.pixels);
      const count = small.byClass.reduce((sum, own) => sum + own, 0);
      if (small.n === 0 || count / small.n <= options.share) continue;
      const most = small.byClass.indexOf(Math.max(...small.byClass));
      yield {
        message: 'vanishing',
        subject: model,
        identity: model,
        at: preprocessingAt,
        measured: count / small.n,
        limit: options.share,
        data: {
          count,
          n: small.n,
          dataset,
          share: percent(count / small.n),
          pixels: options.pixels,
          model,
          class: samples.classes[most],
          ofClass: small.byClass[most],
        },
      };
    }
  },
});

/** Objects below a size after the resize, by class, and all whose size is known. */
function smallObjects(
  samples: Samples,
  { count, sample, category, boxes, unit }: Annotations,
  images: Images | undefined,
  { resize }: Preprocessing,
  pixels: number,
): { n: number; byClass: number[] } {
  const byClass = samples.classes.map(() => 0);
  let n = 0;
  for (let at = 0; at < count; at++) {
    const [row, label] = [sample[at], category[at]];
    if (row < 0 || label < 0) continue;
    const [width, height] = sizeOf(samples, images, row);
    const [across, down] = scalesOf(resize, width, height);
    const size = unit === 'pixels' ? [1, 1] : [width, height];
    const side = Math.min(boxes[4 * at + 2] * size[0] * across, boxes[4 * at + 3] * size[1] * down);
    if (!(side >= 0)) continue;
    n += 1;
    if (side < pixels) byClass[label] += 1;
  }
  return { n, byClass };
}

/** As it is declared, else as it was decoded; NaN where neither is known. */
function sizeOf({ declared }: Samples, images: Images | undefined, row: number): [width: number, height: number] {
  if (declared && declared.width[row] > 0) return [declared.width[row], declared.height[row]];
  const [width, height] = [images?.width[row] ?? 0, images?.height[row] ?? 0];
  if (width === 0) return [Number.NaN, Number.NaN];
  return (images?.orientation[row] ?? 1) >= 5 ? [height, width] : [width, height];
}

function scalesOf(resize: Preprocessing['resize'], width: number, height: number): [across: number, down: number] {
  switch (resize.mode) {
    case 'none':
      return [1, 1];
    case 'stretch':
      return [resize.width / width, resize.height / height];
    case 'letterbox': {
      const scale = Math.min(resize.width / width, resize.height / height);
      return [scale, scale];
    }
    case 'shortest': {
      const shortest = resize.size / Math.min(width, height);
      const scale =
        resize.longest === undefined ? shortest : Math.min(shortest, resize.longest / Math.max(width, height));
      return [scale, scale];
    }
  }
}
