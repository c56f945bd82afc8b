import { describe, expect, test } from 'vitest';
import type { Task } from '../../../src/model/facts.ts';
import type { Head } from '../../../src/model/vision.ts';
import { geometryOf } from '../../../src/vision/heads/geometry.ts';
import type { HeadJob, OutputTensor, RawAnswer } from '../../../src/vision/heads/output.ts';
import { recognise } from '../../../src/vision/heads/recognise.ts';
import { PREPROCESSING } from '../jobs.ts';

const picture = { width: 40, height: 20 };
const stretched = geometryOf({ ...PREPROCESSING, resize: { mode: 'stretch', width: 20, height: 20 } }, picture);

const output = (name: string, dims: number[], data: number[], isInteger = false): OutputTensor => ({
  name,
  dims,
  data: isInteger ? Int32Array.from(data) : Float32Array.from(data),
  isInteger,
});

const job = (task: Task, classes: number, changes: Partial<HeadJob> = {}): HeadJob => ({
  task,
  head: 'auto',
  classes,
  detection: { score: 0.1, overlap: 0.5, most: 100 },
  white: 1,
  ...changes,
});

function read(of: HeadJob, outputs: OutputTensor[], row = 0, batch = 1): RawAnswer {
  return recognise(of, outputs, batch, batch)(outputs, row, batch, stretched);
}

function found(of: HeadJob, outputs: OutputTensor[], row = 0, batch = 1) {
  const answer = read(of, outputs, row, batch);
  if (!('objects' in answer)) throw new Error('Expected objects.');
  const { boxes, scores, categories } = answer.objects;
  return {
    boxes: [...boxes],
    scores: [...scores].map((score) => Number(score.toFixed(4))),
    categories: [...categories],
  };
}

describe('TensorFlow’s lists', () => {
  const outputs = [
    output('detection_boxes', [2, 2, 4], [0, 0, 0.5, 0.5, 0, 0, 1, 1, 0.5, 0.5, 1, 1, 0, 0, 1, 1]),
    output('detection_classes', [2, 2], [2, 1, 1, 1]),
    output('detection_scores', [2, 2], [0.9, 0.8, 0.7, 0.6]),
    output('num_detections', [2], [2, 1]),
  ];

  test('have relative boxes, classes from 1 on and a count', () => {
    expect(found(job('detection', 2), outputs, 0, 2)).toEqual({
      boxes: [0, 0, 20, 10, 0, 0, 40, 20],
      scores: [0.9, 0.8],
      categories: [1, 0],
    });
    expect(found(job('detection', 2), outputs, 1, 2)).toMatchObject({ boxes: [20, 10, 20, 10], scores: [0.7] });
  });

  test('refuse the background', () => {
    expect(() => found(job('detection', 1), outputs, 0, 2)).toThrow(
      /Expected labels from 1 \(0 is the background\) to 1 in output `detection_classes` but received 2/,
    );
  });
});

describe('duplicates', () => {
  // Centre, size and two classes of each of three anchors, anchors last.
  const anchors = [
    [10, 10.2, 10],
    [10, 10, 10],
    [8, 8, 8],
    [8, 8, 8],
    [0.9, 0.8, 0.2],
    [0.05, 0.05, 0.7],
  ].flat();

  test('of one class give way to the better one, those of another class do not', () => {
    const { scores, categories } = found(job('detection', 2), [output('output0', [1, 6, 3], anchors)]);
    expect({ scores, categories }).toEqual({ scores: [0.9, 0.7], categories: [0, 1] });
  });

  test('stay where the policy lets them', () => {
    const { scores } = found(job('detection', 2, { detection: { score: 0.1, overlap: 1, most: 2 } }), [
      output('output0', [1, 6, 3], anchors),
    ]);
    expect(scores).toEqual([0.9, 0.8]);
  });

  test.each([Number.NaN, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY])('a score of %f is no answer', (score) => {
    const broken = anchors.with(13, score);
    expect(() => found(job('detection', 2), [output('output0', [1, 6, 3], broken)])).toThrow(
      `Expected finite scores in output \`output0\` but received ${score}`,
    );
  });
});

