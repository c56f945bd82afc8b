import { defineRule } from '../../src/model/rule.ts';
import { imagesBelow } from '../shared/image-scores.ts';

export default defineRule({
  meta: {
    id: 'training-data/low-information-image',
    title: 'An image holds hardly any information.',
    why: 'A picture of one colour, or of a few, is a placeholder, a failed export or a lens cap. It has a label all the same, and the model learns to give that label to nothing.',
    fix: 'Look at the image and take it out if nothing is on it. If the pictures are meant to be plain, such as line drawings, lower the limit.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['samples', 'images'],
    messages: {
      plain:
        '{path} holds hardly any information: its entropy is {measured} of what a picture can have, limit {limit}.',
    },
    options: {
      limit:
        'Lowest entropy, a tenth of the bits of the histogram of all channels, of an image that holds enough (cleanvision: 0.3).',
    },
  },

  defaults: { limit: 0.3 },

  *evaluate({ base, head, options }) {
    const found = imagesBelow({ base, head }, ({ lowInformation }, row) => lowInformation[row], options.limit);
    for (const image of found) yield { message: 'plain', ...image };
  },
});
