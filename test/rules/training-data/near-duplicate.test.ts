import nearDuplicate from '../../../rules/training-data/near-duplicate.ts';
import { nearDuplicates, type SampleRow, samples, testRule } from '../../harness/rule/index.ts';

const a: SampleRow = ['a.jpg', 'aa', 'train', 'cat'];
const b: SampleRow = ['b.jpg', 'bb', 'train', 'cat'];
const c: SampleRow = ['c.jpg', 'cc', 'train', 'cat'];
const pets = (rows: SampleRow[], ...pairs: Parameters<typeof nearDuplicates>[1]) => ({
  samples: samples('pets', rows),
  nearDuplicates: nearDuplicates('pets', pairs),
});

testRule(nearDuplicate, {
  passes: [
    { name: 'nothing looks alike', head: pets([a, b]) },
    { name: 'hashes differ in more bits, and pixels do not agree', head: pets([a, b], [0, 1, 3]) },
    { name: 'fewer bits are allowed', options: { distance: 0 }, head: pets([a, b], [0, 1, 2]) },
    {
      name: 'the look-alike is in another split, or has another label',
      head: pets(
        [a, ['b.jpg', 'bb', 'test', 'cat'], ['c.jpg', 'cc', 'train', 'dog']],
        [0, 1, 0, 'confirmed'],
        [0, 2, 0, 'confirmed'],
      ),
    },
  ],
  fails: [
    {
      name: 'a picture was recompressed',
      head: pets([a, b], [0, 1, 6, 'confirmed']),
      problems: [{ message: 'same', subject: 'b.jpg', identity: 'aa bb', at: { path: 'b.jpg' } }],
      texts: ['b.jpg is the same picture as a.jpg, in train, in other bytes.'],
    },
    {
      name: 'a picture looks like another',
      head: pets([a, b], [0, 1, 2]),
      problems: [{ message: 'similar', subject: 'b.jpg', identity: 'aa bb' }],
      texts: [
        'b.jpg looks like a.jpg, in train: 2 of the 64 bits of their perceptual hashes differ. Their pixels do not agree.',
      ],
    },
    {
      name: 'a new copy joins a pair, and alone is new',
      base: pets([b, c], [0, 1, 0, 'confirmed']),
      head: pets([a, b, c], [0, 1, 0, 'confirmed'], [0, 2, 0, 'confirmed'], [1, 2, 0, 'confirmed']),
      problems: [
        { message: 'same', subject: 'a.jpg', identity: 'aa bb', data: { twin: 'b.jpg' } },
        { message: 'same', subject: 'c.jpg', identity: 'bb cc', data: { twin: 'b.jpg' } },
      ],
    },
    {
      name: 'a confirmed look-alike goes before a nearer guess',
      head: pets([a, b, c], [0, 2, 0], [1, 2, 4, 'confirmed']),
      problems: [{ message: 'same', subject: 'c.jpg', identity: 'bb cc' }],
    },
    {
      name: 'both pictures are in two splits',
      head: pets([a, b, ['t/a.jpg', 'aa', 'test', 'cat'], ['t/b.jpg', 'bb', 'test', 'cat']], [0, 1, 0, 'confirmed']),
      problems: [
        { message: 'same', subject: 'b.jpg', identity: 'aa bb' },
        { message: 'same', subject: 't/b.jpg', identity: 'aa bb#2' },
      ],
    },
  ],
});
