import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { gatherSide, withSources } from '../../../src/gather/gather.ts';
import type { Answer } from '../../../src/model/vision.ts';
import { snapshotOf } from '../../harness/snapshot.ts';
import { answeringVision, policyFrom, toolsOf } from './asked.ts';

type Box = [left: number, top: number, width: number, height: number];

interface Case {
  name: string;
  task: 'detection' | 'instance-segmentation';
  classes: number;
  images: number;
  width: number;
  height: number;
  truth: { image_id: number; category_id: number; bbox: Box; iscrowd: number; marked: number; segmentation: unknown }[];
  detected: { image_id: number; category_id: number; bbox: Box; score: number; segmentation?: { counts: number[] } }[];
  expected: { values: Record<string, number | null>; ap: (number | null)[] };
}

const cases = JSON.parse(
  readFileSync(new URL('../../reference/dataset_scores.json', import.meta.url), 'utf8'),
) as Case[];

const names = ['cat', 'dog'];
const onnx = readFileSync(new URL('../../vision/models/softmax.onnx', import.meta.url));

/** The case's annotations as each format writes them. */
const written: Record<string, (of: Case) => Record<string, string>> = {
  coco: ({ classes, images, width, height, truth }) => ({
    'test.json': JSON.stringify({
      images: Array.from({ length: images }, (_, id) => ({ id, file_name: `${id}.png`, width, height })),
      annotations: truth,
      categories: names.slice(0, classes).map((name, id) => ({ id, name })),
    }),
  }),
  voc: ({ images, width, height, truth }) =>
    Object.fromEntries(
      Array.from({ length: images }, (_, image) => [
        `xml/${image}.xml`,
        `<annotation><filename>${image}.png</filename><size><width>${width}</width><height>${height}</height></size>${truth
          .filter(({ image_id }) => image_id === image)
          .map(
            ({ category_id, marked, bbox: [x, y, w, h] }) =>
              `<object><name>${names[category_id]}</name><difficult>${marked}</difficult><bndbox><xmin>${x}</xmin><ymin>${y}</ymin><xmax>${x + w}</xmax><ymax>${y + h}</ymax></bndbox></object>`,
          )
          .join('\n')}</annotation>`,
      ]),
    ),
  yolo: ({ classes, images, width, height, truth }) => ({
    'data.yaml': `path: .\ntest: images\nnames: [${names.slice(0, classes)}]\n`,
    ...Object.fromEntries(
      Array.from({ length: images }, (_, image) => [
        `labels/${image}.txt`,
        truth
          .filter(({ image_id }) => image_id === image)
          .map(({ category_id, bbox: [x, y, w, h] }) =>
            [category_id, (x + w / 2) / width, (y + h / 2) / height, w / width, h / height].join(' '),
          )
          .join('\n'),
      ]),
    ),
  }),
};

const declared: Record<string, string> = {
  coco: 'format: coco, annotations: { test: test.json }, images: images',
  voc: 'format: voc, annotations: { test: xml }, images: { test: images }',
  yolo: 'format: yolo, data: data.yaml',
};

function answerTo({ task, detected, width, height }: Case, image: number): Answer {
  const own = detected.filter(({ image_id }) => image_id === image).sort((a, b) => b.score - a.score);
  return {
    task,
    objects: {
      boxes: Float32Array.from(own.flatMap(({ bbox }) => bbox)),
      scores: Float32Array.from(own, ({ score }) => score),
      categories: Int32Array.from(own, ({ category_id }) => category_id),
      masks:
        task === 'detection'
          ? null
          : own.map(({ segmentation }) => ({ width, height, counts: Uint32Array.from(segmentation!.counts) })),
    },
  };
}

async function scoresOf(of: Case) {
  const format = of.name.slice(0, of.name.indexOf(' '));
  const policy = policyFrom(`
datasets:
  yard: { ${declared[format]} }
models:
  net: { file: net.onnx, task: ${of.task}, labels: [${names.slice(0, of.classes)}], data: yard, score: map, tolerance: 0.01 }
`);
  const tree = {
    'net.onnx': onnx,
    ...written[format](of),
    ...Object.fromEntries(Array.from({ length: of.images }, (_, image) => [`images/${image}.png`, `${image}`])),
  };
  const vision = answeringVision((_, bytes) => answerTo(of, Number(Buffer.from(bytes).toString())), of);
  const wanted = withSources(['scores', 'images']);
  const { facts, unread } = await gatherSide(snapshotOf(tree), policy, toolsOf(vision), wanted);
  expect(unread).toEqual([]);
  return facts.scores!.net.splits.test;
}

const close = (value: number | null) => (value === null ? null : expect.closeTo(value, 9));

describe("from a dataset's files to COCO's scores", () => {
  test.each(cases.map((of) => [of.name, of.task, of] as const))('%s, %s: as pycocotools', async (_, __, of) => {
    const { values, classes } = await scoresOf(of);
    for (const [name, value] of Object.entries(of.expected.values))
      expect([name, values[name]]).toEqual([name, close(value)]);
    expect(classes.map(({ values: { ap } }) => ap)).toEqual(of.expected.ap.map(close));
  });

  test('a second detection of a difficult object is a false one, as of any object that COCOeval ignores', async () => {
    const [first] = cases.filter(({ name }) => name.startsWith('voc with'));
    const box: Box = [10, 10, 40, 40];
    const other: Box = [80, 60, 40, 40];
    const object = { image_id: 0, category_id: 0, iscrowd: 0, segmentation: null };
    const found = (bbox: Box, score: number) => ({ image_id: 0, category_id: 0, bbox, score });
    const of = (detected: Case['detected']): Case => ({
      ...first,
      images: 1,
      truth: [
        { ...object, bbox: box, marked: 1 },
        { ...object, bbox: other, marked: 0 },
      ],
      detected,
    });
    expect((await scoresOf(of([found(other, 0.5)]))).values.map).toBeCloseTo(1, 12);
    expect((await scoresOf(of([found(box, 0.75), found(other, 0.5)]))).values.map).toBeCloseTo(1, 12);
    expect((await scoresOf(of([found(box, 0.75), found(box, 0.625), found(other, 0.5)]))).values.map).toBeCloseTo(
      0.5,
      12,
    );
    expect((await scoresOf(of([found(box, 0.75)]))).values).toMatchObject({ map: 0, mar_100: 0 });
  });
});
