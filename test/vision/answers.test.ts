import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../src/model/vision.ts';
import { decodeAnswer, encodeAnswer } from '../../src/vision/answers.ts';

const float = fc.float({ noNaN: true });
const run = fc.tuple(fc.integer({ min: 0, max: 65_535 }), fc.integer({ min: 1, max: 400 }));

const classification = fc
  .record({ probabilities: fc.array(float).map((values) => Float32Array.from(values)), isHard: fc.boolean() })
  .map(
    ({ probabilities, isHard }): Answer => ({
      task: 'classification',
      probabilities,
      ...(isHard && { hard: true as const }),
    }),
  );

const objects = (masked: boolean) =>
  fc
    .array(
      fc.record({
        box: fc.tuple(float, float, float, float),
        score: float,
        category: fc.nat({ max: 2 ** 31 - 1 }),
        mask: fc.record({
          width: fc.nat({ max: 20_000 }),
          height: fc.nat({ max: 20_000 }),
          counts: fc.array(fc.nat({ max: 2 ** 32 - 1 }), { maxLength: 20 }).map((counts) => Uint32Array.from(counts)),
        }),
      }),
      { maxLength: 12 },
    )
    .map(
      (found): Answer => ({
        task: masked ? 'instance-segmentation' : 'detection',
        objects: {
          boxes: Float32Array.from(found.flatMap(({ box }) => box)),
          scores: Float32Array.from(found, ({ score }) => score),
          categories: Int32Array.from(found, ({ category }) => category),
          masks: masked ? found.map(({ mask }) => mask) : null,
        },
      }),
    );

const segmentation = (most: number) =>
  fc.array(run, { minLength: 1, maxLength: 20 }).map((runs): Answer => {
    const values = runs.flatMap(([value, length]) => Array<number>(length).fill(value % (most + 1)));
    const map = Math.max(...values) < 256 ? Uint8Array.from(values) : Uint16Array.from(values);
    return { task: 'segmentation', width: values.length, height: 1, map };
  });

const restoration = fc
  .record({ psnr: fc.double({ noNaN: true }), ssim: fc.double({ noNaN: true }) })
  .map((scores): Answer => ({ task: 'restoration', ...scores }));

describe('an answer', () => {
  test.each([
    ['of a classifier', classification],
    ['of a detector', objects(false)],
    ['of a detector with masks', objects(true)],
    ['of few classes a pixel', segmentation(20)],
    ['of many classes a pixel', segmentation(60_000)],
    ['of a restorer', restoration],
  ])('%s comes back as it was', (_, answers) => {
    fc.assert(
      fc.property(answers, (answer) => {
        expect(decodeAnswer(answer.task, encodeAnswer(answer))).toEqual(answer);
      }),
    );
  });

  test('of one class everywhere is a few bytes', () => {
    const answer: Answer = { task: 'segmentation', width: 4000, height: 3000, map: new Uint8Array(12_000_000).fill(7) };
    expect(encodeAnswer(answer).length).toBeLessThan(20);
  });

  test('cut short or of another version is refused', () => {
    const bytes = encodeAnswer({ task: 'segmentation', width: 9, height: 1, map: new Uint8Array(9) });
    expect(() => decodeAnswer('segmentation', bytes.subarray(0, bytes.length - 1))).toThrow(RangeError);
    expect(() => decodeAnswer('segmentation', Uint8Array.of(9, 0, 0, 0, ...bytes.subarray(4)))).toThrow('version 1');
    expect(() => decodeAnswer('segmentation', new Uint8Array())).toThrow(RangeError);
  });
});
