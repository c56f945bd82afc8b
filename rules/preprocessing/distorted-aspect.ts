import { defineRule } from '../../src/model/rule.ts';
import { imageOf } from '../shared/samples.ts';
import { percent } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'preprocessing/distorted-aspect',
    title: 'A stretch to the size of the input squeezes many images.',
    why: 'A circle becomes an ellipse, and how flat depends on the picture: a model has to learn every shape in every distortion. Where training cropped or padded instead, it has never seen them.',
    fix: 'Keep the aspect ratio: resize the shorter side and crop (`size: { shortest_edge }`, `crop_size`), or pad (`letterbox`). If the model was trained with the stretch and is good enough, raise `ratio`.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['models', 'samples', 'images'],
    messages: {
      squeezed:
        '{model} stretches {share} of the images of {dataset} by a factor of more than {ratio}, {path} the most: {width} × {height} to {to}.',
    },
    options: {
      ratio: 'Factor by which one side may be stretched against the other: 1.78 is 16 : 9 made square.',
      share: 'Share of images that may be stretched by more.',
    },
  },

  defaults: { ratio: 1.75, share: 0.1 },

  *evaluate({ head, options }) {
    for (const { model, dataset, preprocessing, preprocessingAt } of Object.values(head.models)) {
      const [samples, images] = [head.samples[dataset], head.images[dataset]];
      const { resize, orientation } = preprocessing;
      if (!samples || !images || resize.mode !== 'stretch') continue;
      let n = 0;
      let squeezed = 0;
      let worst = { row: -1, factor: 0, width: 0, height: 0 };
      for (let row = 0; row < samples.count; row += 1) {
        if (images.error[row] !== null || images.width[row] === 0) continue;
        const isTurned = orientation === 'apply' && images.orientation[row] >= 5;
        const [width, height] = isTurned
          ? [images.height[row], images.width[row]]
          : [images.width[row], images.height[row]];
        const ratio = (width * resize.height) / (height * resize.width);
        const factor = Math.max(ratio, 1 / ratio);
        n += 1;
        if (factor > options.ratio) squeezed += 1;
        if (factor > worst.factor) worst = { row, factor, width, height };
      }
      if (n === 0 || squeezed / n <= options.share) continue;
      yield {
        message: 'squeezed',
        subject: model,
        identity: model,
        at: preprocessingAt,
        measured: squeezed / n,
        limit: options.share,
        data: {
          model,
          share: percent(squeezed / n),
          dataset,
          ratio: options.ratio,
          path: samples.path[worst.row],
          width: worst.width,
          height: worst.height,
          to: `${resize.width} × ${resize.height}`,
        },
        evidence: imageOf(samples, worst.row),
      };
    }
  },
});
