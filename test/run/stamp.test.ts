import { expect, test } from 'vitest';
import { gatherSide, withSources } from '../../src/gather/gather.ts';
import { openSnapshot } from '../../src/git/snapshot.ts';
import { stampPredictions } from '../../src/run/stamp.ts';
import { answeringVision, policyFrom, toolsOf } from '../gather/evaluation/asked.ts';
import { type Repository, repository } from '../harness/repository.ts';

const text = `
datasets:
  pets: { format: imagefolder, splits: { test: data/test } }
models:
  net: { predictions: runs/test.csv, task: classification, labels: [cat, dog], data: pets, score: accuracy, tolerance: 0.01 }
`;
const tree = {
  'vision-gate.yml': `version: 1\n${text}`,
  'models/net.pt': 'weights',
  'data/test/cat/0.png': 'a cat',
  'data/test/dog/0.png': 'a dog',
  'runs/test.csv': 'image,label\ncat/0.png,cat\ndog/0.png,cat\n',
};

const request = ({ directory }: Repository, changes = {}) => ({
  directory,
  ref: 'HEAD',
  policyFile: null,
  modelFile: 'models/net.pt',
  model: undefined,
  rules: [],
  presets: {},
  natives: {},
  ...changes,
});
const stampsOf = (repo: Repository, changes = {}) =>
  stampPredictions(request(repo, changes), AbortSignal.timeout(30_000));

async function judged(repo: Repository) {
  const tools = toolsOf(answeringVision(() => null));
  const snapshot = await openSnapshot(repo.directory, await repo.commitId(), 'head', {});
  const { facts, unread } = await gatherSide(snapshot, policyFrom(text), tools, withSources(['scores']));
  return { accuracy: facts.scores?.net.splits.test.values.accuracy, reason: unread[0]?.reason, notes: tools.notes };
}

test('a stamp ties predictions to their model, until one of them changes', async () => {
  await using repo = await repository(tree);
  expect((await judged(repo)).notes.join()).toMatch(/Nothing ties runs\/test\.csv to a model.*vision-gate stamp/);

  const [stamp, ...others] = await stampsOf(repo);
  expect(others).toEqual([]);
  expect(stamp).toMatchObject({ path: 'runs/test.csv.stamp.json', images: 2 });
  await repo.commit({ [stamp.path]: stamp.text });
  expect(await judged(repo)).toEqual({ accuracy: 0.5, reason: undefined, notes: [] });

  await repo.commit({ 'models/net.pt': 'other weights' });
  expect(await judged(repo)).toMatchObject({
    accuracy: undefined,
    reason: expect.stringMatching(/models\/net\.pt changed but its predictions in runs\/test\.csv did not/),
  });

  await repo.commit({ 'models/net.pt': 'weights', 'runs/test.csv': 'image,label\ncat/0.png,cat\ndog/0.png,dog\n' });
  expect((await judged(repo)).reason).toMatch(/runs\/test\.csv changed after it was stamped/);
});

test.each([
  ['a model that is not there', { modelFile: 'models/none.pt' }, /Expected the model's file at models\/none\.pt/],
  [
    'a name that the policy has not',
    { model: 'nut' },
    /Expected a model with predictions but received "nut"\. Name one of net\./,
  ],
])('%s is said', async (_, changes, words) => {
  await using repo = await repository(tree);
  await expect(stampsOf(repo, changes)).rejects.toThrow(words);
});
