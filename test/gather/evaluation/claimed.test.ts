import { describe, expect, test } from 'vitest';
import { answeringVision, evaluate, policyFrom, toolsOf } from './asked.ts';

const vision = () =>
  answeringVision(() => {
    throw new Error('Expected no model to be asked.');
  });

const policy = (changes = '', task = 'task: classification', score = 'accuracy') =>
  policyFrom(`
datasets:
  pets: { format: imagefolder, splits: { train: data/train, test: data/test } }
models:
  net: { predictions: 'runs/{split}.jsonl', ${task}, labels: [cat, dog], data: pets, score: ${score}, tolerance: 0.01${changes} }
`);

const images = Object.fromEntries(
  ['cat', 'dog'].flatMap((label) => [0, 1, 2].map((n) => [`data/test/${label}/${n}.png`, `${label} ${n}`])),
);

/** A line for each image, by what is answered. */
const lines = (answers: Record<string, unknown>) =>
  Object.entries(answers)
    .map(([image, answer]) => JSON.stringify({ image, ...(answer as object) }))
    .join('\n');

const right = Object.fromEntries(
  Object.keys(images).map((path) => [path, { probabilities: path.includes('/cat/') ? [0.8, 0.2] : [0.3, 0.7] }]),
);
const tree = (answers: Record<string, unknown>) => ({ ...images, 'runs/test.jsonl': lines(answers) });

async function judged(files: Record<string, string>, text = policy()) {
  const tools = toolsOf(vision());
  const told = await evaluate(files, files, text, tools);
  return {
    scores: told.head.facts.scores?.net?.splits.test,
    predictions: told.head.facts.predictions?.net,
    unread: told.head.unread.find(({ fact, name }) => fact === 'scores' && name === 'net'),
    notes: tools.notes,
  };
}

describe('predictions of a classifier', () => {
  test('are scored and are claimed, not measured', async () => {
    const { scores, predictions, notes } = await judged(tree(right));
    expect(scores).toMatchObject({ n: 6, values: { accuracy: 1, log_loss: expect.closeTo(0.2899, 4) } });
    expect(predictions).toMatchObject({ origin: 'claimed', at: { path: 'runs/test.jsonl' }, task: 'classification' });
    expect(notes.some((note) => note.includes('Nothing ties runs/test.jsonl to a model'))).toBe(true);
  });

  test('by class names, in a table and by the ends of paths are the same', async () => {
    const named = Object.fromEntries(
      Object.entries(right).map(
        ([
          path,
          {
            probabilities: [cat, dog],
          },
        ]) => [path, { scores: { dog, cat } }],
      ),
    );
    const csv = [
      'image,cat,dog',
      ...Object.entries(right).map(([path, { probabilities }]) => `/home/me/${path},${probabilities}`),
    ];
    const table = { ...images, 'runs/test.csv': csv.join('\n') };
    const wanted = (await judged(tree(right))).scores;
    expect((await judged(tree(named))).scores).toEqual(wanted);
    const text = policyFrom(`
datasets:
  pets: { format: imagefolder, splits: { train: data/train, test: data/test } }
models:
  net: { predictions: { test: runs/test.csv }, task: classification, labels: [cat, dog], data: pets, score: accuracy, tolerance: 0.01 }
`);
    expect((await judged(table, text)).scores).toEqual(wanted);
  });

  test('that are labels alone leave scores of probabilities undefined, and refuse to be judged by one', async () => {
    const labels = Object.fromEntries(Object.keys(images).map((path) => [path, { label: 'cat' }]));
    const { scores } = await judged(tree(labels));
    expect(scores).toMatchObject({ values: { accuracy: 0.5, log_loss: null, roc_auc: null, ece: null } });
    const { unread } = await judged(tree(labels), policy('', 'task: classification', 'log_loss'));
    expect(unread?.reason).toMatch(
      /log_loss, by which net is judged, needs probabilities but runs\/test\.jsonl answers labels alone/,
    );
  });

  test('that lack an image are scored on the others, and it is said how many lack', async () => {
    const { 'data/test/cat/0.png': _, ...fewer } = right;
    const { scores, predictions, notes } = await judged(tree(fewer));
    expect(scores?.n).toBe(5);
    expect(predictions?.splits.test.unreadable).toBe(1);
    expect(notes.some((note) => /1 of 6 have none: data\/test\/cat\/0\.png/.test(note))).toBe(true);
  });

  test('of images that the dataset has not are passed over, each with its line', async () => {
    const { scores, notes } = await judged(tree({ ...right, 'data/test/cat/99.png': { label: 'cat' } }));
    expect(scores?.n).toBe(6);
    expect(notes.some((note) => /line 7 of runs\/test\.jsonl .*`data\/test\/cat\/99\.png`/.test(note))).toBe(true);
  });

  const first = 'data/test/cat/0.png';
  test.each<[string, unknown, RegExp]>([
    [
      'above 1',
      { probabilities: [1.5, -0.5] },
      /from 0 to 1 in line 1 of runs\/test\.jsonl but received `1\.5` for `cat`\. Logits are no probabilities: apply softmax first/,
    ],
    ['that sum to less than 1', { probabilities: [0.3, 0.3] }, /sum to 1 in line 1 .* but their sum is 0\.6/],
    [
      'of another number of classes',
      { probabilities: [0.2, 0.2, 0.6] },
      /Expected 2 probabilities, one for each class, in line 1/,
    ],
    ['of an unknown class', { label: 'bird' }, /Expected a class of the model \(cat, dog\) in line 1/],
    ['of no kind', {}, /Expected probabilities of 2 classes in line 1/],
  ])('%s are refused with their line', async (_, answer, reason) => {
    const { scores, unread } = await judged(tree({ ...right, [first]: answer }));
    expect(scores).toBeUndefined();
    expect(unread).toMatchObject({
      kind: 'broken',
      reason: expect.stringMatching(reason),
      at: { path: 'runs/test.jsonl', line: 1 },
    });
  });

  test.each([
    [
      'a second answer',
      `${lines(right)}\n${lines({ [first]: right[first] })}`,
      /Expected each image once but line 7 of runs\/test\.jsonl answers data\/test\/cat\/0\.png again/,
    ],
    ['NaN', lines(right).replace('0.8', 'NaN'), /from 0 to 1 in line 1/],
    ['broken JSON', `${lines(right)}\n{"image": `, /in line 7, column \d+ of runs\/test\.jsonl/],
    ['nothing', '', /Expected predictions of net in runs\/test\.jsonl but received none/],
  ])('%s is refused', async (_, text, reason) => {
    const { scores, unread } = await judged({ ...images, 'runs/test.jsonl': text });
    expect(scores).toBeUndefined();
    expect(unread?.reason).toMatch(reason);
  });

  test('of another split than the one to judge on are no pass', async () => {
    const train = {
      'data/train/cat/0.png': 'train',
      ...images,
      'runs/train.jsonl': lines({ 'data/train/cat/0.png': { label: 'cat' } }),
    };
    const { unread } = await judged(train);
    expect(unread?.reason).toMatch(/Expected predictions for test, .* but runs\/train\.jsonl answers train alone/);
  });
});

