import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { gatherSide, withSources } from '../../../src/gather/gather.ts';
import type { Answer } from '../../../src/model/vision.ts';
import { snapshotOf } from '../../harness/snapshot.ts';
import { answeringVision, evaluate, policyFrom, toolsOf } from './asked.ts';

const onnx = readFileSync(new URL('../../vision/models/softmax.onnx', import.meta.url));
const other = readFileSync(new URL('../../vision/models/means.onnx', import.meta.url));

const policy = policyFrom(`
datasets:
  yard: { format: coco, annotations: { test: test.json }, images: images }
models:
  finder: { file: finder.onnx, task: detection, labels: [cat, dog], data: yard, score: map_50, tolerance: 0.01 }
`);

interface Marked {
  box: [number, number, number, number];
  label: 'cat' | 'dog';
  crowd?: 1;
}

/** A COCO file, an object a line, of images that are named by number. */
function coco(images: Marked[][], categories = ['cat', 'dog']): string {
  const objects = images.flatMap((marked, image) => marked.map((object) => ({ ...object, image })));
  return `{"images": [
${images.map((_, id) => `{"id": ${id}, "file_name": "${id}.png", "width": 100, "height": 80}`).join(',\n')}
], "annotations": [
${objects
  .map(({ box, label, image, crowd = 0 }, id) =>
    JSON.stringify({
      id,
      image_id: image,
      category_id: categories.indexOf(label),
      bbox: box,
      area: box[2] * box[3],
      iscrowd: crowd,
    }),
  )
  .join(',\n')}
], "categories": [${categories.map((name, id) => JSON.stringify({ id, name })).join(', ')}]}`;
}

const files = (images: Marked[][], model = onnx, categories?: string[]) => ({
  'finder.onnx': model,
  'test.json': coco(images, categories),
  ...Object.fromEntries(images.map((_, image) => [`images/${image}.png`, `picture ${image}`])),
});

const numberOf = (bytes: Uint8Array) => Number(Buffer.from(bytes).toString().slice('picture '.length));

function objects(found: { box: number[]; label: number; score: number }[]): Answer {
  return {
    task: 'detection',
    objects: {
      boxes: Float32Array.from(found.flatMap(({ box }) => box)),
      scores: Float32Array.from(found, ({ score }) => score),
      categories: Int32Array.from(found, ({ label }) => label),
      masks: null,
    },
  };
}

const indexOf = { cat: 0, dog: 1 };

/** Finds all that is marked, but for what `misses` says. */
const finding =
  (images: Marked[][], misses: (image: number, object: Marked) => boolean = () => false) =>
  (bytes: Uint8Array): Answer => {
    const image = numberOf(bytes);
    const seen = images[image].filter((object) => !object.crowd && !misses(image, object));
    return objects(seen.map(({ box, label }) => ({ box, label: indexOf[label], score: 0.9 })));
  };

const yard: Marked[][] = Array.from({ length: 12 }, (_, image) => [
  { box: [5, 5, 20 + image, 20], label: 'cat' },
  { box: [50, 30, 30, 30], label: 'dog' },
]);

