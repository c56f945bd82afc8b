import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { RunLengths } from '../../../src/model/facts.ts';
import { answeringVision, evaluate, policyFrom, toolsOf } from './asked.ts';

const onnx = readFileSync(new URL('../../vision/models/softmax.onnx', import.meta.url));
const policy = policyFrom(`
datasets:
  yard: { format: coco, annotations: { test: test.json }, images: images }
models:
  cutter: { file: cutter.onnx, task: instance-segmentation, data: yard, score: map, tolerance: 0.01 }
`);

const polygon = [10, 10, 30, 10, 30, 30, 10, 30];
const tree = (segmentation: unknown) => ({
  'cutter.onnx': onnx,
  'images/0.png': 'a picture',
  'test.json': JSON.stringify({
    images: [{ id: 1, file_name: '0.png', width: 100, height: 80 }],
    annotations: [{ id: 1, image_id: 1, category_id: 1, bbox: [10, 10, 20, 20], area: 400, segmentation }],
    categories: [{ id: 1, name: 'cat' }],
  }),
});

/** A rectangle as run lengths down the columns. */
function rectangle(left: number, top: number, across: number, down: number, [width, height] = [100, 80]): RunLengths {
  const counts = [left * height + top];
  for (let x = 0; x < across; x++)
    counts.push(down, x + 1 < across ? height - down : (width - left - across) * height + height - top - down);
  return { width, height, counts: Uint32Array.from(counts) };
}

const answering = (mask: RunLengths) =>
  toolsOf(
    answeringVision(() => ({
      task: 'instance-segmentation',
      objects: {
        boxes: Float32Array.of(0, 0, 100, 80),
        scores: Float32Array.of(0.9),
        categories: Int32Array.of(0),
        masks: [mask],
      },
    })),
  );

test('masks are held against polygons, whatever the boxes are', async () => {
  const made = tree([polygon]);
  const { head } = await evaluate(made, made, policy, answering(rectangle(10, 10, 20, 20)));
  expect(head.unread).toEqual([]);
  expect(head.facts.scores!.cutter.splits.test.values).toMatchObject({ map: expect.closeTo(1, 12) });
  const half = await evaluate(made, made, policy, answering(rectangle(10, 10, 20, 15)));
  // IoU 0.75: found at six of the ten thresholds.
  expect(half.head.facts.scores!.cutter.splits.test.values.map).toBeCloseTo(0.6, 12);
});

test('masks are held against run lengths', async () => {
  const { counts } = rectangle(10, 10, 20, 20);
  const made = tree({ size: [80, 100], counts: [...counts] });
  const { head } = await evaluate(made, made, policy, answering(rectangle(10, 10, 20, 20)));
  expect(head.facts.scores!.cutter.splits.test.values).toMatchObject({ map: expect.closeTo(1, 12) });
});

test.each([
  [
    'an object without an outline',
    undefined,
    rectangle(10, 10, 20, 20),
    /Expected polygons or run lengths for `segmentation`/,
  ],
  [
    'a mask of another size than its image',
    { size: [8, 10], counts: [80] },
    rectangle(10, 10, 20, 20),
    /Expected a mask of the size \[80, 100\]/,
  ],
  [
    'a mask of fewer pixels than its image',
    { size: [80, 100], counts: [10, 20] },
    rectangle(10, 10, 20, 20),
    /Expected run lengths of 8000 pixels together, as the image has, but received 30\. .*/,
  ],
  [
    'a mask of more pixels than can be counted',
    { size: [80, 100], counts: [2 ** 40 + 10] },
    rectangle(10, 10, 20, 20),
    /of 8000 pixels together, as the image has, but received 1099511627786/,
  ],
  [
    'an outline far from its image',
    [[10, 10, 1e9, 10, 30, 30]],
    rectangle(10, 10, 20, 20),
    /Expected an outline within the image of 100 × 80 pixels but received the coordinate 1000000000/,
  ],
  [
    'an answer of another size',
    [polygon],
    rectangle(1, 1, 2, 2, [10, 8]),
    /answers images\/0\.png with a mask of 10 × 8 pixels, and the image is marked in 100 × 80/,
  ],
])('%s is said', async (_, segmentation, mask, reason) => {
  const made = tree(segmentation);
  const { head } = await evaluate(made, made, policy, answering(mask));
  expect(head.unread.find(({ fact }) => fact === 'scores')?.reason).toMatch(reason);
});
