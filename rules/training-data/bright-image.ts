import { defineRule } from '../../src/model/rule.ts';
import { imagesBelow } from '../shared/image-scores.ts';

export default defineRule({
  meta: {
    id: 'training-data/bright-image',
    title: 'An image is so bright that little can be seen in it.',
    why: 'Where a picture is overexposed its details are gone for good, and what is left teaches the model that white is the class.',
    fix: 'Take the image out, or expose it again. If the pictures are meant to be white, such as scanned pages, switch the rule off or lower its limit.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['samples', 'images'],
    messages: {
      bright:
        '{path} is overexposed: 95 % of its pixels are so bright that only {measured} of full brightness is left above them, limit {limit}.',
    },
    options: {
      limit:
        'Least distance of the 5th percentile of brightness to white, 0–1, of an image that is not overexposed (cleanvision: 0.05).',
    },
  },

  defaults: { limit: 0.05 },

  *evaluate({ base, head, options }) {
    const found = imagesBelow({ base, head }, ({ bright }, row) => bright[row], options.limit);
    for (const image of found) yield { message: 'bright', ...image };
  },
});
