import { expect, test } from 'vitest';
import { contradicted, type Labelled } from '../../../src/gather/evaluation/baselines/contradicted.ts';

/** An image at a place of a line. */
const at = (place: number, label: number, predicted = label): Labelled => ({
  features: Float32Array.of(place),
  label,
  predicted,
});
/** Ten images of class 0 around 0, ten of class 1 around 10. */
const clean = Array.from({ length: 10 }, (_, i) => [at(i / 10, 0), at(10 + i / 10, 1)]).flat();

test('labels that all neighbours contradict are counted, and those that the model answers', () => {
  const training = [...clean, at(0.45, 1), at(10.45, 0, 1)];
  expect(contradicted(training, [at(0.05, 1, 0), at(0.05, 0), at(10.05, 0, 1)])).toEqual({
    train: { n: 2, given: 1 },
    evaluation: { n: 2, given: 0 },
  });
});

test('neighbours that disagree contradict nothing', () => {
  const mixed = Array.from({ length: 12 }, (_, i) => at(i / 10, i % 2));
  expect(contradicted(mixed, [at(0.55, 0)]).evaluation).toEqual({ n: 0, given: 0 });
});

test('a copy of an image is no witness', () => {
  const copies = Array.from({ length: 6 }, () => at(0.5, 0));
  expect(contradicted(copies, [at(0.5, 1)]).evaluation).toEqual({ n: 0, given: 0 });
});
