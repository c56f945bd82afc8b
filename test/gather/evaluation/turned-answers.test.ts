import { describe, expect, test } from 'vitest';
import { turnAnswer } from '../../../src/gather/evaluation/turned-answers.ts';
import { maskOfPixels, pixelsOfMask } from '../../../src/gather/truth/run-lengths.ts';
import { orient } from '../../../src/vision/pixels/orient.ts';

const seen = { width: 7, height: 5 };
/** An object of 3 × 2 pixels at 4, 1. */
const object = Uint8Array.from({ length: 35 }, (_, i) => Number(i % 7 >= 4 && [1, 2].includes(Math.floor(i / 7))));

test('a mask becomes pixels and a mask again', () => {
  for (const pixels of [object, object.map((value) => 1 - value), new Uint8Array(35), new Uint8Array(35).fill(1)]) {
    const mask = maskOfPixels(pixels, seen);
    expect(mask.counts.reduce((a, b) => a + b)).toBe(35);
    expect(pixelsOfMask(mask)).toEqual(pixels);
  }
});

describe.each([2, 3, 4, 5, 6, 7, 8])('an answer turned by orientation %i', (orientation) => {
  const { width, height, data } = orient({ ...seen, channels: 1, data: object }, orientation);

  test('is a map turned as pictures are', () => {
    const answer = { task: 'segmentation', ...seen, map: Uint16Array.from(object) } as const;
    expect(turnAnswer(answer, seen, orientation)).toEqual({ ...answer, width, height, map: Uint16Array.from(data) });
  });

  test('is a box and a mask that lie over the turned object', () => {
    const objects = {
      boxes: Float32Array.of(4, 1, 3, 2),
      scores: Float32Array.of(0.5),
      categories: Int32Array.of(0),
      masks: [maskOfPixels(object, seen)],
    };
    const turned = turnAnswer({ task: 'instance-segmentation', objects }, seen, orientation);
    const at = [...data.keys()].filter((i) => data[i] === 1);
    const [left, top] = [Math.min(...at.map((i) => i % width)), Math.floor(at[0] / width)];
    const [right, bottom] = [Math.max(...at.map((i) => i % width)) + 1, Math.floor(at[at.length - 1] / width) + 1];
    expect(turned).toMatchObject({
      objects: {
        boxes: Float32Array.of(left, top, right - left, bottom - top),
        masks: [maskOfPixels(data, { width, height })],
      },
    });
  });
});
