import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { gatherSide, withSources } from '../../../src/gather/gather.ts';
import { masksReader } from '../../../src/gather/truth/masks.ts';
import type { RunLengths } from '../../../src/model/facts.ts';
import { snapshotOf } from '../../harness/snapshot.ts';
import { pixelsOf } from '../../vision/heads/masks.ts';
import { answeringVision, evaluate, policyFrom, toolsOf } from '../evaluation/asked.ts';

const onnx = readFileSync(new URL('../../vision/models/softmax.onnx', import.meta.url));
const cases = (
  JSON.parse(readFileSync(new URL('../../reference/polygon_masks.json', import.meta.url), 'utf8')) as {
    width: number;
    height: number;
    fractions?: number[];
    counts: number[];
  }[]
).filter(({ fractions }) => fractions !== undefined);

const policy = policyFrom(`
datasets:
  yard: { format: yolo, data: data.yaml }
models:
  cutter: { file: cutter.onnx, task: instance-segmentation, data: yard, score: map, tolerance: 0.01 }
`);
const config = 'path: .\ntest: images\nnames: [cat]\n';

test("polygons of label files are drawn as pycocotools draws them in their image's size", async () => {
  const tree = {
    'data.yaml': config,
    ...Object.fromEntries(
      cases.flatMap(({ fractions }, i) => [
        [`images/${i}.png`, `${i}`],
        // An empty row and a byte order mark move no object to another line.
        [`labels/${i}.txt`, `${i === 0 ? '\ufeff' : ''}\n0 ${fractions!.join(' ')}\r\n0 0.1 0.1 0.2 0.1 0.2 0.2\n`],
      ]),
    ),
  };
  const snapshot = snapshotOf(tree);
  const { facts } = await gatherSide(snapshot, policy, toolsOf(answeringVision(() => null)), withSources(['samples']));
  const { yard } = facts.samples!;
  const annotations = Int32Array.from(
    [...yard.annotations!.line.keys()].filter((at) => yard.annotations!.line[at] === 2),
  );
  const caseOf = (row: number) => cases[Number(/\d+/.exec(yard.path[row]))];
  const masks = await masksReader(yard)!(snapshot, yard, annotations, (row) => [caseOf(row).width, caseOf(row).height]);
  expect(masks).toHaveLength(30);
  masks.forEach((mask, at) => {
    const { width, height, counts } = caseOf(yard.annotations!.sample[annotations[at]]);
    expect(pixelsOf(mask)).toEqual(pixelsOf({ width, height, counts: Uint32Array.from(counts) }));
  });
});

/** A model of one object, 20 × 20 pixels at 10, 10 of 100 × 80. */
const answering = () => {
  const counts = [810];
  for (let x = 0; x < 20; x++) counts.push(20, x < 19 ? 60 : 80 * 100 - 810 - 20 * 20 - 60 * 19);
  const mask: RunLengths = { width: 100, height: 80, counts: Uint32Array.from(counts) };
  const objects = {
    boxes: Float32Array.of(10, 10, 20, 20),
    scores: Float32Array.of(0.9),
    categories: Int32Array.of(0),
    masks: [mask],
  };
  return toolsOf(answeringVision(() => ({ task: 'instance-segmentation', objects })));
};

async function judged(row: string) {
  const tree = { 'cutter.onnx': onnx, 'data.yaml': config, 'images/a.png': 'a picture', 'labels/a.txt': row };
  const tools = answering();
  const { facts, unread } = await gatherSide(snapshotOf(tree), policy, tools, withSources(['scores', 'images']));
  return { unread: unread.filter(({ fact }) => fact === 'scores'), map: facts.scores?.cutter.splits.test.values.map };
}

describe('a model of masks', () => {
  test('is scored by the polygons of YOLO label files', async () => {
    expect(await judged('0 0.1 0.125 0.3 0.125 0.3 0.375 0.1 0.375')).toEqual({
      unread: [],
      map: expect.closeTo(1, 12),
    });
    // IoU 0.75: found at six of the ten thresholds.
    expect((await judged('0 0.1 0.125 0.3 0.125 0.3 0.3125 0.1 0.3125')).map).toBeCloseTo(0.6, 12);
  });

  test.each([
    ['a box', '0 0.2 0.25 0.2 0.25', /Expected a polygon \(`class x1 y1 x2 y2 x3 y3 …`\), .* but received a box\./],
    [
      'an outline in pixels',
      '0 100 100 300 100 300 300',
      /within the image of 100 × 80 pixels but received the coordinate 10000/,
    ],
  ])('is not judged by %s, whose line is named', async (_, row, reason) => {
    expect((await judged(`\n${row}`)).unread).toMatchObject([
      { kind: 'broken', reason: expect.stringMatching(reason), at: { path: 'labels/a.txt', line: 2 } },
    ]);
  });

  test('cannot be judged on a dataset of boxes alone', async () => {
    const voc = policyFrom(`
datasets:
  yard: { format: voc, annotations: { test: xml }, images: { test: images } }
models:
  cutter: { file: cutter.onnx, task: instance-segmentation, labels: [cat], data: yard, score: map, tolerance: 0.01 }
`);
    const object =
      '<object><name>cat</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>9</xmax><ymax>9</ymax></bndbox></object>';
    const tree = { 'cutter.onnx': onnx, 'images/a.png': 'a', 'xml/a.xml': `<annotation>${object}</annotation>` };
    const { head } = await evaluate(tree, tree, voc, answering());
    expect(head.unread.find(({ fact }) => fact === 'scores')?.reason).toMatch(
      /are read from COCO and YOLO alone, not from voc\./,
    );
  });
});
