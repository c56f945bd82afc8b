import { expect } from 'vitest';
import rule from '../../../rules/compute/starved-accelerator.ts';
import { models, pace, testRule } from '../../harness/rule/index.ts';

const net = models({ net: {} });

testRule(rule, {
  passes: [
    {
      name: 'images come faster than they are answered',
      head: { models: net, pace: pace({ net: { decoded: 4000 } }) },
    },
    { name: 'it waits for half of the time', head: { models: net, pace: pace({ net: { answered: 2000 } }) } },
    {
      name: 'a longer wait is allowed',
      options: { waiting: 0.8 },
      head: { models: net, pace: pace({ net: { answered: 4000 } }) },
    },
  ],
  fails: [
    {
      name: 'three of four seconds are waited for',
      options: { noise: 0.2 },
      head: { models: net, pace: pace({ net: { answered: 4000 } }) },
      problems: [
        {
          message: 'waiting',
          subject: 'net on edge',
          identity: 'net/edge',
          measured: expect.closeTo(0.75, 12),
          limit: 0.5,
          noise: 0.2,
        },
      ],
      texts: [
        'net would wait 75 % of the time on edge: it answers 4000 images a second at a batch of 16, and 8 threads decode 1000.',
      ],
    },
  ],
});
