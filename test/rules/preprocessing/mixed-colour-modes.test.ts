import mixedColourModes from '../../../rules/preprocessing/mixed-colour-modes.ts';
import { images, many, samples, testRule } from '../../harness/rule/index.ts';

const rows = [...many(3, 'train', 'cat'), ...many(2, 'test', 'cat')];
const pets = (...modes: (object | undefined)[]) => ({
  samples: samples('pets', rows),
  images: images(
    'pets',
    rows.map((_, row) => modes[row] ?? {}),
  ),
});
const cmyk = { mode: 'cmyk' };

testRule(mixedColourModes, {
  passes: [
    { name: 'all are sRGB, by name or by silence', head: pets({ icc: 'sRGB IEC61966-2.1' }, { icc: 'c2' }, {}) },
    { name: 'all are grey', head: pets(...rows.map(() => ({ mode: 'grey' }))) },
    { name: 'one cannot be decoded', head: pets({ error: 'cut short' }) },
    {
      name: 'any shift is accepted',
      options: { shift: 1 },
      head: pets(...rows.map((_, row) => (row < 3 ? cmyk : {}))),
    },
  ],
  fails: [
    {
      name: 'one of three is for print',
      options: { shift: 0.4 },
      head: pets(undefined, cmyk),
      problems: [{ message: 'mixed', subject: 'pets', identity: 'pets/train/CMYK', measured: 1, limit: 0 }],
      texts: ['Of 3 images of pets in train, 1 is CMYK and 2 are not; data/train/cat/1.png is.'],
    },
    {
      name: 'test is transparent, 16 bits deep and in Adobe RGB, and train is not',
      head: pets(...rows.map((_, row) => (row < 3 ? {} : { mode: 'rgb alpha', depth: 16, icc: 'Adobe RGB (1998)' }))),
      problems: [
        { message: 'shifted', identity: 'pets/test/transparent', measured: 1, limit: 0.2 },
        { message: 'shifted', identity: 'pets/test/16 bits a channel' },
        { message: 'shifted', identity: 'pets/test/in another colour space than sRGB' },
      ],
    },
  ],
});
