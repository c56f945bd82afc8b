import { defineRule } from '../../src/model/rule.ts';
import { imagesBelow } from '../shared/image-scores.ts';

export default defineRule({
  meta: {
    id: 'training-data/odd-aspect-ratio',
    title: 'An image is far wider than high, or far higher than wide.',
    why: 'Most models look at squares: a strip is squeezed until nothing in it has its shape, or cropped until most of it is gone. Strips are often banners, screenshots or broken crops that came in with a scrape.',
    fix: 'Look at the image: crop it to what it is about, or take it out. If strips are the subject, lower the limit.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['samples', 'images'],
    messages: {
      odd: '{path} is {width} × {height}: its sides are in a ratio of {measured}, limit {limit}.',
    },
    options: { limit: 'Lowest ratio of the shorter side to the longer that is accepted (cleanvision: 0.35).' },
  },

  defaults: { limit: 0.35 },

  *evaluate({ base, head, options }) {
    const found = imagesBelow(
      { base, head },
      ({ width, height }, row) => Math.min(width[row], height[row]) / Math.max(width[row], height[row]),
      options.limit,
    );
    for (const image of found) yield { message: 'odd', ...image };
  },
});
