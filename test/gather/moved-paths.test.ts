import { expect, test } from 'vitest';
import { describeMoves, followMoves } from '../../src/gather/moved-paths.ts';
import { changedPaths } from '../../src/git/changes.ts';
import type { Policy } from '../../src/model/policy.ts';
import type { FileEntry } from '../../src/model/snapshot.ts';
import { policyOf } from './policy.ts';

/** Files by path; equal contents have equal hashes. */
function filesOf(contents: Record<string, string>): Map<string, FileEntry> {
  return new Map(
    Object.entries(contents).map(([path, content]) => [
      path,
      { path, hash: `git:${content}`, bytes: content.length, kind: 'file' as const },
    ]),
  );
}

function follow(policy: Policy, base: Record<string, string>, head: Record<string, string>) {
  const [origin, files] = [filesOf(base), filesOf(head)];
  return followMoves(policy, changedPaths(origin, files).renamed, { origin, files });
}

const images = (folder: string, count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${folder}/cat/${index}.png`, `image ${index}`]));

test('a folder that moved is followed to its new place', () => {
  const policy = policyOf({
    datasets: { pets: { root: 'data' } },
    positions: { '/datasets/pets/root': { path: 'vision-gate.yml', line: 5, column: 11 } },
  });
  const { policy: followed, moves } = follow(policy, images('data', 4), images('dataset/pets', 4));
  expect(followed.datasets.pets.root).toBe('dataset/pets');
  expect(moves).toEqual([{ from: 'data', to: 'dataset/pets', at: { path: 'vision-gate.yml', line: 5, column: 11 } }]);
});

test('splits, tables and models are followed each by itself, and what stayed is as it was', () => {
  const policy = policyOf({
    datasets: {
      pets: { splits: { train: 'data/train', test: './data/test/' } },
      birds: { format: 'table', table: 'birds.csv', images: 'birds' },
    },
    models: { net: { file: 'net.onnx', labels: 'labels.txt' } },
  });
  const base = { ...images('data/train', 3), 'data/test/cat/x.png': 'x', 'birds.csv': 'rows', 'birds/a.png': 'a' };
  const { policy: followed } = follow(
    policy,
    { ...base, 'net.onnx': 'weights', 'labels.txt': 'cat' },
    {
      ...images('data/train', 3),
      'data/eval/cat/x.png': 'x',
      'tables/birds.csv': 'rows',
      'birds/a.png': 'a',
      'models/net.onnx': 'weights',
      'labels.txt': 'cat',
    },
  );
  expect(followed.datasets.pets.splits).toEqual({ train: 'data/train', test: 'data/eval' });
  expect(followed.datasets.birds).toMatchObject({ table: 'tables/birds.csv', images: 'birds' });
  expect(followed.models.net).toMatchObject({ file: 'models/net.onnx', labels: 'labels.txt' });
});

test('a file that changed while its folder moved is followed with the folder', () => {
  const policy = policyOf({ models: { net: { file: 'models/net.onnx', labels: 'models/labels.txt' } } });
  const { policy: followed } = follow(
    policy,
    { 'models/net.onnx': 'old weights', 'models/labels.txt': 'cat' },
    { 'weights/net.onnx': 'new weights', 'weights/labels.txt': 'cat' },
  );
  expect(followed.models.net).toMatchObject({ file: 'weights/net.onnx', labels: 'weights/labels.txt' });
});

test('a test set whose images were moved into the training set is lost, not followed', () => {
  const policy = policyOf({ datasets: { pets: { splits: { train: 'data/train', test: 'data/test' } } } });
  const { policy: followed, moves } = follow(
    policy,
    { 'data/train/dog/1.png': 'dog', ...images('data/test', 4) },
    { 'data/train/dog/1.png': 'dog', ...images('data/train', 4) },
  );
  expect(moves).toEqual([]);
  expect(followed.datasets.pets.splits?.test).toBe('data/test');
});

test('a folder of which less than half moved is lost', () => {
  const policy = policyOf({ datasets: { pets: { root: 'data' } } });
  expect(follow(policy, images('data', 9), images('kept', 4)).moves).toEqual([]);
});

test('a path that several keys name is told once, with its way out', () => {
  const policy = policyOf({
    datasets: { pets: { root: 'data', labels: 'labels.txt' } },
    models: { net: { labels: 'labels.txt' } },
  });
  const base = { ...images('data', 1), 'labels.txt': 'cat', 'model.onnx': 'm' };
  const { moves } = follow(policy, base, { ...images('data', 1), 'classes.txt': 'cat', 'model.onnx': 'm' });
  expect(describeMoves(moves)).toEqual([
    {
      text: 'labels.txt is now classes.txt, and was followed there. Name classes.txt in the policy, else the next pull request misses it.',
      at: { path: 'vision-gate.yml' },
    },
  ]);
});
