import { describe, expect, test } from 'vitest';
import { Fault } from '../../../src/model/fault.ts';
import { boundaryCounts } from '../../../src/score/segmentation/boundary.ts';
import { imageConfusion } from '../../../src/score/segmentation/confusion.ts';
import { referenceCases } from './reference-cases.ts';

describe.each(referenceCases)('$name', ({ classes, ignore, images, expected }) => {
  test('the confusion of each image equals scikit-learn’s', () => {
    images.forEach(({ truth, predicted }, i) => {
      const { cell, pixels } = imageConfusion(truth, predicted, classes, ignore);
      const dense = Array<number>(classes * classes).fill(0);
      cell.forEach((at, entry) => {
        dense[at] = pixels[entry];
      });
      expect(dense).toEqual(expected.confusions[i]);
      expect([...cell]).toEqual([...cell].toSorted((left, right) => left - right));
    });
  });

  test('the outlines of each image equal those of scikit-image’s disk', () => {
    images.forEach(({ truth, predicted, width, height }, i) => {
      const counts = boundaryCounts(truth, predicted, { width, height, classes, ignore });
      const byClass = Array.from({ length: classes }, (_, c) => [
        counts.predicted[c],
        counts.predictedMatched[c],
        counts.truth[c],
        counts.truthMatched[c],
      ]);
      expect(byClass).toEqual(expected.outlines[i]);
    });
  });
});

describe('maps of 16 bits', () => {
  test('count as those of 8', () => {
    const { images, classes, ignore, expected } = referenceCases[1];
    const [{ truth, predicted, width, height }] = images;
    const wide = [Uint16Array.from(truth), Uint16Array.from(predicted)] as const;
    expect(imageConfusion(...wide, classes, ignore)).toEqual(imageConfusion(truth, predicted, classes, ignore));
    const { predictedMatched } = boundaryCounts(...wide, { width, height, classes, ignore });
    expect([...predictedMatched]).toEqual(expected.outlines[0].map((counts) => counts[1]));
  });
});

describe('bad maps are said with the way out', () => {
  const faultOf = (run: () => unknown): Fault => {
    try {
      run();
    } catch (error) {
      if (error instanceof Fault) return error;
    }
    throw new Error('expected a Fault');
  };

  test.each([
    [
      'another size',
      () => imageConfusion(new Uint8Array(6), new Uint8Array(5), 2, null),
      'Expected 6 pixels in the predicted map but received 5. Answer with a map as large as the true one.',
    ],
    [
      'a true class that the list lacks',
      () => imageConfusion(Uint8Array.of(0, 255, 7), new Uint8Array(3), 3, 255),
      'Expected a class in [0, 3), or 255 where it does not count, at pixel 2 of the true map but received 7. Give the dataset and the model one list of classes.',
    ],
    [
      'a predicted class that the list lacks',
      () => imageConfusion(new Uint8Array(2), Uint8Array.of(0, 3), 3, 255),
      'Expected a class in [0, 3) at pixel 1 of the predicted map but received 3. Give the dataset and the model one list of classes.',
    ],
  ])('%s', (_name, run, message) => {
    const fault = faultOf(run);
    expect(fault.kind).toBe('broken');
    expect(fault.message).toBe(message);
  });

  test('what is predicted where the truth is ignored is not looked at', () => {
    expect(imageConfusion(Uint8Array.of(255, 1), Uint8Array.of(9, 1), 2, 255)).toEqual({
      cell: Int32Array.of(3),
      pixels: Float64Array.of(1),
    });
  });
});
