import { describe, expect, test } from 'vitest';
import { changes, gate, modelChanges } from '../../src/gather/changes/changes.ts';
import { models } from '../../src/gather/models/models.ts';
import { samples } from '../../src/gather/samples.ts';
import type { GateChange, Gathered, SampleChange } from '../../src/model/facts.ts';
import type { Policy } from '../../src/model/policy.ts';
import { type Content, snapshotOf } from '../harness/snapshot.ts';
import { model as onnx } from './models/onnx-writer.ts';
import { policyOf } from './policy.ts';
import { textTools } from './tools.ts';

type Files = Record<string, Content>;

async function side(files: Files, policy: Policy) {
  const snapshot = snapshotOf(files);
  const gathered: Gathered = { facts: {}, unread: [] };
  for (const gatherer of [samples, models] as const) {
    const { entries, faults } = await gatherer.gather(snapshot, policy, textTools(), gathered);
    Object.assign(gathered.facts, { [gatherer.fact]: entries });
    for (const { name, fault } of faults)
      gathered.unread.push({ fact: gatherer.fact, name, kind: 'broken', reason: fault.message });
  }
  return { snapshot, policy, gathered };
}

const folders = policyOf({ datasets: { plants: { splits: { train: 'train', test: 'test' } } } });
const table = policyOf({ datasets: { plants: { format: 'table', table: 't.csv' } } });

async function datasetChanges(base: Files, head: Files, policy: Policy = folders) {
  const { entries } = await changes.gather(await side(base, policy), await side(head, policy), textTools());
  return entries.plants;
}

/** A change as `kind path split label ← what differed`. */
function brief({ kind, path, split, label, from }: SampleChange): string {
  const differed = Object.entries(from ?? {}).map(([key, value]) =>
    key === 'hash' ? 'hash content' : `${key} ${value}`,
  );
  return `${kind} ${path} ${split} ${label}${differed.length > 0 ? ` ← ${differed.join(', ')}` : ''}`;
}

const diff = async (base: Files, head: Files, policy?: Policy) =>
  (await datasetChanges(base, head, policy)).samples.map(brief);

describe('changes of a dataset', () => {
  test('are none between equal commits', async () => {
    const files = { 'train/cat/a.png': 'a', 'test/cat/b.png': 'b' };
    expect(await diff(files, files)).toEqual([]);
  });

  test('are told apart by content: added, removed, modified, renamed, moved and relabelled', async () => {
    const base = {
      'train/cat/same.png': '0',
      'train/cat/gone.png': '1',
      'train/cat/edited.png': '2',
      'train/cat/old-name.png': '3',
      'train/cat/held-out.png': '4',
      'train/cat/flipped.png': '5',
      'train/cat/both.png': '6',
    };
    const head = {
      'train/cat/same.png': '0',
      'train/cat/edited.png': '2 edited',
      'train/cat/new-name.png': '3',
      'test/cat/held-out.png': '4',
      'train/dog/flipped.png': '5',
      'test/dog/both.png': '6',
      'train/dog/new.png': '7',
    };
    expect(await diff(base, head)).toEqual([
      'modified train/cat/edited.png train cat ← hash content',
      'renamed train/cat/new-name.png train cat ← path train/cat/old-name.png',
      'relabelled train/dog/flipped.png train dog ← path train/cat/flipped.png, label cat',
      'added train/dog/new.png train dog',
      'moved test/cat/held-out.png test cat ← path train/cat/held-out.png, split train',
      'moved test/dog/both.png test dog ← path train/cat/both.png, split train, label cat',
      'relabelled test/dog/both.png test dog ← path train/cat/both.png, split train, label cat',
      'removed train/cat/gone.png train cat',
    ]);
  });

  test('of a table’s row keep its path', async () => {
    const files = { 'a.png': 'a', 'b.png': 'b' };
    const base = { ...files, 't.csv': 'path,label,split\na.png,cat,train\nb.png,,test\n' };
    const head = { ...files, 't.csv': 'path,label,split\nb.png,dog,test\na.png,cat,val\n' };
    expect(await diff(base, head, table)).toEqual([
      'relabelled b.png test dog ← label null',
      'moved a.png validation cat ← split train',
    ]);
  });

  test('pair copies of one image one to one', async () => {
    const base = { 'train/cat/1.png': 'x', 'train/cat/2.png': 'x', 'test/cat/3.png': 'x' };
    const head = { 'train/cat/2.png': 'x', 'train/cat/9.png': 'x', 'test/dog/3.png': 'x', 'test/dog/4.png': 'x' };
    expect(await diff(base, head)).toEqual([
      'renamed train/cat/9.png train cat ← path train/cat/1.png',
      'relabelled test/dog/3.png test dog ← path test/cat/3.png, label cat',
      'added test/dog/4.png test dog',
    ]);
  });

  test('of listed images that are missing go by path, never by their lack of content', async () => {
    const base = { 't.csv': 'path,label\ngone.png,cat\nlost.png,cat\n' };
    const head = { 't.csv': 'path,label\nlost.png,cat\nother.png,cat\n' };
    expect(await diff(base, head, table)).toEqual(['added other.png train cat', 'removed gone.png train cat']);
  });

  test('count samples by split and class on both sides', async () => {
    const found = await datasetChanges(
      { 'train/cat/a.png': 'a', 'train/dog/b.png': 'b', 'test/cat/c.png': 'c' },
      { 'train/cat/a.png': 'a', 'train/cat/d.png': 'd', 'train/owl/e.png': 'e', 'test/cat/c.png': 'c' },
    );
    expect(found.classes).toEqual({ base: ['cat', 'dog'], head: ['cat', 'owl'], moved: [] });
    expect(found.counts).toEqual([
      { split: 'train', label: 'cat', base: 1, head: 2 },
      { split: 'train', label: 'dog', base: 1, head: 0 },
      { split: 'train', label: 'owl', base: 0, head: 1 },
      { split: 'test', label: 'cat', base: 1, head: 1 },
    ]);
  });

  test('of a dataset that is new or gone are all its samples, and unknown where a side could not be read', async () => {
    expect(await diff({}, { 'train/cat/a.png': 'a' })).toEqual(['added train/cat/a.png train cat']);
    expect(await diff({ 'train/cat/a.png': 'a' }, {})).toEqual(['removed train/cat/a.png train cat']);
    expect(await datasetChanges({ 't.csv': 'path\n"a.png\n' }, { 't.csv': 'path\na.png\n' }, table)).toBeUndefined();
  });
});

