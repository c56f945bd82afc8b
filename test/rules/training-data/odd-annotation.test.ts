import oddAnnotation from '../../../rules/training-data/odd-annotation.ts';
import { type AnnotationRow, annotations, images, samples, testRule } from '../../harness/rule/index.ts';

/** A hundred boxes of about 50 × 40 pixels, then what else is there. */
const usual = Array.from({ length: 100 }, (_, index): AnnotationRow => [0, 0, [index, index, 48 + (index % 5), 40]]);
const pets = (more: AnnotationRow[], isFractions = false) => ({
  samples: samples('pets', [['a.jpg', 'aa', 'train', null]], {
    classes: ['cat', 'dog'],
    annotations: annotations([...usual, ...more], isFractions ? { unit: 'fractions' } : {}),
  }),
  images: images('pets', [{ width: 2000, height: 2000 }]),
});
const huge: AnnotationRow = [0, 0, [0, 0, 900, 800], { line: 300 }];

testRule(oddAnnotation, {
  passes: [
    { name: 'boxes are alike', head: pets([[0, 1, [0, 0, 900, 800]]]) },
    { name: 'the format marks nothing', head: { samples: samples('pets', [['a.jpg', 'aa', 'train', 'cat']]) } },
    {
      name: 'a box has no extent, or no numbers',
      head: pets([
        [0, 0, [0, 0, 0, 9]],
        [0, 0, [0, 0, Number.NaN, 9]],
      ]),
    },
    { name: 'more is allowed', options: { deviations: 1000, side: 1 }, head: pets([huge, [0, 1, [0, 0, 2, 9]]]) },
    {
      name: 'an old box is far only because others like it were taken out',
      base: pets([huge, ...Array.from({ length: 30 }, (_, index): AnnotationRow => [0, 0, [index, 0, 900, 800]])]),
      head: pets([huge]),
    },
  ],
  fails: [
    {
      name: 'a box is huge',
      base: pets([]),
      head: pets([huge]),
      problems: [
        {
          message: 'far',
          subject: 'a.jpg',
          identity: 'far aa cat 0 0 900 800',
          at: { path: 'data/annotations.json', line: 300 },
        },
      ],
      texts: [
        'The box of cat in a.jpg has height 800; the mean of cat is 47.5, and it lies 10 standard deviations away.',
      ],
    },
    {
      name: 'a box is far from those that share an attribute',
      options: { deviations: 4 },
      head: pets([
        ...Array.from(
          { length: 20 },
          (_, index): AnnotationRow => [0, 1, [index, 0, 30, 30], { attributes: { occluded: 'yes' } }],
        ),
        ...Array.from({ length: 40 }, (_, index): AnnotationRow => [0, 1, [index, 0, 60 + 2 * index, 60 + 2 * index]]),
        [0, 1, [0, 0, 100, 100], { attributes: { occluded: 'yes' } }],
      ]),
      problems: [{ message: 'far', data: { group: 'dog with occluded yes' } }],
    },
    {
      name: 'a box is two pixels wide',
      head: pets([[0, 1, [5, 5, 2, 30]]]),
      problems: [{ message: 'tiny', identity: 'tiny aa dog 5 5 2 30' }],
      texts: ['The box of dog in a.jpg is 2 × 30 pixels.'],
    },
    {
      name: 'a file has more than are named',
      options: { listed: 1 },
      head: pets([
        [0, 1, [5, 5, 2, 30]],
        [0, 1, [6, 5, 2, 30]],
      ]),
      problems: [
        { message: 'tiny', identity: 'tiny aa dog 5 5 2 30' },
        { message: 'more', subject: 'data/annotations.json', measured: 2, limit: 0 },
      ],
      texts: [
        'The box of dog in a.jpg is 2 × 30 pixels.',
        'data/annotations.json has 2 odd annotations; 1 of them are named.',
      ],
    },
  ],
});
