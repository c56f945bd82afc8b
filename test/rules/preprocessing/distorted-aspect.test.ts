import distortedAspect from '../../../rules/preprocessing/distorted-aspect.ts';
import { images, many, models, preprocessing, samples, testRule } from '../../harness/rule/index.ts';

const rows = many(10, 'train', 'cat');
const pets = (sizes: (object | undefined)[], changes = {}) => ({
  models: models({ net: { preprocessing: preprocessing(changes) } }),
  samples: samples('pets', rows),
  images: images(
    'pets',
    rows.map((_, row) => sizes[row] ?? { width: 640, height: 480 }),
  ),
});
const wide = { width: 1920, height: 1080 };
const wider = { width: 2000, height: 500 };

testRule(distortedAspect, {
  passes: [
    { name: '4 : 3 into a square, and one panorama', head: pets([wider]) },
    {
      name: 'films into an input of 16 : 9',
      head: pets(
        rows.map(() => wide),
        { resize: { mode: 'stretch', width: 320, height: 180 } },
      ),
    },
    {
      name: 'films with the aspect ratio kept',
      head: pets(
        rows.map(() => wide),
        { resize: { mode: 'shortest', size: 224 } },
      ),
    },
    {
      name: 'a film stored on its side is turned first',
      head: pets(
        rows.map(() => ({ width: 1080, height: 1920, orientation: 6 })),
        { resize: { mode: 'stretch', width: 320, height: 180 } },
      ),
    },
    { name: 'a third of the images may be', options: { share: 0.34 }, head: pets([wide, wide, wider]) },
    { name: 'a factor of four is accepted', options: { ratio: 4 }, head: pets(rows.map(() => wider)) },
  ],
  fails: [
    {
      name: 'films into a square',
      head: pets([wide, wide, wider]),
      problems: [
        {
          message: 'squeezed',
          subject: 'net',
          identity: 'net',
          at: { path: 'models/preprocessor_config.json', line: 1 },
          measured: 0.3,
          limit: 0.1,
        },
      ],
      texts: [
        'net stretches 30 % of the images of pets by a factor of more than 1.75, data/train/cat/2.png the most: 2000 × 500 to 224 × 224.',
      ],
    },
  ],
});
