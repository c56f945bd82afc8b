import vanishingObjects from '../../../rules/model-choice/vanishing-objects.ts';
import type { Preprocessing } from '../../../src/model/preprocessing.ts';
import { annotations, models, preprocessing, samples, testRule } from '../../harness/rule/index.ts';

/** Two objects in each of two pictures of 1000 × 500; the last is as small as it is told. */
const yard = (smallest: number, resize: Preprocessing['resize'], unit: 'pixels' | 'fractions' = 'pixels') => {
  const box = (width: number, height: number): [number, number, number, number] =>
    unit === 'pixels' ? [10, 10, width, height] : [0.1, 0.1, width / 1000, height / 500];
  const marked = annotations(
    [
      [0, 0, box(200, 200)],
      [0, 1, box(100, 100)],
      [1, 1, box(90, 90)],
      [1, 1, box(smallest, 60)],
    ],
    { unit },
  );
  return {
    models: models({ finder: { task: 'detection', preprocessing: preprocessing({ resize }) } }),
    samples: samples(
      'pets',
      [
        ['a.png', 'git:a', 'train', null],
        ['b.png', 'git:b', 'train', null],
      ],
      {
        classes: ['cat', 'dog'],
        annotations: marked,
        declared: { width: Int32Array.of(1000, 1000), height: Int32Array.of(500, 500) },
      },
    ),
  };
};

const letterbox: Preprocessing['resize'] = { mode: 'letterbox', width: 100, height: 100, fill: 114 };

testRule(vanishingObjects, {
  passes: [
    { name: 'all objects are wide enough', head: yard(25, letterbox) },
    { name: 'nothing is resized', head: yard(3, { mode: 'none' }) },
    { name: 'a quarter may vanish', options: { share: 0.25 }, head: yard(5, letterbox) },
    { name: 'half a pixel is enough', options: { pixels: 0.5 }, head: yard(10, letterbox) },
    { name: 'the shorter side is what counts', head: yard(25, { mode: 'shortest', size: 50 }) },
    {
      name: 'the dataset marks nothing',
      head: { ...yard(5, letterbox), samples: samples('pets', [['a.png', 'git:a', 'train', 'cat']]) },
    },
  ],
  fails: [
    {
      name: 'one of four objects is a pixel wide in the letterbox',
      head: yard(10, letterbox),
      problems: [
        {
          message: 'vanishing',
          subject: 'finder',
          measured: 0.25,
          limit: 0.01,
          at: { path: 'models/preprocessor_config.json', line: 1 },
        },
      ],
      texts: [
        '1 of 4 objects of pets (25 %) are narrower than 2 pixels after the resize of finder; most of them are dog: 1.',
      ],
    },
    {
      name: 'boxes are fractions',
      head: yard(10, letterbox, 'fractions'),
      problems: [{ message: 'vanishing', measured: 0.25 }],
    },
    {
      name: 'the picture is stretched',
      head: yard(10, { mode: 'stretch', width: 100, height: 500 }),
      problems: [{ message: 'vanishing' }],
    },
    {
      name: 'the longest side is limited',
      head: yard(10, { mode: 'shortest', size: 500, longest: 100 }),
      problems: [{ message: 'vanishing' }],
    },
  ],
});
