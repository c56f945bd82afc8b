import { expect, test } from 'vitest';
import { checkPaths } from '../../src/policy/check-paths.ts';
import { policyOf, source } from './vocabulary.ts';

const policy = policyOf(`version: 1
datasets:
  plants: { format: imagefolder, root: data/plants, labels: [fern] }
  photos: { format: table, table: { train: lists/train.csv, test: lists/tets.csv }, images: . }
models:
  m:
    file: model/net.onnx
    preprocessing: conf/preprocessor_config.json
    card: README.md
    task: classification
    data: plants
    score: accuracy
`);

test('a path that is in neither commit is a mistake with the nearest one', () => {
  const files = ['data/plants/train/fern/a.png', 'lists/train.csv', 'lists/test.csv', 'models/net.onnx', 'README.md'];
  expect(checkPaths(policy, files)).toEqual([
    {
      at: { path: source.path, line: 4, column: 61 },
      message:
        'Expected a path of the repository but received `lists/tets.csv`, which is in neither commit. Did you mean `lists/test.csv`?',
    },
    {
      at: { path: source.path, line: 7, column: 5 },
      message:
        'Expected a path of the repository but received `model/net.onnx`, which is in neither commit. Did you mean `models/net.onnx`?',
    },
    {
      at: { path: source.path, line: 8, column: 5 },
      message:
        'Expected a path of the repository but received `conf/preprocessor_config.json`, which is in neither commit. Add it, or correct the path.',
    },
  ]);
});

test('the same name in another folder is suggested however far away', () => {
  const files = ['data/plants/a.png', 'lists/train.csv', 'lists/tets.csv', 'README.md', 'model/net.onnx'];
  const [mistake] = checkPaths(policy, [...files, 'exported/2026/preprocessor_config.json']);
  expect(mistake.message).toContain('Did you mean `exported/2026/preprocessor_config.json`?');
});

test('a hundred thousand files are no matter', () => {
  const files = Array.from({ length: 100_000 }, (_, i) => `data/plants/train/fern/${i}.png`);
  expect(checkPaths(policy, files)).toHaveLength(5);
});

test('what lies in a place that could not be listed is not known to be missing', () => {
  const files = ['lists/train.csv', 'lists/tets.csv', 'README.md', 'conf/preprocessor_config.json'];
  expect(checkPaths(policy, files, ['data/plants', 'model'])).toEqual([]);
  expect(checkPaths(policy, files, ['data', 'models']).map(({ at }) => at.line)).toEqual([7]);
  expect(checkPaths(policy, [], [''])).toEqual([]);
});
