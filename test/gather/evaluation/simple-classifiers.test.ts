import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { logisticRegression } from '../../../src/gather/evaluation/baselines/logistic-regression.ts';
import {
  kNearest,
  majority,
  nearestCentroid,
  type Training,
} from '../../../src/gather/evaluation/baselines/simple-classifiers.ts';

interface Case {
  classes: number;
  features: number[][];
  labels: number[];
  queries: number[][];
  majority: number[];
  nearestCentroid: number[];
  kNearest: number[];
  logisticRegression: number[];
}

const { cases } = JSON.parse(
  readFileSync(new URL('../../reference/simple_classifiers.json', import.meta.url), 'utf8'),
) as { cases: Case[] };
const vectors = (rows: number[][]) => rows.map((row) => Float32Array.from(row));
const trainingOf = ({ classes, features, labels }: Case): Training => ({
  classes,
  features: vectors(features),
  labels,
});

describe.each(cases.map((own, index) => ({ ...own, name: `case ${index}` })))(
  '$name answers as scikit-learn',
  (own) => {
    test('the most frequent class', () => {
      expect([...majority(trainingOf(own), vectors(own.queries))]).toEqual(own.majority);
    });

    test('the nearest centroid', () => {
      expect([...nearestCentroid(trainingOf(own), vectors(own.queries))]).toEqual(own.nearestCentroid);
    });

    test('logistic regression', () => {
      const exactly = { tolerance: 1e-8, iterations: 10_000 };
      expect([...logisticRegression(trainingOf(own), vectors(own.queries), exactly)]).toEqual(own.logisticRegression);
    });

    test('the five nearest neighbours', () => {
      expect([...kNearest(trainingOf(own), vectors(own.queries))]).toEqual(own.kNearest);
    });
  },
);

test('an image that could not be read gets the most frequent class', () => {
  const training: Training = { classes: 2, features: vectors([[0], [1], [1]]), labels: [0, 1, 1] };
  expect([...nearestCentroid(training, [null])]).toEqual([1]);
  expect([...logisticRegression(training, [null])]).toEqual([1]);
  expect([...kNearest(training, [null, Float32Array.of(0)], 1)]).toEqual([1, 0]);
});
