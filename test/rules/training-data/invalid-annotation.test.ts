import invalidAnnotation from '../../../rules/training-data/invalid-annotation.ts';
import type { Samples } from '../../../src/model/facts.ts';
import { type AnnotationRow, annotations, images, masks, samples, testRule } from '../../harness/rule/index.ts';

const listed = (problems: Samples['problems'] = []) => ({
  samples: samples('pets', [['a.png', 'aa', 'train', 'cat', { line: 2 }]], { problems }),
});
const ragged = (line: number) => ({
  message: `Expected 3 values in line ${line} of pets.csv but received 2. The row is left out: add the label.`,
  at: { path: 'pets.csv', line },
});

/** One image of 640 × 480 pixels, unless its pixels say otherwise, with what is marked in it. */
const marked = (
  rows: AnnotationRow[],
  pixels: Parameters<typeof images>[1][number] = {},
  overrides: Partial<Samples> = {},
) => ({
  samples: samples('pets', [['a.jpg', 'aa', 'train', null]], {
    classes: ['cat', 'dog'],
    annotations: annotations(rows),
    ...overrides,
  }),
  images: images('pets', [pixels]),
});
const fractions = (rows: AnnotationRow[], isRead: boolean) => {
  const { samples: listing, images: pixels } = marked(
    [],
    {},
    { annotations: annotations(rows, { unit: 'fractions' }) },
  );
  return isRead ? { samples: listing, images: pixels } : { samples: listing };
};
const cat: AnnotationRow = [0, 0, [10, 10, 100, 100]];
const wide: AnnotationRow = [0, 0, [500, 10, 130, 100]];
const declared = (width: number, height: number) => ({
  declared: { width: Int32Array.of(width), height: Int32Array.of(height) },
});

/** One image of 640 × 480 pixels and its mask; the class list has two classes. */
const masked = (
  mask: Parameters<typeof masks>[1][number],
  pixels: Parameters<typeof images>[1][number] = {},
  overrides: Partial<Samples> = {},
) => ({
  samples: samples('pets', [['a.jpg', 'aa', 'train', null]], {
    classes: ['cat', 'dog'],
    classesAt: { path: 'labels.txt', line: 1 },
    masks: { path: ['masks/a.png'], hash: ['mm'] },
    ...overrides,
  }),
  images: images('pets', [pixels]),
  masks: masks('pets', [mask]),
});

