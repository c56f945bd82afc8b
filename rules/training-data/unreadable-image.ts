import { defineRule } from '../../src/model/rule.ts';
import { isPointer, wrongExtension } from '../shared/file-formats.ts';
import { namesByContent, placeOf } from '../shared/samples.ts';

export default defineRule({
  meta: {
    id: 'training-data/unreadable-image',
    title: 'An image of the dataset cannot be read.',
    why: 'A truncated or missing image stops a training run hours in, or is skipped in silence, so that the dataset is smaller than its listing says. One whose name lies about its format is read by one decoder and refused by another.',
    fix: 'Restore the image from its source, or take it out of the dataset. If it is stored with Git LFS, make sure that its content was pushed. Give an image the extension of its format.',
    severity: 'error',
    recommended: true,
    measure: 'counted',
    needs: ['samples'],
    uses: ['images'],
    messages: {
      missing: '{path} is listed in {dataset}, and the commit does not hold it.',
      undecodable: '{path} cannot be decoded: {error}.',
      misnamed: '{path} is named .{extension} and is a {format}.',
    },
    options: {},
  },

  defaults: {},

  *evaluate({ base, head }) {
    for (const samples of Object.values(head.samples)) {
      const { dataset, path, hash, count } = samples;
      const images = head.images[dataset];
      const error = images?.error ?? [];
      const before = base.samples?.[dataset];
      const all = Array.from({ length: count }, (_, row) => row);
      const unread = all.filter((row) => hash[row] === '' || (error[row] && !isPointer(images.format[row])));
      const names = namesByContent(samples, before, unread);
      for (const [index, row] of unread.entries()) {
        yield {
          message: hash[row] === '' ? 'missing' : 'undecodable',
          subject: path[row],
          identity: names[index],
          at: placeOf(samples, row),
          data: { path: path[row], dataset, error: withoutStop(error[row] ?? '') },
        };
      }
      if (!images) continue;
      const misnamed = all.filter((row) => wrongExtension(path[row], images.format[row]) !== null);
      const others = namesByContent(samples, before, misnamed);
      for (const [index, row] of misnamed.entries()) {
        yield {
          message: 'misnamed',
          severity: 'warning',
          subject: path[row],
          identity: others[index],
          at: placeOf(samples, row),
          data: {
            path: path[row],
            extension: wrongExtension(path[row], images.format[row]) ?? '',
            format: images.format[row].toUpperCase(),
          },
        };
      }
    }
  },
});

/** Decoders end their messages as they like. */
function withoutStop(text: string): string {
  return text.trim().replace(/[.!]+$/, '');
}
