import unreadableImage from '../../../rules/training-data/unreadable-image.ts';
import { images, samples, testRule } from '../../harness/rule/index.ts';

testRule(unreadableImage, {
  passes: [
    {
      name: 'every image decodes',
      head: {
        samples: samples('pets', [
          ['a.jpg', 'aa', 'train', 'cat'],
          ['b.jpg', 'bb', 'test', 'cat'],
        ]),
        images: images('pets', [{}, {}]),
      },
    },
    {
      name: 'a pointer lies in its place, which another rule says',
      head: {
        samples: samples('pets', [['a.png', 'aa', 'train', 'cat']]),
        images: images('pets', [{ error: 'It is a pointer.', format: 'Git LFS pointer' }]),
      },
    },
    {
      name: 'names tell nothing of a format, or what it is',
      head: {
        samples: samples('pets', [
          ['a', 'aa', 'train', 'cat'],
          ['b.JPE', 'bb', 'train', 'cat'],
          ['c.dat', 'cc', 'train', 'cat'],
          ['d.jpg', 'dd', 'train', 'cat'],
        ]),
        images: images('pets', [{}, {}, {}, { format: 'raw' }]),
      },
    },
    { name: 'pixels were not looked at', head: { samples: samples('pets', [['a.png', 'aa', 'train', 'cat']]) } },
  ],
  fails: [
    {
      name: 'an image is truncated',
      head: {
        samples: samples('pets', [
          ['a.jpg', 'aa', 'train', 'cat'],
          ['b.jpg', 'bb', 'train', 'cat'],
        ]),
        images: images('pets', [{}, { error: 'VipsJpeg: premature end of JPEG image.' }]),
      },
      problems: [{ message: 'undecodable', subject: 'b.jpg', identity: 'bb', at: { path: 'b.jpg' } }],
      texts: ['b.jpg cannot be decoded: VipsJpeg: premature end of JPEG image.'],
    },
    {
      name: 'two copies of a truncated image are listed, and one of them is new',
      base: {
        samples: samples('pets', [['b.jpg', 'bb', 'train', 'cat']]),
        images: images('pets', [{ error: 'no JPEG' }]),
      },
      head: {
        samples: samples('pets', [
          ['a.jpg', 'bb', 'train', 'cat'],
          ['b.jpg', 'bb', 'train', 'cat'],
        ]),
        images: images('pets', [{ error: 'no JPEG' }, { error: 'no JPEG' }]),
      },
      problems: [
        { message: 'undecodable', subject: 'a.jpg', identity: 'bb#2' },
        { message: 'undecodable', subject: 'b.jpg', identity: 'bb' },
      ],
    },
    {
      name: 'a line of the table names an image that is not in the commit',
      head: {
        samples: samples('pets', [
          ['a.jpg', 'aa', 'train', 'cat', { line: 2 }],
          ['gone.png', '', 'train', 'cat', { line: 3 }],
        ]),
        images: images('pets', [{}, { error: 'not in the commit' }]),
      },
      problems: [
        { message: 'missing', subject: 'gone.png', identity: 'gone.png', at: { path: 'data/samples.csv', line: 3 } },
      ],
      texts: ['gone.png is listed in pets, and the commit does not hold it.'],
    },
    {
      name: 'an image is named as another format',
      base: {
        samples: samples('pets', [['b.jpg', 'bb', 'train', 'cat']]),
        images: images('pets', [{ format: 'png' }]),
      },
      head: {
        samples: samples('pets', [
          ['a.JPG', 'bb', 'train', 'cat'],
          ['b.jpg', 'bb', 'train', 'cat'],
        ]),
        images: images('pets', [{ format: 'png' }, { format: 'png' }]),
      },
      problems: [
        { message: 'misnamed', severity: 'warning', subject: 'a.JPG', identity: 'bb#2' },
        { message: 'misnamed', severity: 'warning', subject: 'b.jpg', identity: 'bb' },
      ],
      texts: ['a.JPG is named .jpg and is a PNG.', 'b.jpg is named .jpg and is a PNG.'],
    },
  ],
});
