import { expect, test } from 'vitest';
import { relevanceOf } from '../../src/gather/relevance.ts';
import { parsePolicy } from '../../src/policy/parse.ts';
import { scoreNames } from '../../src/score/names.ts';

const result = parsePolicy(
  `version: 1
datasets:
  plants: { format: imagefolder, splits: { train: data/plants/train, test: data/plants/test }, attributes: meta/attributes.csv }
  photos: { format: table, table: data/photos/photos.csv }
  shards: { format: webdataset, splits: { train: 'train-{000..009}.tar' } }
models:
  classifier: { file: models/a/model.onnx, task: classification, labels: labels.txt, preprocessing: config/pre.json, data: plants, score: macro_f1, tolerance: 0.01, card: models/CARD.md }
`,
  { path: '.github/vision-gate.yml', commit: 'a'.repeat(40), side: 'base', rules: [], scores: scoreNames },
);
if ('mistakes' in result) throw new Error(JSON.stringify(result.mistakes));
const relevant = relevanceOf(result.policy);

test.each([
  'data/plants/train/rose/1.png',
  'data/plants/train/rose/notes.txt',
  'data/photos/photos.csv',
  'data/plants/README.md',
  'data/README.md',
  'LICENSE',
  'meta/attributes.csv',
  'models/a/weights.bin',
  'models/CARD.md',
  'labels.txt',
  'config/pre.json',
  '.github/vision-gate.yml',
  '.github/workflows/ci.yml',
  'anywhere/else/photo.JPEG',
  'train-003.tar',
])('%s can change a fact', (path) => {
  expect(relevant(path)).toBe(true);
});

test.each(['README.md', 'src/train.py', 'docs/guide.md', 'data.txt', 'config/other.json', 'package.json'])(
  '%s cannot',
  (path) => {
    expect(relevant(path)).toBe(false);
  },
);