test('predictions of both commits are paired on the images that both have', async () => {
  const { 'data/test/dog/2.png': _, ...fewer } = right;
  const worse = { ...fewer, 'data/test/cat/0.png': { probabilities: [0.1, 0.9] } };
  const tools = toolsOf(vision());
  const { pair } = await evaluate(tree(right), tree(worse), policy(), tools);
  expect(pair.facts.comparisons!.net).toMatchObject({
    flips: { negative: 1, positive: 0, n: 5 },
    overall: [{ n: 5, base: 1, head: 0.8 }],
  });
  expect(tools.notes).toContain(
    'net: 5 of 6 images of pets in test (base) have an answer of both models, and only these are compared.',
  );
});

test('COCO results are held against the dataset by its own ids', async () => {
  const text = policyFrom(`
datasets:
  yard: { format: coco, annotations: { test: test.json }, images: images }
models:
  net: { predictions: { test: found.json }, task: detection, data: yard, score: map, tolerance: 0.01 }
`);
  const coco = JSON.stringify({
    images: [
      { id: 31, file_name: 'a.png', width: 100, height: 80 },
      { id: 7, file_name: 'b.png', width: 100, height: 80 },
    ],
    annotations: [{ id: 1, image_id: 7, category_id: 18, bbox: [10, 10, 20, 20], area: 400, iscrowd: 0 }],
    categories: [
      { id: 17, name: 'cat' },
      { id: 18, name: 'dog' },
    ],
  });
  const found = (score: unknown) => JSON.stringify([{ image_id: 7, category_id: 18, bbox: [10, 10, 20, 20], score }]);
  const files = (results: string) => ({
    'test.json': coco,
    'images/a.png': 'a',
    'images/b.png': 'b',
    'found.json': results,
  });
  const told = await judged(files(found(0.9)), text);
  expect(told.unread).toBeUndefined();
  expect(told.scores).toMatchObject({ n: 2, values: { map: expect.closeTo(1, 12) } });
  const { unread } = await judged(files(found(1.2)), text);
  expect(unread).toMatchObject({
    reason: expect.stringMatching(/Expected a score from 0 to 1/),
    at: { path: 'found.json', line: 1, column: 2 },
  });
});
