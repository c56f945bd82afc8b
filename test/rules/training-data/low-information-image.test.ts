import lowInformationImage from '../../../rules/training-data/low-information-image.ts';
import { images, samples, testRule } from '../../harness/rule/index.ts';

const photographs = samples('pets', [
  ['a.jpg', 'aa', 'train', 'cat', { line: 2 }],
  ['b.jpg', 'bb', 'train', 'cat', { line: 3 }],
]);

testRule(lowInformationImage, {
  passes: [
    {
      name: 'the image is at the limit',
      head: { samples: photographs, images: images('pets', [{ lowInformation: 0.3 }, {}]) },
    },
    {
      name: 'the image cannot be read',
      head: { samples: photographs, images: images('pets', [{}, { error: 'truncated' }]) },
    },
    {
      name: 'the limit is lower',
      options: { limit: 0.05 },
      head: { samples: photographs, images: images('pets', [{}, { lowInformation: 0.1 }]) },
    },
  ],
  fails: [
    {
      name: 'the image is below the limit',
      head: { samples: photographs, images: images('pets', [{}, { lowInformation: 0.1 }]) },
      problems: [
        {
          message: 'plain',
          subject: 'b.jpg',
          identity: 'bb',
          at: { path: 'data/samples.csv', line: 3 },
          measured: 0.1,
          limit: 0.3,
        },
      ],
      texts: ['b.jpg holds hardly any information: its entropy is 0.1 of what a picture can have, limit 0.3.'],
    },
    {
      name: 'a new copy of a faulty image is named anew, and the old one keeps its name',
      base: {
        samples: samples('pets', [['b.jpg', 'bb', 'train', 'cat']]),
        images: images('pets', [{ lowInformation: 0.1 }]),
      },
      head: {
        samples: samples('pets', [
          ['a.jpg', 'bb', 'train', 'cat'],
          ['b.jpg', 'bb', 'train', 'cat'],
        ]),
        images: images('pets', [{ lowInformation: 0.1 }, { lowInformation: 0.1 }]),
      },
      problems: [
        { message: 'plain', subject: 'a.jpg', identity: 'bb#2' },
        { message: 'plain', subject: 'b.jpg', identity: 'bb' },
      ],
    },
  ],
});
