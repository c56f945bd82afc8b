import missingGroup from '../../../rules/ethics/missing-group.ts';
import { many, type SampleRow, samples, testRule } from '../../harness/rule/index.ts';

/** Images of faces by split and tone; `null` for no tone. */
const faces = (given: [split: string, tone: string | null, count: number][]) => ({
  samples: samples(
    'faces',
    given.flatMap(([split, tone, count]) =>
      many(count, split, String(tone)).map(
        ([path, hash, , ,]): SampleRow => [path, hash, split, 'face', { attributes: { tone } }],
      ),
    ),
  ),
});
const even = faces([
  ['train', 'light', 60],
  ['train', 'dark', 60],
  ['test', 'light', 40],
  ['test', 'dark', 40],
]);
/** The same 80 test images; the first `count` of the dark ones carry another word. */
const edited = (count: number, tone: string | null) => {
  const { faces: own } = even.samples;
  const dark = own.path.flatMap((path, row) => (path.startsWith('data/test/dark/') ? [row] : [])).slice(0, count);
  return {
    samples: {
      faces: { ...own, attributes: { tone: own.attributes.tone.map((was, row) => (dark.includes(row) ? tone : was)) } },
    },
  };
};

testRule(missingGroup, {
  passes: [
    { name: 'every group is in every split', head: even },
    {
      name: 'images without the attribute are no group',
      head: faces([
        ['train', 'light', 40],
        ['train', null, 3],
      ]),
    },
    {
      name: 'attributes that are no groups have few',
      head: { samples: { faces: { ...faces([['test', 'light', 3]]).samples.faces, groups: [] } } },
    },
    {
      name: 'less is wanted',
      options: { train: 2, evaluation: 2, lost: 0.5 },
      base: faces([
        ['test', 'dark', 4],
        ['train', 'dark', 4],
      ]),
      head: faces([
        ['test', 'dark', 2],
        ['train', 'dark', 2],
      ]),
    },
    {
      name: 'a group loses training images alone',
      base: even,
      head: faces([
        ['train', 'light', 60],
        ['train', 'dark', 31],
        ['test', 'light', 40],
        ['test', 'dark', 40],
      ]),
    },
  ],
  fails: [
    {
      name: 'a group is not in the test split',
      head: faces([
        ['train', 'light', 40],
        ['train', 'dark', 30],
        ['test', 'light', 40],
      ]),
      problems: [
        { message: 'missing', subject: 'faces: tone=dark', identity: 'faces/test/tone=dark', measured: 0, limit: 30 },
      ],
      texts: ['faces has no image of tone=dark in test, but 30 in train.'],
    },
    {
      name: 'a group has one member',
      head: faces([
        ['train', 'light', 40],
        ['train', 'dark', 1],
      ]),
      problems: [{ message: 'thin', measured: 1, limit: 30, unit: 'images' }],
      texts: ['faces has 1 image of tone=dark in train, 2.4 % of the split; 30 would do.'],
    },
    {
      name: 'head drops a group from the test split',
      base: even,
      head: faces([
        ['train', 'light', 60],
        ['train', 'dark', 60],
        ['test', 'light', 40],
      ]),
      problems: [{ message: 'dropped', identity: 'faces/test/tone=dark' }],
      texts: ['faces has no image of tone=dark left in test; it had 40 images.'],
    },
    {
      name: 'head drops a third of a group from the test split',
      base: faces([
        ['test', 'light', 60],
        ['test', 'dark', 60],
      ]),
      head: faces([
        ['test', 'light', 60],
        ['test', 'dark', 40],
      ]),
      problems: [{ message: 'shrunken', limit: 0.2 }],
      texts: ['faces has 40 images of tone=dark in test; it had 60 images, and the group lost 33.3 % of them.'],
    },
    {
      name: 'the words of some test images are edited',
      base: even,
      head: edited(3, 'light'),
      problems: [{ message: 'regrouped', measured: 3, limit: 0, identity: 'faces/test/tone=dark/light' }],
      texts: ['3 images in test of faces were tone=dark and are light now, the first of them data/test/dark/0.png.'],
    },
    {
      name: 'the word of a test image is taken away',
      base: even,
      head: edited(1, null),
      problems: [{ message: 'regrouped' }],
      texts: ['1 image in test of faces was tone=dark and is without one now, the first of them data/test/dark/0.png.'],
    },
  ],
});
