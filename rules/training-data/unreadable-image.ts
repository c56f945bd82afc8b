import { defineRule } from '../../src/model/rule.ts';
import { namesByContent, placeOf } from '../shared/samples.ts';

export default defineRule({
  meta: {
    id: 'training-data/unreadable-image',
    title: 'An image of the dataset cannot be read.',
    why: 'A truncated or missing image stops a training run hours in, or is skipped in silence, so that the dataset is smaller than its listing says.',
    fix: 'Restore the image from its source, or take it out of the dataset. If it is stored with Git LFS, make sure that its content was pushed.',
    severity: 'error',
    recommended: true,
    measure: 'counted',
    needs: ['samples'],
    uses: ['images'],
    messages: {
      missing: '{path} is listed in {dataset}, and the commit does not hold it.',
      undecodable: '{path} cannot be decoded: {error}.',
    },
    options: {},
  },

  defaults: {},

  *evaluate({ base, head }) {
    for (const samples of Object.values(head.samples)) {
      const { dataset, path, hash, count } = samples;
      const error = head.images[dataset]?.error ?? [];
      const rows = Array.from({ length: count }, (_, row) => row).filter((row) => hash[row] === '' || error[row]);
      const names = namesByContent(samples, base.samples?.[dataset], rows);
      for (const [index, row] of rows.entries()) {
        yield {
          message: hash[row] === '' ? 'missing' : 'undecodable',
          subject: path[row],
          identity: names[index],
          at: placeOf(samples, row),
          data: { path: path[row], dataset, error: withoutStop(error[row] ?? '') },
        };
      }
    }
  },
});

/** Decoders end their messages as they like. */
function withoutStop(text: string): string {
  return text.trim().replace(/[.!]+$/, '');
}
