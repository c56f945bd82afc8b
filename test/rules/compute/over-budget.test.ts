import { expect } from 'vitest';
import overBudget from '../../../rules/compute/over-budget.ts';
import { memory, models, targets, testRule } from '../../harness/rule/index.ts';

const classifier = models({ classifier: { parameters: 5_300_000, macs: 390_000_000, bytes: 21_300_000 } });

testRule(overBudget, {
  passes: [
    { name: 'nothing is limited', head: { models: classifier, targets: targets({ edge: {} }) } },
    {
      name: 'the model fits to the last parameter',
      head: {
        models: classifier,
        memory: memory({ classifier: { peakMb: 300 } }),
        targets: targets({
          edge: { budgets: { parameters: 5_300_000, macs: 390_000_000, fileMb: 21.3, memoryMb: 300 } },
        }),
      },
    },
    {
      name: 'another target, with a larger batch, takes more memory than this one allows',
      head: {
        models: classifier,
        memory: memory({
          'classifier on edge': { model: 'classifier', peakMb: 300 },
          'classifier on server': { model: 'classifier', target: 'server', peakMb: 900, batch: 64 },
        }),
        targets: targets({ edge: { budgets: { memoryMb: 400 } }, server: { budgets: { memoryMb: 1000 } } }),
      },
    },
    {
      name: 'the operations could not be counted, and the memory was not measured',
      head: {
        models: models({ classifier: { macs: null } }),
        targets: targets({ edge: { budgets: { macs: 1, memoryMb: 1 } } }),
      },
    },
    {
      name: 'the model does not run on the target, or could not be read',
      head: { models: classifier, targets: targets({ edge: { budgets: { parameters: 1 } } }, ['other']) },
    },
  ],
  fails: [
    {
      name: 'the model has outgrown its target in every way',
      options: { noise: 0.1 },
      head: {
        models: classifier,
        memory: memory({ classifier: { peakMb: 812.34, batch: 4 } }),
        targets: targets({
          edge: { budgets: { parameters: 5_000_000, macs: 300_000_000, fileMb: 20, memoryMb: 800 } },
        }),
      },
      problems: [
        {
          message: 'parameters',
          subject: 'classifier',
          identity: 'classifier/edge',
          at: { path: '.github/vision-gate.yml', line: 20 },
          measured: 5_300_000,
          limit: 5_000_000,
          noise: 0,
        },
        { message: 'macs', measured: 390_000_000, limit: 300_000_000 },
        { message: 'file', measured: 21.3, limit: 20, unit: 'MB' },
        { message: 'memory', measured: 812.34, limit: 800, noise: expect.closeTo(81.234, 9) },
      ],
      texts: [
        'classifier has 5.3 million parameters, and edge allows 5 million.',
        'classifier takes 390 million multiply–accumulates for an image, and edge allows 300 million.',
        "classifier's file has 21.3 MB, and edge allows 20 MB.",
        'classifier takes 812.3 MB of memory at a batch of 4, and edge allows 800 MB.',
      ],
    },
  ],
});
