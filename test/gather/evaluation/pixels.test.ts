import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../src/model/vision.ts';
import { answeringVision, evaluate, policyFrom, toolsOf } from './asked.ts';

const onnx = readFileSync(new URL('../../vision/models/softmax.onnx', import.meta.url));
const [width, height] = [8, 4];

/** A mask of one channel, its values rows from the top. */
const mask = (values: number[], across = width): Promise<Buffer> =>
  sharp(Uint8Array.from(values), { raw: { width: across, height: values.length / across, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toBuffer();

/** Left half background, right half road; `changed` pixels of the right half are background again. */
const halves = (changed = 0): number[] =>
  Array.from({ length: width * height }, (_, i) =>
    i % width < 4 ? 0 : Math.floor(i / width) * 4 + (i % width) - 4 < changed ? 0 : 1,
  );

const policy = policyFrom(`
datasets:
  streets: { format: masks, images: { test: images }, masks: { test: masks }, labels: [ground, road], ignore: 255 }
models:
  painter: { file: painter.onnx, task: segmentation, data: streets, score: mean_iou, tolerance: 0.01 }
`);

const files = async (masks: number[][], across = width) => ({
  'painter.onnx': onnx,
  ...Object.fromEntries(masks.map((_, image) => [`images/${image}.jpg`, `picture ${image}`])),
  ...Object.fromEntries(
    await Promise.all(masks.map(async (values, image) => [`masks/${image}.png`, await mask(values, across)] as const)),
  ),
});

const map = (values: number[]): Answer => ({ task: 'segmentation', width, height, map: Uint8Array.from(values) });

describe('a model of maps', () => {
  test('is held against masks, pixel by pixel, but for what is ignored', async () => {
    const partly = halves().map((value, i) => (i === 0 ? 255 : value));
    const tree = await files([halves(), partly]);
    // One pixel of the road is answered as ground, in the first picture alone.
    const answers = [halves(1), partly.map((value) => (value === 255 ? 1 : value))];
    const tools = toolsOf(answeringVision((_, bytes) => map(answers[Number(Buffer.from(bytes).toString().slice(8))])));
    const { head } = await evaluate(tree, tree, policy, tools);
    expect(head.unread).toEqual([]);
    const { values, classes, confusion, n } = head.facts.scores!.painter.splits.test;
    expect(n).toBe(2);
    expect(confusion).toEqual([
      [31, 0],
      [1, 31],
    ]);
    expect(values.mean_iou).toBeCloseTo((31 / 32 + 31 / 32) / 2, 12);
    expect(classes.map(({ name, values: { iou } }) => [name, iou])).toEqual([
      ['ground', 31 / 32],
      ['road', 31 / 32],
    ]);
    expect(values.boundary_f).toBeGreaterThan(0.9);
  });

  test('is moved by its data alone where masks were corrected, and asks nothing again', async () => {
    const answering = answeringVision(() => map(halves(8)));
    const tools = toolsOf(answering);
    const [before, after] = [await files([halves(), halves()]), await files([halves(8), halves()])];
    const { pair } = await evaluate(before, after, policy, tools);
    const { modelEffect, dataEffect, square, sameData } = pair.facts.comparisons!.painter;
    expect({ modelEffect, sameData }).toEqual({ modelEffect: 0, sameData: false });
    expect(dataEffect).toBeGreaterThan(0.1);
    expect(square.baseOnHead).toBe(square.headOnHead);
    expect(answering.asked).toBe(2);
  });

  test.each([
    [
      'a mask of another size',
      () => files([halves()], 4),
      /Expected a mask of 8 × 4 pixels, as images\/0\.jpg has, but masks\/0\.png has 4 × 8/,
    ],
    [
      'a value that is no class',
      () => files([halves().with(3, 9)]),
      /masks\/0\.png has pixels of the value 9, which is no class of painter/,
    ],
  ])('%s is said with its file', async (_, tree, reason) => {
    const made = await tree();
    const { head } = await evaluate(made, made, policy, toolsOf(answeringVision(() => map(halves()))));
    expect(head.facts.scores?.painter).toBeUndefined();
    expect(head.unread.find(({ fact }) => fact === 'scores')).toMatchObject({
      reason: expect.stringMatching(reason),
      at: { path: 'masks/0.png' },
    });
  });
});

describe('a model of pictures', () => {
  const text = policyFrom(`
datasets:
  pairs: { format: pairs, images: { test: noisy }, targets: { test: clean } }
models:
  cleaner: { file: cleaner.onnx, task: restoration, data: pairs, score: psnr, tolerance: 0.1 }
`);
  const tree = (targets: string[]) => ({
    'cleaner.onnx': onnx,
    ...Object.fromEntries(
      targets.flatMap((target, i) => [
        [`noisy/${i}.png`, `noise ${i}`],
        [`clean/${i}.png`, target],
      ]),
    ),
  });

  test('is held against the targets, and asked again where a target is another', async () => {
    const answering = answeringVision((_, _bytes, target) => ({
      task: 'restoration',
      psnr: Buffer.from(target ?? []).toString() === 'sharp' ? 31 : 25,
      ssim: 0.9,
    }));
    const { head, pair } = await evaluate(tree(['sharp', 'sharp']), tree(['sharp', 'soft']), text, toolsOf(answering));
    expect(head.unread).toEqual([]);
    expect(head.facts.scores!.cleaner.splits.test).toMatchObject({
      n: 2,
      values: { psnr: 28, ssim: 0.9 },
      classes: [],
    });
    expect(pair.facts.comparisons!.cleaner).toMatchObject({ modelEffect: 0, dataEffect: -3 });
    expect(answering.asked).toBe(3);
  });
});
