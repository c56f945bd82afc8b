import type { Images, Samples } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { imageOf, placeOf } from '../shared/samples.ts';
import { counted, percent } from '../shared/wording.ts';

/** Ways of storing colour that loaders turn into RGB each in their own manner. */
const kinds: [name: string, holds: (images: Images, row: number) => boolean][] = [
  ['grey', ({ mode }, row) => mode[row].startsWith('grey')],
  ['CMYK', ({ mode }, row) => mode[row].startsWith('cmyk')],
  ['transparent', ({ mode }, row) => mode[row].endsWith(' alpha')],
  ['16 bits a channel', ({ depth }, row) => depth[row] > 8],
  ['in another colour space than sRGB', ({ icc }, row) => icc[row] !== '' && !standard.test(icc[row])],
];

/** Names of profiles that describe sRGB or its grey: those of HP, Google, Facebook (c2), GIMP, Ghostscript … */
const standard = /srgb|urgb|^c2(ci)?$|dot gain|gr[ae]y/i;

export default defineRule({
  meta: {
    id: 'preprocessing/mixed-colour-modes',
    title: 'Images of one dataset are stored in several colour modes.',
    why: 'Grey, CMYK, 16-bit and transparent images, and those of a wide colour space, become RGB in another way in each library: inverted, clipped to white, on black, or with dull colours. If they are few, or lie in one split alone, the model has not learned them or is judged on them.',
    fix: 'Convert the images to 8-bit sRGB without alpha once, with a tool of your choice, and commit the result.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['samples', 'images'],
    messages: {
      mixed: 'Of {count} of {dataset} in {split}, {found} {kind} and {others} not; {path} is.',
      shifted: '{share} of the images of {dataset} in {split} are {kind}, and {trained} of those in train.',
    },
    options: {
      shift: 'Difference between the shares of train and of an evaluation split that is accepted: 0.2 is 20 points.',
    },
  },

  defaults: { shift: 0.2 },

  *evaluate({ head, options }) {
    for (const images of Object.values(head.images)) {
      const samples = head.samples[images.dataset];
      if (!samples) continue;
      const splits = readableBySplit(samples, images);
      for (const [kind, holds] of kinds) {
        const shares = new Map<string, number>();
        for (const [split, rows] of splits) {
          const found = rows.filter((row) => holds(images, row));
          shares.set(split, found.length / rows.length);
          if (found.length === 0 || found.length === rows.length) continue;
          const [first] = found;
          yield {
            message: 'mixed',
            subject: images.dataset,
            identity: `${images.dataset}/${split}/${kind}`,
            at: placeOf(samples, first),
            measured: Math.min(found.length, rows.length - found.length),
            limit: 0,
            data: {
              count: counted(rows.length, 'image'),
              found: found.length === 1 ? '1 is' : `${found.length} are`,
              dataset: images.dataset,
              split,
              kind,
              path: samples.path[first],
              others: rows.length - found.length === 1 ? '1 is' : `${rows.length - found.length} are`,
            },
            evidence: imageOf(samples, first),
          };
        }
        const trained = shares.get('train');
        for (const [split, share] of shares) {
          if (trained === undefined || Math.abs(share - trained) <= options.shift) continue;
          yield {
            message: 'shifted',
            subject: images.dataset,
            identity: `${images.dataset}/${split}/${kind}`,
            measured: Math.abs(share - trained),
            limit: options.shift,
            data: { share: percent(share), trained: percent(trained), dataset: images.dataset, split, kind },
          };
        }
      }
    }
  },
});

function readableBySplit({ split }: Samples, { error, mode }: Images): Map<string, number[]> {
  const splits = new Map<string, number[]>();
  for (const [row, name] of split.entries()) {
    if (error[row] !== null || mode[row] === '') continue;
    const rows = splits.get(name);
    if (rows) rows.push(row);
    else splits.set(name, [row]);
  }
  return splits;
}
