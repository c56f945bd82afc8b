import ignoredOrientation from '../../../rules/preprocessing/ignored-orientation.ts';
import type { Samples } from '../../../src/model/facts.ts';
import { images, models, preprocessing, samples, testRule } from '../../harness/rule/index.ts';

const photographs = (orientation: Samples['orientation']) =>
  samples(
    'pets',
    [
      ['a.jpg', 'aa', 'train', 'cat', { line: 2 }],
      ['b.jpg', 'bb', 'train', 'cat', { line: 3 }],
    ],
    { orientation },
  );
const turned = images('pets', [{}, { orientation: 6 }]);

testRule(ignoredOrientation, {
  passes: [
    {
      name: 'the images are stored upright',
      head: { samples: photographs('unsaid'), images: images('pets', [{}, { orientation: 1 }]) },
    },
    {
      name: 'the loader turns them, as does the model that is trained on them',
      head: {
        samples: photographs('apply'),
        images: turned,
        models: models({
          classifier: {},
          other: { dataset: 'birds', preprocessing: preprocessing({ orientation: 'ignore' }) },
        }),
      },
    },
    {
      name: 'the tag holds a value without a meaning',
      head: { samples: photographs('unsaid'), images: images('pets', [{}, { orientation: 0 }]) },
    },
  ],
  fails: [
    {
      name: 'the loader turns them, and the model declares that it does not',
      head: {
        samples: photographs('apply'),
        images: turned,
        models: models({ classifier: { preprocessing: preprocessing({ orientation: 'ignore' }) } }),
      },
      problems: [
        {
          message: 'disregarded',
          subject: 'classifier',
          identity: 'classifier',
          at: { path: 'models/preprocessor_config.json', line: 1 },
        },
      ],
      texts: [
        'classifier declares that it ignores EXIF orientation, and the loader of pets applies it: the two see 1 image differently.',
      ],
    },
    {
      name: 'nothing is said of the loader',
      head: { samples: photographs('unsaid'), images: turned },
      problems: [{ message: 'turned', subject: 'b.jpg', identity: 'bb', at: { path: 'data/samples.csv', line: 3 } }],
      texts: [
        'b.jpg is to be shown turned by 90° clockwise (EXIF orientation 6), which its loader is not known to do.',
      ],
    },
    {
      name: 'the loader ignores the tag',
      head: { samples: photographs('ignore'), images: images('pets', [{ orientation: 3 }, {}]) },
      problems: [{ message: 'turned', subject: 'a.jpg' }],
    },
  ],
});