describe('a detector', () => {
  test('that finds everything scores 1, by class and by size', async () => {
    const tools = toolsOf(answeringVision((_, bytes) => finding(yard)(bytes)));
    const { head } = await evaluate(files(yard), files(yard), policy, tools);
    expect(head.unread).toEqual([]);
    const { values, classes, declared, confusion, n } = head.facts.scores!.finder.splits.test;
    expect(n).toBe(12);
    expect(values).toMatchObject({ map: 1, map_50: 1, mar_100: 1, map_large: null });
    expect(declared).toMatchObject({ name: 'map_50', value: 1 });
    expect(classes).toEqual([
      { name: 'cat', n: 12, values: { ap: 1, ap_50: 1, ar: 1 } },
      { name: 'dog', n: 12, values: { ap: 1, ap_50: 1, ar: 1 } },
    ]);
    expect(confusion).toBeNull();
  });

  test('that finds nothing scores 0, which is no missing score', async () => {
    const tools = toolsOf(answeringVision(() => objects([])));
    const { head } = await evaluate(files(yard), files(yard), policy, tools);
    expect(head.facts.scores!.finder.splits.test.values).toMatchObject({ map: 0, map_50: 0, mar_100: 0 });
  });

  test('that misses what its base found is compared object by object, on the images of both', async () => {
    const worse = finding(yard, (image, { label }) => label === 'dog' && image % 2 === 0);
    const answering = answeringVision((_, bytes) => finding(yard)(bytes));
    // Which of the two models is asked is told by its file, which is named by its content.
    const fileOf = new Map<string, number>();
    answering.predict = async function* (jobs, images) {
      for (const { file } of jobs) if (!fileOf.has(file)) fileOf.set(file, fileOf.size);
      for await (const { key, bytes } of images) {
        answering.asked += 1;
        yield {
          key,
          answers: jobs.map(({ file }) => (fileOf.get(file) === 0 ? finding(yard) : worse)(bytes)),
          error: null,
        };
      }
    };
    const { pair } = await evaluate(files(yard), files(yard, other), policy, toolsOf(answering));
    const { overall, classes, flips, negativeFlips, square, modelEffect, dataEffect } = pair.facts.comparisons!.finder;
    expect(square).toMatchObject({ baseOnBase: 1, headOnHead: expect.closeTo(0.7525, 3) });
    expect({ modelEffect, dataEffect }).toEqual({ modelEffect: expect.closeTo(-0.2475, 3), dataEffect: 0 });
    expect(overall).toHaveLength(1);
    expect(overall[0]).toMatchObject({ data: 'both', n: 12, tolerance: 0.01 });
    expect(overall[0].effect).toBeCloseTo(0.2475, 3);
    expect(
      classes.map(({ subject, score, n, loss }) => ({ subject, score, n, worse: (loss?.effect ?? 0) > 0 })),
    ).toEqual([
      { subject: 'cat', score: 'ap', n: 12, worse: false },
      { subject: 'dog', score: 'ap', n: 12, worse: true },
    ]);
    expect(flips).toEqual({ negative: 6, positive: 0, of: 'objects', n: 24 });
    expect(negativeFlips[0]).toMatchObject({
      label: 'dog',
      base: { answer: 'found', confidence: 0.9 },
      head: { answer: 'missed', confidence: null },
      box: [50, 30, 30, 30],
    });
    expect(answering.asked).toBe(24);
  });

  test('that answers as before on boxes that were corrected is moved by its data alone', async () => {
    const corrected = yard.map((marked, image) =>
      image < 4 ? [marked[0], { ...marked[1], box: [90, 70, 5, 5] } as Marked] : marked,
    );
    const tools = toolsOf(answeringVision((_, bytes) => finding(yard)(bytes)));
    const { pair } = await evaluate(files(yard), files(corrected), policy, tools);
    const { sameModel, sameData, modelEffect, dataEffect, overall } = pair.facts.comparisons!.finder;
    expect({ sameModel, sameData, modelEffect }).toEqual({ sameModel: true, sameData: false, modelEffect: 0 });
    expect(dataEffect).toBeLessThan(-0.1);
    expect(overall).toEqual([]);
    expect(tools.vision).toMatchObject({ asked: 12 });
  });

  test('is judged the same where the classes of the dataset come in another order', async () => {
    const tools = toolsOf(answeringVision((_, bytes) => finding(yard)(bytes)));
    const { head, pair } = await evaluate(files(yard), files(yard, onnx, ['dog', 'cat']), policy, tools);
    expect(head.facts.scores!.finder.splits.test.values).toMatchObject({ map: 1 });
    expect(pair.facts.comparisons!.finder).toMatchObject({ sameData: true, dataEffect: 0 });
  });

  test('of an image in which nothing is marked is wrong by what it finds there', async () => {
    const empty = [...yard, []];
    const tools = toolsOf(
      answeringVision((_, bytes) =>
        numberOf(bytes) === 12 ? objects([{ box: [1, 1, 5, 5], label: 0, score: 0.95 }]) : finding(yard)(bytes),
      ),
    );
    const { head } = await evaluate(files(empty), files(empty), policy, tools);
    const { n, classes } = head.facts.scores!.finder.splits.test;
    expect(n).toBe(13);
    expect(classes[0].values.ap_50).toBeLessThan(1);
    expect(classes[1].values.ap_50).toBe(1);
  });
});

