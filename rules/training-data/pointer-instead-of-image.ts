import type { Images } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { isPointer } from '../shared/file-formats.ts';
import { namesByContent, placeOf } from '../shared/samples.ts';

export default defineRule({
  meta: {
    id: 'training-data/pointer-instead-of-image',
    title: 'A pointer lies where an image should be.',
    why: 'A few lines of text that say where the image is were committed as if they were the image. Whoever fetches the data gets the text; training skips it, or stops.',
    fix: 'For Git LFS, track the path in .gitattributes and add the image anew. For DVC, keep the pointer in a .dvc file beside the image, and the image out of git.',
    severity: 'error',
    recommended: true,
    measure: 'counted',
    needs: ['samples', 'images'],
    messages: { pointer: '{path} is a {pointer} and not an image.' },
    options: {},
  },

  defaults: {},

  *evaluate({ base, head }) {
    for (const { dataset, format } of Object.values<Images>(head.images)) {
      const samples = head.samples[dataset];
      if (!samples) continue;
      const rows = [...format.keys()].filter((row) => isPointer(format[row]));
      const names = namesByContent(samples, base.samples?.[dataset], rows);
      for (const [index, row] of rows.entries()) {
        yield {
          message: 'pointer',
          subject: samples.path[row],
          identity: names[index],
          at: placeOf(samples, row),
          data: { path: samples.path[row], pointer: format[row] },
        };
      }
    }
  },
});
