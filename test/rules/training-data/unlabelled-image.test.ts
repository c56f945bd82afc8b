import unlabelledImage from '../../../rules/training-data/unlabelled-image.ts';
import { type AnnotationRow, annotations, many, type SampleRow, samples, testRule } from '../../harness/rule/index.ts';

const cat: SampleRow = ['a.png', 'aa', 'train', 'cat', { line: 2 }];
const none = (name: string, line: number): SampleRow => [`${name}.png`, name, 'train', null, { line }];

/** Twenty images of which the first so many have an object. */
const marked = (count: number) => ({
  samples: samples(
    'pets',
    many(20, 'train', 'x').map(([path, hash, split]): SampleRow => [path, hash, split, null]),
    {
      classes: ['cat'],
      annotations: annotations(Array.from({ length: count }, (_, row): AnnotationRow => [row, 0, [0, 0, 9, 9]])),
    },
  ),
});

testRule(unlabelledImage, {
  passes: [
    { name: 'every image has a label', head: { samples: samples('pets', [cat]) } },
    { name: 'a split has none at all', head: { samples: samples('pets', [cat, ['t.png', 'tt', 'test', null]]) } },
    { name: 'no image is labelled', head: { samples: samples('pets', [none('bb', 2)]) } },
    { name: 'a tenth is background', head: marked(18) },
    { name: 'nothing is marked anywhere', head: marked(0) },
    { name: 'more backgrounds are meant', options: { share: 0.5 }, head: marked(10) },
  ],
  fails: [
    {
      name: 'an image has no label',
      head: { samples: samples('pets', [cat, none('bb', 3)]) },
      problems: [
        { message: 'unlabelled', subject: 'bb.png', identity: 'bb', at: { path: 'data/samples.csv', line: 3 } },
      ],
      texts: ['bb.png in train has no label.'],
    },
    {
      name: 'more images than are named have no label, and the new one is',
      options: { listed: 1 },
      base: { samples: samples('pets', [cat, none('cc', 3), none('dd', 4)]) },
      head: { samples: samples('pets', [cat, none('cc', 3), none('dd', 4), none('ee', 5)]) },
      problems: [
        { message: 'unlabelled', subject: 'cc.png' },
        { message: 'unlabelled', subject: 'ee.png' },
        { message: 'more', subject: 'pets: train', identity: 'pets/train', measured: 3, limit: 0 },
      ],
    },
    {
      name: 'half of the images have no annotation',
      head: marked(10),
      problems: [{ message: 'unmarked', subject: 'pets: train', identity: 'pets/train', measured: 0.5, limit: 0.1 }],
      texts: ['Nothing is marked in 10 of 20 images in train of pets: 50 %, and 10 % are accepted.'],
    },
  ],
});
