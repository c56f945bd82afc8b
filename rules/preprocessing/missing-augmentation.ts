import { defineRule } from '../../src/model/rule.ts';
import { swapsOf, unreadableUnder } from '../shared/label-changes.ts';
import { lossOf } from '../shared/subject-tests.ts';
import { pValue } from '../shared/wording.ts';

/** The transform in words, and the augmentation that prepares for it. */
const words = {
  brighter: ['are brighter by a quarter', 'changes of brightness'],
  darker: ['are darker by a fifth', 'changes of brightness'],
  'less contrast': ['have three quarters of the contrast', 'changes of contrast'],
  blur: ['are slightly blurred', 'blur'],
  rotation: ['are turned by 5°', 'small rotations'],
  mirror: ['are mirrored', 'horizontal flips'],
} as const;

export default defineRule({
  meta: {
    id: 'preprocessing/missing-augmentation',
    title: 'A model fails on images that are mildly changed, and its augmentation has no such change.',
    why: 'Another camera, another light or another hand changes a picture by this much every day. A model that has only seen one kind of picture answers another one to them, and an augmentation costs a line.',
    fix: 'Add the transform to the augmentation of the training, or, if such images never come, raise `tolerance`.',
    severity: 'warning',
    recommended: true,
    measure: 'measured',
    needs: ['mildness'],
    uses: ['models', 'augmentation'],
    messages: {
      weak: '{model} scores {changed} in {score} on images that {transform}, and {plain} on the same as they are (n = {n}, {p}): its augmentation has no {missing}.',
    },
    options: { tolerance: "Loss that is accepted, in the score's own unit: 0.05 is 5 points of accuracy." },
  },

  defaults: { tolerance: 0.05 },

  *evaluate({ head, options }) {
    for (const { model, transforms } of Object.values(head.mildness)) {
      const labels = head.models[model]?.labels ?? [];
      const isMirrored =
        swapsOf('horizontal flip', labels).length + unreadableUnder('horizontal flip', labels).length > 0;
      for (const { transform, compared } of transforms) {
        if (compared.n === 0 || (transform === 'mirror' && isMirrored)) continue;
        const loss = lossOf(compared, options.tolerance);
        if (loss === null) continue;
        const { base: plain, head: changed, ...test } = loss;
        const [done, missing] = words[transform];
        yield {
          ...test,
          message: 'weak',
          subject: model,
          identity: `${model}/${transform}`,
          at: head.augmentation[model]?.at,
          family: 'advisory',
          data: {
            model,
            score: compared.score,
            transform: done,
            plain,
            changed,
            n: compared.n,
            p: pValue(test.p),
            missing,
          },
        };
      }
    }
  },
});
