import { expect } from 'vitest';
import coldStart from '../../../rules/deployment/cold-start.ts';
import { latency, models, testRule } from '../../harness/rule/index.ts';

const classifier = { models: models({ classifier: {} }) };
const starts = (base: number, head: number) => ({
  pairs: Array.from({ length: 6 }, (): [number, number] => [10, 10]),
  cold: [-1, 1, -0.5, 0.5, -0.2, 0.2].map((offset) => ({ base, head: head * (1 + 0.02 * offset) })),
});

testRule(coldStart, {
  passes: [
    { name: 'the model was not timed, being the same', head: classifier },
    {
      name: 'a start that takes a tenth longer is accepted',
      head: classifier,
      pair: { latency: latency({ 'classifier@edge': starts(100, 110) }) },
      tests: [{ message: 'slower', effect: expect.closeTo(0.1, 3), tolerance: 0.2, family: 'advisory' }],
    },
    {
      name: 'a start that takes twice as long is accepted',
      head: classifier,
      options: { tolerance: 2 },
      pair: { latency: latency({ 'classifier@edge': starts(100, 200) }) },
      tests: [{ message: 'slower', tolerance: 2 }],
    },
  ],
  fails: [
    {
      name: 'the start takes twice as long',
      head: classifier,
      pair: { latency: latency({ 'classifier@edge': starts(100, 200) }) },
      tests: [{ message: 'slower', subject: 'classifier on edge', n: 6 }],
      texts: [
        'classifier takes 200 ms to load and to run for the first time on edge, 2.00 times as long as its base with 100 ms (medians of 6 fresh processes, cpu).',
      ],
    },
  ],
});
