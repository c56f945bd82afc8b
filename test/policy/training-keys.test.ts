import { expect, test } from 'vitest';
import { checkPaths } from '../../src/policy/check-paths.ts';
import { mistakesIn, policyOf } from './vocabulary.ts';

const withTraining = (training: string) => `version: 1
datasets:
  plants: { format: imagefolder, root: data }
models:
  net:
    file: net.onnx
    task: classification
    data: plants
    score: macro_f1
    history: runs/history.csv
    training: ${training}
`;

test('what was asked of a training', () => {
  const { models } = policyOf(withTraining('{ config: ./runs/args.yaml, epochs: 100, patience: 20, gpus: 4 }'));
  expect(models.net.training).toEqual({ config: 'runs/args.yaml', epochs: 100, patience: 20, gpus: 4 });
});

test('a slip of the pen is told with the nearest key, a length that is none with what was expected', () => {
  expect(mistakesIn(withTraining('{ epoch: 3 }'))).toEqual([
    '11:17 Expected a key of `models.net.training` but received `epoch`. Did you mean `epochs`?',
  ]);
  expect(mistakesIn(withTraining('{ epochs: 0 }'))[0]).toMatch(
    /^11:25 Expected .*`models\.net\.training\.epochs`|^11:25 .*epochs/,
  );
});

test('a configuration in neither commit is a mistake', () => {
  const policy = policyOf(withTraining('{ config: runs/arg.yaml }'));
  expect(checkPaths(policy, ['net.onnx', 'data/a.png', 'runs/history.csv', 'runs/args.yaml'])).toMatchObject([
    { at: { line: 11 }, message: expect.stringContaining('Did you mean `runs/args.yaml`?') },
  ]);
});
