import type { Preprocessing } from '../../src/model/preprocessing.ts';
import { defineRule } from '../../src/model/rule.ts';
import { listed } from '../shared/wording.ts';

const parts: Record<keyof Preprocessing, string> = {
  orientation: 'EXIF orientation',
  colour: 'order of channels',
  resize: 'resize',
  resample: 'resampling',
  antialias: 'antialiasing',
  crop: 'crop',
  rescale: 'scale of the values',
  normalise: 'normalisation',
  layout: 'layout',
  transposed: 'axes',
};

export default defineRule({
  meta: {
    id: 'preprocessing/silent-change',
    title: 'Preprocessing and model did not change together.',
    why: 'Weights belong to the preprocessing that they were trained with. When one changes alone, whoever serves the model has no file to notice it by, and every answer comes from pixels that the weights have not seen.',
    fix: 'If the new declaration corrects an old mistake, say so in the pull request; else restore it, or train the model with it. If training now prepares its images otherwise, declare that.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['models'],
    uses: ['augmentation'],
    messages: {
      weights: 'The {parts} of {model} changed, and its weights are those of before.',
      training:
        'The training of {model} has another {part} than before ({now}, it was {was}), its weights changed, and its declared preprocessing did not.',
    },
    options: {},
  },

  defaults: {},

  *evaluate({ base, head }) {
    for (const [model, after] of Object.entries(head.models)) {
      const before = base.models?.[model];
      if (!before) continue;
      const changed = (Object.keys(parts) as (keyof Preprocessing)[]).filter(
        (key) => JSON.stringify(before.preprocessing[key]) !== JSON.stringify(after.preprocessing[key]),
      );
      const sameWeights = before.contentHash === after.contentHash;
      if (sameWeights && changed.length > 0) {
        yield {
          message: 'weights',
          subject: model,
          identity: model,
          at: after.preprocessingAt,
          data: { model, parts: listed(changed.map((key) => parts[key])) },
        };
      }
      if (sameWeights || changed.length > 0) continue;
      const [was, now] = [base.augmentation?.[model]?.prepares, head.augmentation[model]?.prepares];
      for (const part of ['size', 'normalisation'] as const) {
        if (!was?.[part] || !now?.[part] || was[part] === now[part]) continue;
        yield {
          message: 'training',
          subject: model,
          identity: `${model}/${part}`,
          at: head.augmentation[model].at,
          data: { model, part, now: now[part], was: was[part] },
        };
      }
    }
  },
});