testRule(invalidAnnotation, {
  passes: [
    { name: 'the mask fits', head: masked({ pixels: { 0: 9, 1: 9 } }) },
    { name: 'the mask fits the turned image', head: masked({ width: 480, height: 640 }, { orientation: 6 }) },
    { name: 'the image was not read', head: masked({ width: 9, height: 9 }, { error: 'truncated' }) },
    { name: 'no class list is declared', head: masked({ pixels: { 7: 9 } }, {}, { classesAt: null }) },
    {
      name: 'there is no mask, which its reader says',
      head: masked({ error: 'no file' }, {}, { masks: { path: [''], hash: [''] } }),
    },
    { name: 'every row was taken in', head: listed() },
    {
      name: 'a label is not in the class list, which another rule says',
      head: listed([{ ...ragged(7), unknown: { label: 'dgo', count: 1 } }]),
    },
    { name: 'boxes lie within the image, or a rounding beyond', head: marked([cat, [0, 1, [-0.5, 0, 641, 484]]]) },
    { name: 'boxes of two classes are equal', head: marked([cat, [0, 1, [10, 10, 100, 100]]]) },
    {
      name: 'two polygons have the same bounds',
      head: marked([
        [0, 0, [10, 10, 100, 100], { shape: 'polygon', geometry: 'p', area: 9 }],
        [0, 0, [10, 10, 100, 100], { shape: 'polygon', geometry: 'q', area: 9 }],
      ]),
    },
    { name: 'nothing is known of the image', head: { samples: marked([wide]).samples } },
    { name: 'fractions are within 1 %', head: fractions([[0, 0, [-0.009, 0, 1.018, 1]]], false) },
    {
      name: 'a box is not finite, or negative, which its reader says',
      head: marked([
        [0, 0, [Number.NaN, 1, 2, 3]],
        [0, 0, [9, 9, -5, 3]],
      ]),
    },
    { name: 'an annotation names no listed image, which its reader says', head: marked([[-1, 0, [900, 900, 9, 9]]]) },
    {
      name: 'keypoints lie in one place',
      head: marked([[0, 0, [10, 10, 0, 0], { shape: 'keypoints', area: 0 }]]),
    },
    { name: 'boxes fit the image as EXIF turns it', head: marked([[0, 0, [10, 500, 100, 130]]], { orientation: 6 }) },
    {
      name: 'boxes fit the stored image, whose orientation is ignored by declaration',
      head: marked([wide], { orientation: 6 }, { orientation: 'ignore' }),
    },
    { name: 'the declared size is that of the image', head: marked([], {}, declared(640, 480)) },
    { name: 'the declared size is that of the turned image', head: marked([], { orientation: 8 }, declared(480, 640)) },
    { name: 'no size is declared', head: marked([], {}, declared(0, 0)) },
  ],
  fails: [
    {
      name: 'a box reaches beyond the image',
      base: marked([cat]),
      head: marked([cat, [0, 1, [600, 400, 60, 60], { line: 9, column: 4 }]]),
      problems: [
        {
          message: 'outside',
          subject: 'a.jpg',
          identity: 'outside aa dog 600 400 60 60',
          at: { path: 'data/annotations.json', line: 9, column: 4 },
        },
      ],
      texts: ['The box of dog in a.jpg reaches 20 pixels beyond the image.'],
    },
    {
      name: 'fractions reach beyond 1, and the image was not read',
      head: fractions([[0, 0, [0.5, 0.5, 0.55, 0.2]]], false),
      problems: [{ message: 'outside', data: { by: '5 % of the side' } }],
    },
    {
      name: 'fractions reach beyond the image, and a box is less than a pixel wide',
      head: fractions(
        [
          [0, 0, [0.5, 0.5, 0.55, 0.2]],
          [0, 1, [0.5, 0.5, 0.001, 0.2]],
        ],
        true,
      ),
      problems: [
        { message: 'outside', data: { by: '32 pixels' } },
        { message: 'thin', data: { width: 0.64, height: 96 } },
      ],
    },
    {
      name: 'only the declared size is known',
      head: { samples: marked([wide], {}, declared(600, 480)).samples },
      problems: [{ message: 'outside' }],
    },
    {
      name: 'boxes fit only the image as stored',
      head: marked([cat, wide], { orientation: 6 }),
      problems: [
        { message: 'turned', subject: 'a.jpg', identity: 'turned aa', at: { path: 'data/annotations.json', line: 2 } },
      ],
      texts: [
        'The boxes of a.jpg fit only 640 × 480, and the image is 480 × 640 as its EXIF orientation is read: one of the two is turned.',
      ],
    },
    {
      name: 'a side is less than a pixel, and a polygon has no area',
      head: marked([
        [0, 0, [5, 5, 0, 9]],
        [0, 1, [5, 5, 9, 9], { shape: 'polygon', geometry: 'p', area: 0 }],
      ]),
      problems: [
        { message: 'thin', identity: 'thin aa cat 5 5 0 9' },
        { message: 'flat', identity: 'flat aa dog 5 5 9 9 p' },
      ],
      texts: [
        'The box of cat in a.jpg is 0 × 9 pixels: a side of less than one pixel holds nothing.',
        'The polygon of dog in a.jpg has no area.',
      ],
    },
    {
      name: 'a box is there three times',
      head: marked([cat, wide, cat, cat]),
      problems: [
        { message: 'twice', identity: 'twice aa cat 10 10 100 100', at: { path: 'data/annotations.json', line: 3 } },
        { message: 'twice', identity: 'twice aa cat 10 10 100 100#2', at: { path: 'data/annotations.json', line: 4 } },
      ],
      texts: ['The box of cat in a.jpg is there twice.', 'The box of cat in a.jpg is there twice.'],
    },
    {
      name: 'the image has another size than declared',
      head: marked([], {}, declared(480, 640)),
      problems: [{ message: 'size', identity: 'aa', at: { path: 'a.jpg' } }],
      texts: ['a.jpg is declared as 480 × 640, and the image is 640 × 480.'],
    },
    {
      name: 'a file has more faults than are named, and a new one comes first in it',
      options: { listed: 1 },
      base: marked([
        [0, 0, [5, 5, 0, 1]],
        [0, 0, [5, 5, 0, 2]],
      ]),
      head: marked([
        [0, 0, [5, 5, 0, 3]],
        [0, 0, [5, 5, 0, 1]],
        [0, 0, [5, 5, 0, 2]],
      ]),
      problems: [
        { message: 'thin', identity: 'thin aa cat 5 5 0 3' },
        { message: 'thin', identity: 'thin aa cat 5 5 0 1' },
        { message: 'more', subject: 'data/annotations.json', measured: 3, limit: 0 },
      ],
      texts: [
        'The box of cat in a.jpg is 0 × 3 pixels: a side of less than one pixel holds nothing.',
        'The box of cat in a.jpg is 0 × 1 pixels: a side of less than one pixel holds nothing.',
        'data/annotations.json has 3 annotations that cannot be what was meant; 2 of them are named.',
      ],
    },
    {
      name: 'a row is ragged',
      head: listed([ragged(7)]),
      problems: [{ message: 'invalid', subject: 'pets.csv', at: { path: 'pets.csv', line: 7 } }],
      texts: ['Expected 3 values in line 7 of pets.csv but received 2. The row is left out: add the label.'],
    },
    {
      name: 'the same happened in two rows, whatever their lines',
      base: listed([ragged(6)]),
      head: listed([ragged(7), ragged(12)]),
      problems: [
        {
          message: 'invalid',
          identity:
            'pets/pets.csv: Expected 3 values in line of pets.csv but received 2. The row is left out: add the label.',
        },
        {
          message: 'invalid',
          identity:
            'pets/pets.csv: Expected 3 values in line of pets.csv but received 2. The row is left out: add the label.#2',
        },
      ],
    },
    {
      name: 'a mask cannot be read',
      head: masked({ error: 'no PNG.' }),
      problems: [
        { message: 'maskUnreadable', subject: 'a.jpg', identity: 'maskUnreadable mm', at: { path: 'masks/a.png' } },
      ],
      texts: ['The mask masks/a.png of a.jpg cannot be read: no PNG.'],
    },
    {
      name: 'a mask has another size, and a value that is no class',
      base: masked({}),
      head: masked({ width: 320, height: 240, pixels: { 0: 100, 2: 7 } }),
      problems: [
        { message: 'maskSize', identity: 'maskSize mm' },
        { message: 'maskClass', identity: 'maskClass mm' },
      ],
      texts: [
        'The mask masks/a.png is 320 × 240, and its image a.jpg is 640 × 480.',
        'The mask masks/a.png of a.jpg has 7 pixels of value 2, which is no class of the list.',
      ],
    },
    {
      name: 'a mask has a colour that is no class',
      head: masked({ pixels: { [-1 - 0x00ff80]: 1 } }),
      problems: [{ message: 'maskClass', data: { what: 'colour #00ff80', pixels: '1 pixel' } }],
    },
    {
      name: 'all of a mask is ignored',
      head: masked({ pixels: {}, ignored: 640 * 480 }),
      problems: [{ message: 'maskIgnored', severity: 'warning' }],
    },
    {
      name: 'masks have more faults than are named',
      options: { listed: 1 },
      head: masked({ width: 320, height: 240, pixels: { 2: 7 } }),
      problems: [
        { message: 'maskSize' },
        { message: 'moreMasks', subject: 'pets', identity: 'pets', measured: 2, limit: 0 },
      ],
    },
  ],
});