describe('what cannot be judged is a sentence', () => {
  const reasons = async (images: Marked[][], answer: (bytes: Uint8Array) => Answer | null, text = policy) => {
    const { head } = await evaluate(
      files(images),
      files(images),
      text,
      toolsOf(answeringVision((_, bytes) => answer(bytes))),
    );
    expect(head.facts.scores?.finder).toBeUndefined();
    return head.unread.filter(({ fact }) => fact === 'scores').map(({ reason, at }) => ({ reason, at }));
  };

  test('an object of a class that the model does not have, with its line', async () => {
    const short = policyFrom(`
datasets:
  yard: { format: coco, annotations: { test: test.json }, images: images }
models:
  finder: { file: finder.onnx, task: detection, labels: [cat, bird], data: yard, score: map, tolerance: 0.01 }
`);
    expect(await reasons(yard, finding(yard), short)).toEqual([
      {
        reason: expect.stringContaining('An object of yard has the class "dog", which finder does not know.'),
        at: { path: 'test.json', line: 16, column: 1 },
      },
    ]);
  });

  test('a class that the labels do not name', async () => {
    const [{ reason }] = await reasons(yard, () => objects([{ box: [0, 0, 1, 1], label: 7, score: 0.5 }]));
    expect(reason).toMatch(/finder.onnx answers with class 7 but its list of labels names 2/);
  });

  test('images of which none can be decoded', async () => {
    const [{ reason }] = await reasons(yard, () => null);
    expect(reason).toMatch(/None of the 12 labelled images of yard in test can be read/);
  });

  test('a dataset without a split to judge on is said', async () => {
    const tools = toolsOf(answeringVision(() => objects([])));
    const { head } = await evaluate(files([]), files([]), policy, tools);
    expect(head.facts.scores).toBeUndefined();
    expect(tools.notes).toContain('finder was not evaluated: yard has neither a test nor a validation split.');
  });
});

test('boxes in fractions are held against pixels, and a second run asks nothing', async () => {
  const text = policyFrom(`
datasets:
  yard: { format: yolo, data: data.yaml }
models:
  finder: { file: finder.onnx, task: detection, data: yard, score: map, tolerance: 0.01 }
`);
  const names = [0, 1, 2];
  const tree = {
    'finder.onnx': onnx,
    'data.yaml': 'path: .\ntest: images/test\nnames: [cat, dog]\n',
    ...Object.fromEntries(names.map((name) => [`images/test/${name}.png`, `picture ${name}`])),
    ...Object.fromEntries(names.map((name) => [`labels/test/${name}.txt`, '1 0.5 0.5 0.2 0.25\n'])),
  };
  const vision = answeringVision(() => objects([{ box: [40, 30, 20, 20], label: 1, score: 0.8 }]));
  const tools = toolsOf(vision);
  const { facts, unread } = await gatherSide(snapshotOf(tree), text, tools, withSources(['scores'], text));
  expect(unread).toEqual([]);
  expect(facts.scores!.finder.splits.test).toMatchObject({ n: 3, values: { map: 1 } });
  expect(vision.asked).toBe(3);
  await gatherSide(snapshotOf(tree), text, tools, withSources(['scores'], text));
  expect(vision.asked).toBe(3);
});
