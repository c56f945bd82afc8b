import { expect } from 'vitest';
import latencyOverBudget from '../../../rules/deployment/latency-over-budget.ts';
import { latency, models, targets, testRule } from '../../harness/rule/index.ts';

const twelve = { models: models({ classifier: {} }), targets: targets({ edge: { latencyMs: { p95: 12 } } }) };
const eightTimes = (base: number, head: number) =>
  Array.from({ length: 8 }, (_, i): [number, number] => [base * (1 + 0.001 * (i % 2)), head * (1 - 0.001 * (i % 3))]);

testRule(latencyOverBudget, {
  passes: [
    { name: 'nothing was timed', head: twelve },
    {
      name: 'the slower model is within its budget',
      head: twelve,
      pair: { latency: latency({ 'classifier@edge': { pairs: eightTimes(8, 11) } }) },
    },
    {
      name: 'the estimate is over the budget, and the bound is not',
      head: twelve,
      pair: { latency: latency({ 'classifier@edge': { pairs: eightTimes(11.9, 11.9) } }) },
    },
    {
      name: 'another target has the budget',
      head: twelve,
      pair: { latency: latency({ 'classifier@server': { pairs: eightTimes(20, 30) } }) },
    },
    {
      name: 'too few runs for the percentile leave it open',
      head: { ...twelve, targets: targets({ edge: { latencyMs: { p99: 12 } } }) },
      pair: { latency: latency({ 'classifier@edge': { pairs: eightTimes(20, 30) } }) },
      tests: [{ message: 'over', p: 1, n: 168, requiredN: 662, family: 'latency' }],
    },
  ],
  fails: [
    {
      name: 'a model that got slower is over its budget',
      head: twelve,
      pair: { latency: latency({ 'classifier@edge': { pairs: eightTimes(11, 13) } }) },
      problems: [
        {
          message: 'over',
          subject: 'classifier on edge',
          identity: 'classifier/edge/p95',
          at: { path: '.github/vision-gate.yml', line: 20 },
          measured: expect.closeTo(13.1, 1),
          limit: 12,
          change: expect.objectContaining({ family: 'latency', tolerance: 0, p: expect.closeTo(0, 4) }),
        },
      ],
      texts: [
        'classifier takes 13.1 ms at p95 on edge for a batch of 1 (at least 13.1 ms, 168 runs on a processor), and 12 ms are allowed.',
      ],
    },
    {
      name: 'a model that base does not have is over its budget',
      head: { ...twelve, durations: latency({ 'classifier@edge': { pairs: eightTimes(14, 14) } }) },
      problems: [{ message: 'over', limit: 12, measured: expect.closeTo(14.1, 1) }],
    },
    {
      name: 'base was over it too, and head is as fast',
      head: twelve,
      pair: { latency: latency({ 'classifier@edge': { pairs: eightTimes(14, 14) } }) },
      problems: [{ message: 'over', change: expect.objectContaining({ p: expect.closeTo(1, 0) }) }],
    },
  ],
});
