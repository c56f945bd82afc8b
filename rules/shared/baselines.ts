import type { Baseline } from '../../src/model/facts.ts';

/** What answers without a network, in the words of a sentence. */
export const baselineNames: Record<Baseline['method'], string> = {
  majority: 'always answering the most frequent class',
  'nearest-centroid': 'the nearest class mean of colours and gradients of small pictures',
  'k-nearest-neighbours': 'a vote of the nearest neighbours by colours and gradients of small pictures',
  'logistic-regression': 'logistic regression on colours and gradients of small pictures',
  'label-frequencies': 'answering each label with its share of the training images',
  'mean-boxes': 'one mean box of each class in every image',
  'majority-pixels': 'answering the most frequent class everywhere',
  untouched: 'leaving the pictures as they are, enlarged by bicubic interpolation where need be',
};