describe('the single table of Ultralytics’ RT-DETR', () => {
  /** 300 queries of two classes, of which the first two see something. */
  const table = (first: number[], second: number[], queries = 300) =>
    output(
      'output0',
      [1, queries, 6],
      [...first, ...second, ...Array.from({ length: queries - 2 }, () => [0.5, 0.5, 0.9, 0.9, 0.01, 0.02]).flat()],
    );
  const outputs = [table([0.25, 0.5, 0.5, 1, 0.3, 0.8], [0.75, 0.25, 0.1, 0.5, 0.9, 0.4])];

  test('has relative boxes, and each query answers with its best class', () => {
    expect(found(job('detection', 2), outputs)).toEqual({
      boxes: [28, 0, 4, 10, 0, 0, 20, 20].map((side) => expect.closeTo(side, 4)),
      scores: [0.9, 0.8],
      categories: [0, 1],
    });
  });

  test('is read row by row of the batch', () => {
    const two = [
      output(
        'output0',
        [2, 300, 6],
        [...Array.from(outputs[0].data), ...Array.from(table([0.5, 0.5, 1, 1, 0, 0.7], [0, 0, 0, 0, 0, 0]).data)],
      ),
    ];
    expect(found(job('detection', 2), two, 1, 2)).toMatchObject({
      boxes: [0, 0, 40, 20],
      scores: [0.7],
      categories: [1],
    });
  });

  test('keeps what overlaps: each query is an object of its own', () => {
    const same = [0.5, 0.5, 0.5, 0.5, 0.9, 0];
    expect(found(job('detection', 2), [table(same, same)]).scores).toEqual([0.9, 0.9]);
  });

  test('is told from anchors in pixels and from lists of corners, score and class', () => {
    const pixels = [table([10, 10, 8, 8, 0.9, 0.05], [10, 10, 8, 8, 0.8, 0.05])];
    // YOLOv8's rows, of which one gives way to the other.
    expect(found(job('detection', 2), pixels)).toMatchObject({ scores: [0.9] });
    const corners = Array.from({ length: 300 }, (_, i) => [1, 2, 9, 12, i === 0 ? 0.9 : 0, 1]).flat();
    expect(found(job('detection', 2), [output('output0', [1, 300, 6], corners)])).toMatchObject({
      boxes: [2, 2, 16, 10],
      categories: [1],
    });
  });

  test('of another number of queries is left to the policy', () => {
    const fewer = [table([0.25, 0.5, 0.5, 1, 0.3, 0.8], [0.75, 0.25, 0.1, 0.5, 0.9, 0.4], 100)];
    expect(() => found(job('detection', 2), fewer)).toThrow(
      /received `output0` \[1, 100, 6\]\. .*rtdetr is n × 300 \(another number by name alone\) × 6 relative centres/,
    );
    expect(found(job('detection', 2, { head: 'rtdetr' }), fewer).scores).toEqual([0.9, 0.8]);
    expect(found(job('detection', 2, { head: 'yolov8' }), fewer).scores).toEqual([0.9, 0.8, 0.4, 0.3]);
  });

  test('refuses scores and boxes that are not finite', () => {
    const [of, some] = [job('detection', 2, { head: 'rtdetr' }), [0.5, 0.5, 0.1, 0.1, 0.9, 0.1]];
    expect(() => found(of, [table(some.with(5, Number.NaN), some)])).toThrow(
      /Expected finite scores in output `output0`/,
    );
    expect(() => found(of, [table(some.with(2, Number.NaN), some)])).toThrow(
      /Expected finite boxes in output `output0`/,
    );
  });
});

describe('what a model must not answer', () => {
  const lists = (box: number[]) => [
    output('boxes', [1, 4], box),
    output('labels', [1], [1], true),
    output('scores', [1], [0.9]),
  ];

  test.each<[Head, string, (side: number) => OutputTensor[]]>([
    ['yolov8', 'output0', (side) => [output('output0', [1, 6, 1], [side, 9, 8, 8, 0.9, 0])]],
    ['yolov5', 'output0', (side) => [output('output0', [1, 1, 7], [9, 9, side, 8, 0.9, 0.9, 0])]],
    ['yolov10', 'output0', (side) => [output('output0', [1, 1, 6], [1, side, 8, 8, 0.9, 0])]],
    ['torchvision', 'boxes', (side) => lists([1, 1, side, 8])],
    [
      'detr',
      'pred_boxes',
      (side) => [output('logits', [1, 1, 2], [3, 0]), output('pred_boxes', [1, 1, 4], [0.5, 0.5, 0.1, side])],
    ],
  ])('%s: a box that is not finite', (head, name, outputs) => {
    const of = job('detection', 2, { head });
    expect(found(of, outputs(2)).scores).toHaveLength(1);
    expect(() => found(of, outputs(Number.NaN))).toThrow(
      new RegExp(`Expected finite boxes in output \`${name}\` but received NaN`),
    );
  });

  test.each([2, -1, 0.5])('yolov10: class %d of 2', (category) => {
    const outputs = [output('output0', [1, 1, 6], [1, 1, 8, 8, 0.9, category])];
    expect(() => found(job('detection', 2, { head: 'yolov10' }), outputs)).toThrow(
      `Expected classes from 0 to 1 in output \`output0\` but received ${category}.`,
    );
  });

  test('a head of several scales is no DETR', () => {
    const scales = [16, 4].flatMap((rows) => [
      output(`cls_${rows}`, [1, rows, 1], Array(rows).fill(0)),
      output(`bbox_${rows}`, [1, rows, 4], Array(4 * rows).fill(0)),
    ]);
    expect(() => found(job('detection', 1), scales)).toThrow(/Expected outputs of detection with 1 class but/);
    expect(() => found(job('detection', 1, { head: 'detr' }), scales)).toThrow(/Expected .*`cls_16` \[1, 16, 1\]/);
  });
});

