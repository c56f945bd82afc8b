import classOrderChange from '../../../rules/training-data/class-order-change.ts';
import type { Samples } from '../../../src/model/facts.ts';
import { changes, samples, testRule } from '../../harness/rule/index.ts';

const list = { path: 'labels.txt', line: 1 };
const become = (base: string[], head: string[], overrides: Partial<Samples> = { classesAt: list }) => ({
  head: { samples: samples('pets', [['a.png', 'aa', 'train', 'cat']], { classes: head, ...overrides }) },
  pair: { changes: changes({ pets: [] }, { classes: { base, head, moved: [] } }) },
});

testRule(classOrderChange, {
  passes: [
    { name: 'the list is as it was', ...become(['cat', 'dog'], ['cat', 'dog']) },
    { name: 'a class comes in at the end', ...become(['cat', 'dog'], ['cat', 'dog', 'ant']) },
    { name: 'the last class leaves', ...become(['cat', 'dog'], ['cat']) },
    { name: 'a class has another name', ...become(['cat', 'dgo', 'fox'], ['cat', 'dog', 'fox']) },
    { name: 'all classes are others', ...become(['cat', 'dog'], ['oak', 'elm']) },
    { name: 'names of folders stand for themselves', ...become(['cat'], ['ant', 'cat'], { classesAt: null }) },
    {
      name: 'the dataset is gone',
      head: { samples: samples('birds', [['a.png', 'aa', 'train', 'owl']]) },
      pair: { changes: changes({ pets: [] }, { classes: { base: ['cat'], head: [], moved: [] } }) },
    },
  ],
  fails: [
    {
      name: 'two classes changed places',
      ...become(['cat', 'dog', 'fox'], ['dog', 'cat', 'fox']),
      problems: [{ message: 'reordered', subject: 'pets', identity: 'pets: cat 0 1, dog 1 0', at: list }],
      texts: ['The class list of pets is in another order: “cat” was 0 and is 1, “dog” was 1 and is 0.'],
    },
    {
      name: 'a class came in before others',
      ...become(['cat', 'dog', 'fox', 'owl'], ['ant', 'cat', 'dog', 'fox', 'owl']),
      problems: [{ message: 'inserted' }],
      texts: [
        '“ant” came into the class list of pets before the end, so that 4 classes moved: “cat” was 0 and is 1, “dog” was 1 and is 2, “fox” was 2 and is 3, and 1 more.',
      ],
    },
    {
      name: 'a class left before others, in a format of indices',
      ...become(['cat', 'dog', 'fox'], ['dog', 'fox'], { classesAt: null, format: 'yolo' }),
      problems: [{ message: 'removed', at: undefined }],
      texts: [
        '“cat” left the class list of pets before the end, so that 2 classes moved: “dog” was 1 and is 0, “fox” was 2 and is 1.',
      ],
    },
    {
      name: 'a class left and two came in',
      ...become(['cat', 'dog', 'fox'], ['ant', 'bee', 'dog', 'fox']),
      problems: [{ message: 'shifted' }],
      texts: [
        '“cat” left the class list of pets and “ant” and “bee” came in before the end, so that 2 classes moved: “dog” was 1 and is 2, “fox” was 2 and is 3.',
      ],
    },
  ],
});
