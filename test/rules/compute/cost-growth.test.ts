import { expect } from 'vitest';
import rule from '../../../rules/compute/cost-growth.ts';
import { latency, models, targets, testRule } from '../../harness/rule/index.ts';

const net = models({ net: {} });
const priced = targets({ edge: { costPerHour: 3.6 } }, ['net']);
const sessions = (base: number, head: number): [number, number][] =>
  [-1, 1, -0.5, 0.5, -0.2, 0.2].map((offset) => [base, head * (1 + offset * 0.004)]);
const fixed = models({ net: { inputs: [{ name: 'pixels', type: 'float', shape: [4, 3, 224, 224] }] } });

testRule(rule, {
  passes: [
    {
      name: 'the target has no price',
      head: { models: net, targets: targets({ edge: {} }, ['net']) },
      pair: { latency: latency({ 'net@edge': { pairs: sessions(12, 24) } }) },
      tests: [],
    },
    {
      name: 'models without targets were timed on this runner',
      head: { models: net, targets: priced },
      pair: { latency: latency({ 'net@this runner': { pairs: sessions(12, 24) } }) },
      tests: [],
    },
    {
      name: 'one process decides nothing',
      head: { models: net, targets: priced },
      pair: { latency: latency({ 'net@edge': { pairs: [[12, 24]] } }) },
      tests: [{ message: 'costlier', p: 1, n: 1 }],
    },
    {
      name: 'the model costs as much',
      head: { models: net, targets: priced },
      pair: { latency: latency({ 'net@edge': { pairs: sessions(12, 12) } }) },
      tests: [{ message: 'costlier', effect: expect.closeTo(0, 4), tolerance: 0.05, family: 'advisory' }],
    },
    {
      name: 'a growth of a tenth is accepted',
      options: { tolerance: 0.2 },
      head: { models: net, targets: priced },
      pair: { latency: latency({ 'net@edge': { pairs: sessions(12, 13.2) } }) },
      tests: [{ message: 'costlier', tolerance: 0.2 }],
    },
    {
      name: 'a run takes twice as long and answers twice as many images',
      base: { models: fixed, targets: priced },
      head: { models: net, targets: priced },
      pair: { latency: latency({ 'net@edge': { pairs: sessions(12, 24), batch: 8 } }) },
      tests: [{ message: 'costlier', effect: expect.closeTo(0, 4) }],
    },
  ],
  fails: [
    {
      name: 'a quarter more time, at 3.6 an hour',
      head: { models: net, targets: priced },
      pair: { latency: latency({ 'net@edge': { pairs: sessions(12, 15), batch: 2 } }) },
      tests: [
        {
          message: 'costlier',
          subject: 'net on edge',
          identity: 'net/edge',
          at: { path: 'models/net.onnx' },
          effect: expect.closeTo(0.25, 3),
          n: 6,
        },
      ],
      // 1 000 images take 6 s and 7.5 s.
      texts: ['net costs 0.0075 for 1 000 images on edge, after 0.006: 25.0 % more, at 3.6 an hour and a batch of 2.'],
    },
  ],
});