describe('a layout that cannot be told', () => {
  test('is said with the shapes, and what would fit', () => {
    expect(() => read(job('detection', 3), [output('758', [1, 85, 22, 22], Array(85 * 484).fill(0))])).toThrow(
      /Expected outputs of detection with 3 classes but received `758` \[1, 85, 22, 22\]\. .*yolov8 is n × 7 × anchors; yolov5 is n × anchors × 8\. Correct `labels` or `output`/,
    );
  });

  test('or that is two is left to the policy', () => {
    const square = [output('output0', [1, 7, 8], Array(56).fill(0.5))];
    expect(() => read(job('detection', 3), square)).toThrow(
      /`output0` \[1, 7, 8\] can be read as yolov8 and as yolov5\. Set `output`/,
    );
    expect(read(job('detection', 3, { head: 'yolov5' }), square)).toMatchObject({ task: 'detection' });
  });

  test('or that belongs to another task is refused', () => {
    expect(() => read(job('segmentation', 3, { head: 'yolov8' }), [])).toThrow(
      /Expected an output of segmentation but `output` is yolov8\. Use class-map, pixel-logits or auto/,
    );
  });
});

describe('maps of classes', () => {
  const map = (answer: RawAnswer) => (answer.task === 'segmentation' ? [...answer.map] : []);

  test('are laid over the picture by the nearest', () => {
    const answer = read(job('segmentation', 3), [output('map', [1, 2, 2], [0, 1, 2, 0], true)]);
    expect(answer).toMatchObject({ width: 40, height: 20 });
    expect(map(answer).slice(0, 40)).toEqual([...Array(20).fill(0), ...Array(20).fill(1)]);
    expect(map(answer).slice(-40)).toEqual([...Array(20).fill(2), ...Array(20).fill(0)]);
  });

  test('of a class that the labels do not name are refused', () => {
    expect(() => read(job('segmentation', 2), [output('map', [1, 1, 2, 2], [0, 1, 2, 0], true)])).toThrow(
      /Expected class indices from 0 to 1 in output `map` but received 2/,
    );
  });

  test('of one channel are two classes, by logit or by share', () => {
    const logits = read(job('segmentation', 2), [output('out', [1, 1, 1, 2], [-3, 2])]);
    expect([map(logits)[0], map(logits)[39]]).toEqual([0, 1]);
    const shares = read(job('segmentation', 2), [output('out', [1, 1, 1, 2], [0.4, 0.6])]);
    expect([map(shares)[0], map(shares)[39]]).toEqual([0, 1]);
  });

  test('with channels last are read as those with channels first', () => {
    const first = [0.1, 0.9, 0.5, 0.2, 0.3, 0.4];
    const last = [0.1, 0.5, 0.3, 0.9, 0.2, 0.4];
    const [own, other] = [
      read(job('segmentation', 3), [output('out', [1, 3, 1, 2], first)]),
      read(job('segmentation', 3), [output('out', [1, 1, 2, 3], last)]),
    ];
    expect(own).toEqual(other);
  });
});

test('several labels have a sigmoid each', () => {
  const logits = [output('scores', [2, 2], [0, 3, -2, 0.5])];
  const answer = read(job('multilabel', 2), logits, 1, 2);
  expect(answer.task === 'multilabel' && [...answer.probabilities].map((p) => p.toFixed(4))).toEqual([
    '0.1192',
    '0.6225',
  ]);
  const shares = read(job('multilabel', 2), [output('scores', [1, 2], [0.2, 0.9])]);
  expect(shares.task === 'multilabel' && [...shares.probabilities].map((p) => p.toFixed(1))).toEqual(['0.2', '0.9']);
  expect(() => read(job('multilabel', 2, { head: 'probabilities' }), logits, 0, 2)).toThrow(
    /from 0 to 1 .* but received 3/,
  );
});

test('a made picture is clipped, and its channels lie together', () => {
  const values = [0, 300, 255, -5, 51, 102];
  const answer = read(job('restoration', 0, { white: 255 }), [output('out', [1, 3, 1, 2], values)]);
  if (answer.task !== 'restoration') throw new Error('Expected a picture.');
  expect({ ...answer.picture, data: [...answer.picture.data].map((value) => Number(value.toFixed(3))) }).toEqual({
    width: 2,
    height: 1,
    channels: 3,
    data: [0, 1, 0.2, 1, 0, 0.4],
  });
});

test.each<[Head, OutputTensor[]]>([
  ['yolov8', [output('output0', [1, 6, 1], [-50, -50, 8, 8, 0.9, 0])]],
  ['yolov10', [output('output0', [1, 1, 6], [5, 5, 5, 9, 0.9, 1])]],
])('a %s object without a place in the picture is none', (head, outputs) => {
  expect(found(job('detection', 2, { head }), outputs).scores).toEqual([]);
});
