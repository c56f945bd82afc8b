import { defineRule } from '../../src/model/rule.ts';
import { imagesBelow } from '../shared/image-scores.ts';

export default defineRule({
  meta: {
    id: 'training-data/blurry-image',
    title: 'An image is blurred.',
    why: 'Blur removes the edges and textures that vision models go by. Blurred images of one class teach the model that the blur is the class.',
    fix: 'Take the image out, or replace it with a sharp one. Pictures of few details can look blurred by this measure: waive those, or lower the limit.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['samples', 'images'],
    messages: { blurred: '{path} is blurred: its sharpness is {measured}, limit {limit}.' },
    options: { limit: 'Lowest sharpness, 0–1, of an image that is not blurred (cleanvision: 0.29).' },
  },

  defaults: { limit: 0.29 },

  *evaluate({ base, head, options }) {
    const blurred = imagesBelow({ base, head }, ({ blurry }, row) => blurry[row], options.limit);
    for (const image of blurred) yield { message: 'blurred', ...image };
  },
});
