import { expect } from 'vitest';
import throughputRegression from '../../../rules/deployment/throughput-regression.ts';
import { latency, models, testRule } from '../../harness/rule/index.ts';

const classifier = { models: models({ classifier: {} }) };
const sixTimes = (base: number, head: number) =>
  [-1, 1, -0.5, 0.5, -0.2, 0.2].map((offset): [number, number] => [base, head * (1 + 0.004 * offset)]);

testRule(throughputRegression, {
  passes: [
    { name: 'the model was not timed, being the same', head: classifier },
    {
      name: 'as many images are answered',
      head: classifier,
      pair: { latency: latency({ 'classifier@edge': { pairs: sixTimes(10, 10.1) } }) },
      tests: [{ message: 'fewer', effect: expect.closeTo(0.0099, 3), tolerance: 0.05, family: 'advisory' }],
    },
    {
      name: 'a tenth of the throughput is lost, which is accepted',
      head: classifier,
      options: { tolerance: 0.2 },
      pair: { latency: latency({ 'classifier@edge': { pairs: sixTimes(9, 10) } }) },
      tests: [{ message: 'fewer', effect: expect.closeTo(0.1, 3), tolerance: 0.2 }],
    },
  ],
  fails: [
    {
      name: 'a fifth fewer images are answered',
      head: classifier,
      pair: { latency: latency({ 'classifier@edge': { batch: 8, pairs: sixTimes(16, 20) } }) },
      tests: [{ message: 'fewer', subject: 'classifier on edge', identity: 'classifier/edge', n: 6 }],
      texts: [
        'classifier answers 400 images a second on edge at a batch of 8, 20.0 % fewer than its base with 500 (means of 6 session pairs, cpu).',
      ],
    },
  ],
});
