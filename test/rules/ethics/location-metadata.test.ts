import locationMetadata from '../../../rules/ethics/location-metadata.ts';
import { images, metadata, samples, testRule } from '../../harness/rule/index.ts';

const photographs = samples('pets', [
  ['a.jpg', 'aa', 'train', 'cat', { line: 2 }],
  ['b.jpg', 'bb', 'train', 'cat', { line: 3 }],
]);

testRule(locationMetadata, {
  passes: [
    { name: 'no image has a position', head: { samples: photographs, images: images('pets', [{}, {}]) } },
    { name: 'the listing could not be read', head: { images: images('pets', [{ location: true }]) } },
  ],
  fails: [
    {
      name: 'a photograph has a position',
      head: { samples: photographs, images: images('pets', [{}, { location: true }]) },
      problems: [{ message: 'located', subject: 'b.jpg', identity: 'bb', at: { path: 'data/samples.csv', line: 3 } }],
      texts: ['b.jpg holds a GPS position in its EXIF or XMP metadata.'],
    },
    {
      name: 'the position is in a block that only the metadata’s own reader knows',
      head: {
        samples: photographs,
        images: images('pets', [{}, {}]),
        metadata: metadata('pets', ['owner@EXIF', 'position@XMP body@EXIF']),
      },
      problems: [{ message: 'located', subject: 'b.jpg', identity: 'bb' }],
      texts: ['b.jpg holds a GPS position in its XMP metadata.'],
    },
    {
      name: 'a copy of a located photograph is new, and the old one keeps its name',
      base: {
        samples: samples('pets', [['b.jpg', 'bb', 'train', 'cat']]),
        images: images('pets', [{ location: true }]),
      },
      head: {
        samples: samples('pets', [
          ['a.jpg', 'bb', 'train', 'cat'],
          ['b.jpg', 'bb', 'train', 'cat'],
        ]),
        images: images('pets', [{ location: true }, { location: true }]),
      },
      problems: [
        { message: 'located', subject: 'a.jpg', identity: 'bb#2' },
        { message: 'located', subject: 'b.jpg', identity: 'bb' },
      ],
    },
  ],
});
