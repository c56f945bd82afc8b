import { defineRule } from '../../src/model/rule.ts';
import { imagesBelow } from '../shared/image-scores.ts';

export default defineRule({
  meta: {
    id: 'training-data/dark-image',
    title: 'An image is so dark that little can be seen in it.',
    why: 'What cannot be seen cannot be learnt. Dark images teach the model to guess the label from noise, and in evaluation they measure luck.',
    fix: 'Take the image out, or expose it again. If the task is to see in the dark, switch the rule off or lower its limit.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['samples', 'images'],
    messages: {
      dark: '{path} is dark: 99 % of its pixels are darker than {measured} of full brightness, limit {limit}.',
    },
    options: { limit: 'Lowest 99th percentile of brightness, 0–1, of an image that is not dark (cleanvision: 0.32).' },
  },

  defaults: { limit: 0.32 },

  *evaluate({ base, head, options }) {
    const dark = imagesBelow({ base, head }, (images, row) => images.dark[row], options.limit);
    for (const image of dark) yield { message: 'dark', ...image };
  },
});
