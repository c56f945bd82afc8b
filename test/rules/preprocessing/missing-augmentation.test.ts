import missingAugmentation from '../../../rules/preprocessing/missing-augmentation.ts';
import type { Augmentation, Mildness, PairedCounts } from '../../../src/model/facts.ts';
import { counts, models, pairedSubject, testRule } from '../../harness/rule/index.ts';

const mildness = (
  transform: Mildness['transforms'][number]['transform'],
  found: PairedCounts,
): Record<string, Mildness> => ({
  net: {
    model: 'net',
    transforms: [{ transform, compared: { ...pairedSubject(transform, found), score: 'accuracy' } }],
  },
});
const augmentation: Record<string, Augmentation> = {
  net: {
    model: 'net',
    library: 'torchvision',
    transforms: [],
    prepares: { size: null, normalisation: null },
    at: { path: 'train/transforms.yaml', line: 1 },
  },
};
const lost = counts(300, 120, 5, 75);

testRule(missingAugmentation, {
  passes: [
    {
      name: 'a little is lost',
      head: { mildness: mildness('darker', counts(400, 12, 8, 80)) },
      tests: [{ message: 'weak', effect: 4 / 500, tolerance: 0.05, family: 'advisory' }],
    },
    {
      name: 'a quarter may be lost',
      options: { tolerance: 0.25 },
      head: { mildness: mildness('blur', lost) },
      tests: [{ message: 'weak', tolerance: 0.25 }],
    },
    {
      name: 'mirrored arrows are other arrows',
      head: { mildness: mildness('mirror', lost), models: models({ net: { labels: ['turn left', 'turn right'] } }) },
      tests: [],
    },
    { name: 'no image was answered', head: { mildness: mildness('mirror', counts(0, 0, 0, 0)) }, tests: [] },
  ],
  fails: [
    {
      name: 'a turn by 5° costs a quarter',
      head: { mildness: mildness('rotation', lost), augmentation },
      tests: [
        {
          message: 'weak',
          subject: 'net',
          identity: 'net/rotation',
          at: { path: 'train/transforms.yaml', line: 1 },
          effect: 115 / 500,
          tolerance: 0.05,
          family: 'advisory',
        },
      ],
      texts: [
        'net scores 61 % in accuracy on images that are turned by 5°, and 84 % on the same as they are (n = 500, p < 1e-9): its augmentation has no small rotations.',
      ],
    },
  ],
});