test('changes of models tell weights from preprocessing', async () => {
  const named = ['same', 'weights', 'reading', 'new', 'gone', 'never'];
  const policy = policyOf({
    datasets: { plants: {} },
    models: Object.fromEntries(
      named.map((name) => [name, { file: `${name}.onnx`, preprocessing: name === 'reading' ? 'p.json' : undefined }]),
    ),
  });
  const one = onnx({ inputs: { x: [1, 3, 8, 8] } });
  const two = onnx({ inputs: { x: [1, 3, 9, 9] } });
  const base = {
    'same.onnx': one,
    'weights.onnx': one,
    'reading.onnx': one,
    'gone.onnx': one,
    'p.json': '{"size": 8}',
  };
  const head = {
    'same.onnx': one,
    'weights.onnx': two,
    'reading.onnx': one,
    'new.onnx': one,
    'p.json': '{"size": 8, "resample": 3}',
  };
  const { entries } = await modelChanges.gather(await side(base, policy), await side(head, policy), textTools());
  expect(entries).toEqual({
    same: { model: 'same', weights: 'same', preprocessing: 'same' },
    weights: { model: 'weights', weights: 'changed', preprocessing: 'changed' },
    reading: { model: 'reading', weights: 'same', preprocessing: 'changed' },
    new: { model: 'new', weights: 'added', preprocessing: 'same' },
    gone: { model: 'gone', weights: 'removed', preprocessing: 'same' },
  });
});

describe('changes of the gate', () => {
  const workflow = (use: string, more = '') =>
    `on: pull_request\njobs:\n  gate:\n    steps:\n      - uses: ${use}\n${more}`;
  const path = '.github/workflows/gate.yml';

  async function gateDiff(base: Files, head: Files): Promise<GateChange[]> {
    const policy = policyOf({});
    const { entries } = await gate.gather(await side(base, policy), await side(head, policy), textTools());
    return entries.repository.changes;
  }

  test.each<[string, Files, string]>([
    [
      'another version',
      { [path]: workflow('acme/vision-gate@v2') },
      '`acme/vision-gate@v1` became `acme/vision-gate@v2`',
    ],
    [
      'another step',
      { [path]: workflow('acme/vision-gate@v1', '        if: false\n') },
      'what it uses of the gate is the same',
    ],
    ['nothing of the gate', { [path]: workflow('actions/checkout@v5') }, 'it no longer runs the gate'],
  ])('name a workflow that now has %s', async (_, head, detail) => {
    expect(await gateDiff({ [path]: workflow('acme/vision-gate@v1') }, head)).toEqual([
      { path, change: 'edited', detail, at: { path, line: 1 } },
    ]);
  });

  test('name a workflow that is gone, but not one that is renamed, new, or has nothing to do with the gate', async () => {
    const before = { [path]: workflow('acme/vision-gate@v1') };
    expect(await gateDiff(before, {})).toEqual([
      { path, change: 'removed', detail: 'it used `acme/vision-gate@v1`', at: { path } },
    ]);
    expect(await gateDiff(before, { '.github/workflows/check.yml': before[path] })).toEqual([]);
    expect(await gateDiff({}, before)).toEqual([]);
    expect(await gateDiff({ [path]: workflow('acme/lint@v1') }, {})).toEqual([]);
  });

  test('name edits of the policy wherever it may be', async () => {
    const found = await gateDiff(
      { 'vision-gate.yml': 'version: 1' },
      { 'vision-gate.yml': 'version: 1\n', '.github/vision-gate.yml': 'version: 1' },
    );
    expect(found.map((change) => [change.path, change.change, change.detail])).toEqual([
      ['vision-gate.yml', 'policy', 'it holds from the next pull request on'],
      ['.github/vision-gate.yml', 'policy', 'it is new'],
    ]);
  });
});
