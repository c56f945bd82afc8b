import { expect } from 'vitest';
import overBudget from '../../../rules/compute/over-budget.ts';
import { memory, models, targets, testRule } from '../../harness/rule/index.ts';

const classifier = models({ classifier: { parameters: 5_300_000, macs: 390_000_000, bytes: 21_300_000 } });

const peak = (peakMb: number, gpuMb: number | null = null) => ({
  peakMb,
  gpuMb,
  gpuMbOf: gpuMb === null ? null : ('process' as const),
});

testRule(overBudget, {
  passes: [
    { name: 'nothing is limited', head: { models: classifier, targets: targets({ edge: {} }) } },
    {
      name: 'the model fits to the last parameter',
      head: {
        models: classifier,
        memory: memory({ classifier: { peak: peak(300) } }),
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
          'classifier on edge': { model: 'classifier', peak: peak(300) },
          'classifier on server': { model: 'classifier', target: 'server', peak: peak(900), batch: 64 },
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
      name: 'the model did not fit: another rule says so',
      head: {
        models: classifier,
        memory: memory({
          classifier: { peak: null, outOfMemory: { where: 'host', reason: 'It took too much.', fits: 0 } },
        }),
        targets: targets({ edge: { budgets: { memoryMb: 1, gpuMemoryMb: 1 } } }),
      },
    },
    {
      name: 'the model grew as much as it may, and its memory within the noise',
      base: {
        models: models({ classifier: { parameters: 5_000_000, macs: 390_000_000, bytes: 21_300_000 } }),
        memory: memory({ classifier: { peak: peak(300) } }),
        targets: targets({ edge: { growth: 0.06 } }),
      },
      head: {
        models: classifier,
        memory: memory({ classifier: { peak: peak(310) } }),
        targets: targets({ edge: { growth: 0.06 } }),
      },
    },
    {
      name: 'a new model has not grown',
      base: { models: {}, targets: targets({ edge: { growth: 0 } }) },
      head: { models: classifier, targets: targets({ edge: { growth: 0 } }) },
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
        memory: memory({ classifier: { peak: peak(812.34), batch: 4 } }),
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
    {
      name: 'the GPU has less than the model takes',
      head: {
        models: classifier,
        memory: memory({ classifier: { peak: peak(300, 4100), batch: 8 } }),
        targets: targets({ edge: { budgets: { gpuMemoryMb: 4000 } } }),
      },
      problems: [
        {
          message: 'gpuMemory',
          identity: 'classifier/edge',
          measured: 4100,
          limit: 4000,
          noise: expect.closeTo(205, 9),
        },
      ],
      texts: ['classifier takes 4100 MB of GPU memory at a batch of 8, and edge allows 4000 MB.'],
    },
    {
      name: 'the model grew by more than one change may bring',
      base: {
        models: models({ classifier: { parameters: 4_000_000, macs: 390_000_000, bytes: 16_000_000 } }),
        memory: memory({ classifier: { peak: peak(200, 1000) } }),
        targets: targets({ edge: { growth: 0.1 } }),
      },
      head: {
        models: classifier,
        memory: memory({ classifier: { peak: peak(300, 1500) } }),
        targets: targets({ edge: { growth: 0.1 } }),
      },
      problems: [
        { message: 'grown', identity: 'classifier/edge/parameters', measured: 5_300_000, limit: 4_400_000, noise: 0 },
        { message: 'grown', identity: 'classifier/edge/fileMb' },
        { message: 'grown', identity: 'classifier/edge/memoryMb', noise: 15 },
        { message: 'grown', identity: 'classifier/edge/gpuMemoryMb', noise: 75 },
      ],
      texts: [
        'classifier needs 5.3 million parameters after 4 million: 32.5 % more, and edge allows 10 % more in one change.',
        'classifier needs 21.3 MB in its file after 16: 33.1 % more, and edge allows 10 % more in one change.',
        'classifier needs 300 MB of memory after 200: 50 % more, and edge allows 10 % more in one change.',
        'classifier needs 1500 MB of GPU memory after 1000: 50 % more, and edge allows 10 % more in one change.',
      ],
    },
  ],
});
