import { expect } from 'vitest';
import latencyRegression from '../../../rules/deployment/latency-regression.ts';
import { latency, models, testRule } from '../../harness/rule/index.ts';

const classifier = { models: models({ classifier: {} }) };

/** Session pairs whose ratio scatters evenly around `ratio`. */
const sessions = (ratio: number, spread: number): [number, number][] =>
  [-1, 1, -0.5, 0.5, -0.2, 0.2].map((offset) => [12, 12 * ratio * (1 + offset * spread)]);

testRule(latencyRegression, {
  passes: [
    { name: 'the model was not timed, being the same', head: classifier },
    {
      name: 'the model is as fast',
      head: classifier,
      pair: { latency: latency({ 'classifier@edge': { pairs: sessions(1, 0.004) } }) },
      tests: [
        { message: 'slower', subject: 'classifier on edge', effect: expect.closeTo(0, 4), tolerance: 0.01, n: 6 },
      ],
    },
    {
      name: 'two per cent are lost in noise, and more sessions would tell',
      head: classifier,
      pair: { latency: latency({ 'classifier@edge': { pairs: sessions(1.02, 0.05) } }) },
      tests: [{ message: 'slower', requiredN: expect.any(Number) }],
    },
    {
      name: 'the slowdown is accepted',
      head: classifier,
      pair: { latency: latency({ 'classifier@edge': { pairs: sessions(1.05, 0.004), tolerance: 0.1 } }) },
      tests: [{ message: 'slower', tolerance: 0.1 }],
    },
    {
      name: 'there was time for one session pair only',
      head: classifier,
      pair: { latency: latency({ 'classifier@edge': { pairs: [[900, 1800]] } }) },
      tests: [{ message: 'slower', effect: 1, interval: [-0.8, 19], p: 1, n: 1, requiredN: 2 }],
    },
    {
      name: 'every session gave the same ratio, which is the tolerance',
      head: classifier,
      pair: {
        latency: latency({
          'classifier@edge': {
            pairs: [
              [16, 16],
              [16, 16],
            ],
            tolerance: 0,
          },
        }),
      },
      tests: [{ message: 'slower', effect: 0, interval: [0, 0], p: 1, requiredN: undefined }],
    },
  ],
  fails: [
    {
      name: 'every session pair is a quarter slower',
      head: classifier,
      pair: { latency: latency({ 'classifier@edge': { pairs: sessions(1.25, 0.004), batch: 8 } }) },
      tests: [
        {
          message: 'slower',
          subject: 'classifier on edge',
          identity: 'classifier/edge',
          at: { path: 'models/classifier.onnx' },
          effect: expect.closeTo(0.25, 4),
          family: 'latency',
        },
      ],
      texts: [
        'classifier takes 1.250 times as long as its base on edge: 15 ms for a batch of 8, after 12 ms (medians of 6 session pairs, cpu).',
      ],
    },
  ],
});
