import { describe, expect, test } from 'vitest';
import { samples } from '../../src/gather/samples.ts';
import type { Samples } from '../../src/model/facts.ts';
import type { Fault } from '../../src/model/fault.ts';
import type { DatasetPolicy } from '../../src/model/policy.ts';
import { type Content, snapshotOf } from '../harness/snapshot.ts';
import { policyOf } from './policy.ts';
import { textTools } from './tools.ts';

async function gather(files: Record<string, Content>, dataset: Partial<DatasetPolicy>) {
  const tools = textTools();
  const policy = policyOf({ datasets: { plants: dataset } });
  const { entries, faults } = await samples.gather(snapshotOf(files), policy, tools, { facts: {}, unread: [] });
  return {
    plants: entries.plants as Samples | undefined,
    fault: faults[0]?.fault as Fault | undefined,
    notes: tools.notes,
  };
}

async function list(files: Record<string, Content>, dataset: Partial<DatasetPolicy>): Promise<Samples> {
  const { plants, fault } = await gather(files, dataset);
  if (fault) throw fault;
  return plants!;
}

/** Rows as `path split label`, for short expectations. */
const rows = ({ path, split, label }: Samples) => path.map((file, i) => `${file} ${split[i]} ${label[i]}`);

const splits = { train: 'data/train', val: 'data/val' };

describe('imagefolder with a folder for each split', () => {
  test('takes the class from the first folder below the split', async () => {
    const plants = await list(
      {
        'data/train/cat/a.png': 'a',
        'data/train/cat/2024/b.JPG': 'b',
        'data/train/dog/c.webp': 'c',
        'data/train/stray.png': 'd',
        'data/val/cat/e.png': 'e',
        'other/cat/f.png': 'f',
      },
      { splits },
    );
    expect(rows(plants)).toEqual([
      'data/train/cat/2024/b.JPG train cat',
      'data/train/cat/a.png train cat',
      'data/train/dog/c.webp train dog',
      'data/train/stray.png train null',
      'data/val/cat/e.png validation cat',
    ]);
    expect(plants).toMatchObject({
      count: 5,
      classes: ['cat', 'dog'],
      classesAt: null,
      unit: null,
      orientation: 'unsaid',
      problems: [],
      manifest: ['', '', '', '', ''],
    });
    expect([...plants.bytes]).toEqual([1, 1, 1, 1, 1]);
    expect(plants.hash[1]).toMatch(/^git:[0-9a-f]{40}$/);
  });

  test('passes over hidden files, __folders__ and files that are no image', async () => {
    const plants = await list(
      {
        'data/train/cat/a.png': 'a',
        'data/train/cat/.b.png': 'b',
        'data/train/cat/notes.txt': 'c',
        'data/train/.cache/d.png': 'd',
        'data/train/__MACOSX/cat/e.png': 'e',
        'data/train/cat/__f.png': 'f',
      },
      { splits },
    );
    expect(plants.path).toEqual(['data/train/cat/__f.png', 'data/train/cat/a.png']);
  });

  test('gives an image below two split folders to the deeper one', async () => {
    const plants = await list(
      { 'data/cat/a.png': 'a', 'data/held/cat/b.png': 'b' },
      { splits: { train: 'data', test: './data/held/' } },
    );
    expect(rows(plants)).toEqual(['data/cat/a.png train cat', 'data/held/cat/b.png test cat']);
  });

  test('does not follow symbolic links, and says so', async () => {
    const plants = await list(
      { 'data/train/cat/a.png': 'a', 'data/train/cat/b.png': { symlink: '/etc/passwd' } },
      { splits },
    );
    expect(plants.path).toEqual(['data/train/cat/a.png']);
    expect(plants.problems[0].message).toContain('1 symbolic link of plants would have to be followed');
  });

  test('is unavailable in a submodule', async () => {
    const { fault } = await gather({ data: { submodule: 'c0ffee' } }, { splits });
    expect(fault).toMatchObject({ kind: 'unavailable', at: { path: 'data' } });
  });

  test('is left out, with a note, where the commit has none of it', async () => {
    const { plants, fault, notes } = await gather({ 'README.md': '' }, { splits });
    expect([plants, fault]).toEqual([undefined, undefined]);
    expect(notes[0]).toContain('no images in data/train, data/val');
  });

  test('keeps labels by folder beside a metadata file that has none', async () => {
    const plants = await list(
      { 'data/train/cat/a.png': 'a', 'data/train/metadata.csv': 'file_name,sex\ncat/a.png,f\n' },
      { splits, groups: ['sex'] },
    );
    expect(rows(plants)).toEqual(['data/train/cat/a.png train cat']);
    expect(plants).toMatchObject({
      attributes: { sex: ['f'] },
      manifest: ['data/train/metadata.csv'],
      groups: ['sex'],
    });
    expect([...plants.line]).toEqual([2]);
  });
});

describe('imagefolder with one root', () => {
  test('finds splits by whole words in the names of folders', async () => {
    const plants = await list(
      {
        'd/my-training_2/cat/a.png': 'a',
        'd/my-training_2/dog/b.png': 'b',
        'd/dev/cat/c.png': 'c',
        'd/evaluation/dog/d.png': 'd',
        'd/latest/dog/e.png': 'e',
      },
      { root: 'd' },
    );
    expect(rows(plants)).toEqual([
      'd/dev/cat/c.png validation cat',
      'd/evaluation/dog/d.png test dog',
      'd/my-training_2/cat/a.png train cat',
      'd/my-training_2/dog/b.png train dog',
    ]);
    expect(plants.problems[0].message).toContain('but 1 image had none (d/latest/dog/e.png)');
  });

  test('finds splits in the names of files when no folder says any', async () => {
    const plants = await list({ 'd/train_1.png': 'a', 'd/x-test-1.png': 'b' }, { root: 'd' });
    expect(rows(plants)).toEqual(['d/train_1.png train null', 'd/x-test-1.png test null']);
  });

  test('is all train when no name says a split, with classes by folder', async () => {
    const plants = await list({ 'd/cat/a.png': 'a', 'd/dog/b.png': 'b' }, { root: 'd' });
    expect(rows(plants)).toEqual(['d/cat/a.png train cat', 'd/dog/b.png train dog']);
  });

  test('has no labels where the depth differs, and says why', async () => {
    const plants = await list({ 'd/cat/a.png': 'a', 'd/dog/old/b.png': 'b' }, { root: 'd' });
    expect(plants.label).toEqual([null, null]);
    expect(plants.problems[0].message).toContain('received depths 3, 4');
  });

  test('has no labels with a single class folder, and none from folders of splits', async () => {
    expect((await list({ 'd/cat/a.png': 'a' }, { root: 'd' })).label).toEqual([null]);
    expect((await list({ 'd/train/a.png': 'a', 'd/test/b.png': 'b' }, { root: 'd' })).label).toEqual([null, null]);
  });

  test('takes labels and attributes from metadata.jsonl, never from folders then', async () => {
    const plants = await list(
      {
        'd/train/x/a.png': 'a',
        'd/train/y/b.png': 'b',
        'd/train/y/unlisted.png': 'c',
        'd/train/metadata.jsonl':
          '{"file_name":"x/a.png","label":"cat","sex":"f"}\n{"file_name":"y/b.png","label":"dog"}\n{"file_name":"gone.png","label":"cat"}\n',
      },
      { root: 'd' },
    );
    expect(rows(plants)).toEqual([
      'd/train/x/a.png train cat',
      'd/train/y/b.png train dog',
      'd/train/y/unlisted.png train null',
      'd/train/gone.png train cat',
    ]);
    expect(plants.attributes).toEqual({ sex: ['f', null, null, null] });
    expect(plants.hash[3]).toBe('');
    expect([...plants.line]).toEqual([1, 2, 0, 3]);
    expect(plants.problems.map(({ message }) => message)).toEqual([
      'Expected a row for each image of plants in its metadata but 1 image had none (d/train/y/unlisted.png). Add a row for each, or remove it.',
    ]);
  });

  test('refuses metadata of two kinds, and parquet', async () => {
    const both = await gather(
      { 'd/a.png': '', 'd/metadata.csv': 'file_name\n', 'd/x/metadata.jsonl': '{}' },
      { root: 'd' },
    );
    expect(both.fault!.message).toContain('Expected metadata files of one kind');
    const parquet = await gather({ 'd/a.png': '', 'd/metadata.parquet': 'PAR1' }, { root: 'd' });
    expect(parquet.fault!.message).toContain('received d/metadata.parquet');
  });
});

describe('table', () => {
  const images = { 'data/img/a.png': 'a', 'data/img/b.png': 'b', 'data/img/c.png': 'c' };

  test('lists a row for each image, with its line, split, label and attributes', async () => {
    const plants = await list(
      {
        ...images,
        'data/t.csv':
          'image,class,split,sex,patient\nimg/a.png,cat,train,f,1\nimg/b.png,dog,val,m,2\nimg/c.png,,test,,2\n',
      },
      { format: 'table', table: 'data/t.csv', groups: ['sex'], unit: 'patient', orientation: 'apply' },
    );
    expect(rows(plants)).toEqual([
      'data/img/a.png train cat',
      'data/img/b.png validation dog',
      'data/img/c.png test null',
    ]);
    expect(plants).toMatchObject({
      format: 'table',
      attributes: { sex: ['f', 'm', null], patient: ['1', '2', '2'] },
      unit: ['1', '2', '2'],
      manifest: ['data/t.csv', 'data/t.csv', 'data/t.csv'],
      orientation: 'apply',
      problems: [],
    });
    expect([...plants.line]).toEqual([2, 3, 4]);
  });

  test('takes declared columns, a folder of images and a table for each split', async () => {
    const plants = await list(
      { ...images, 'tr.tsv': 'id\tkind\na.png\tcat\n', 'te.jsonl': '{"id":"b.png","kind":"dog","age":4}\n' },
      {
        format: 'table',
        table: { train: 'tr.tsv', test: 'te.jsonl' },
        columns: { path: 'id', label: 'kind' },
        images: 'data/img',
      },
    );
    expect(rows(plants)).toEqual(['data/img/a.png train cat', 'data/img/b.png test dog']);
    expect(plants.attributes).toEqual({ age: [null, '4'] });
  });

  test('looks for a path from the root of the repository when it is not beside the table', async () => {
    const plants = await list(
      { ...images, 'lists/t.csv': 'path\ndata/img/a.png\n..\\data\\img\\b.png\n' },
      { format: 'table', table: 'lists/t.csv' },
    );
    expect(plants.path).toEqual(['data/img/a.png', 'data/img/b.png']);
    expect(plants.hash).not.toContain('');
  });

  test('takes a name without an extension for the image of that name, as in Kaggle’s tables', async () => {
    const plants = await list(
      { ...images, 'data/img/c.JPG': 'c', 'train.csv': 'image_id,label\na,cat\nc,dog\nd,dog\n' },
      { format: 'table', table: 'train.csv', images: 'data/img' },
    );
    expect(plants.path).toEqual(['data/img/a.png', 'data/img/c.JPG', 'data/img/d']);
    expect(plants.hash.map((hash) => hash !== '')).toEqual([true, true, false]);
  });

  test.each([
    ['/etc/passwd', 'an absolute path'],
    ['C:\\a.png', 'an absolute path'],
    ['../../a.png', 'a path that leaves the repository'],
    ['https://example.org/a.png', 'an address on the network'],
    ['""', 'nothing'],
  ])('leaves out a row for %s', async (written, received) => {
    const plants = await list(
      { ...images, 'data/t.csv': `path,label\n${written},cat\nimg/a.png,cat\n` },
      { format: 'table', table: 'data/t.csv' },
    );
    expect(plants.path).toEqual(['data/img/a.png']);
    expect(plants.problems[0]).toMatchObject({ at: { path: 'data/t.csv', line: 2 } });
    expect(plants.problems[0].message).toContain(`received ${received}`);
  });

  test('leaves out a repeated row but keeps rows that contradict each other', async () => {
    const plants = await list(
      { ...images, 'data/t.csv': 'path,label\nimg/a.png,cat\nimg/a.png,cat\nimg/a.png,dog\nimg/a.png,dog\n' },
      { format: 'table', table: 'data/t.csv' },
    );
    expect(plants.label).toEqual(['cat', 'dog']);
    expect(plants.problems.map(({ at }) => at.line)).toEqual([3, 5]);
    expect(plants.problems[1].message).toContain('line 5 repeats line 4 of data/t.csv');
  });

  test('keeps an unknown split as its own and asks for the nearest', async () => {
    const plants = await list(
      { ...images, 'data/t.csv': 'path,split\nimg/a.png,tset\nimg/b.png,tset\n' },
      { format: 'table', table: 'data/t.csv' },
    );
    expect(plants.split).toEqual(['tset', 'tset']);
    expect(plants.problems).toHaveLength(1);
    expect(plants.problems[0].message).toContain('received `tset` in 2 rows. Did you mean `test`?');
  });

  test('says once when none of its images is there', async () => {
    const plants = await list(
      { ...images, 'data/t.csv': 'path\nx/a.png\nx/b.png\n' },
      { format: 'table', table: 'data/t.csv' },
    );
    expect(plants.hash).toEqual(['', '']);
    expect(plants.problems.map(({ message }) => message)).toEqual([
      'None of the 2 images that data/t.csv lists is in the commit (data/x/a.png). ' +
        'Set `images` of dataset `plants` to the folder that the paths are relative to, or commit the images.',
    ]);
  });

  test('is at fault without a column for the path, and with a declared one that is missing', async () => {
    const none = await gather({ 't.csv': 'id,label\n' }, { format: 'table', table: 't.csv' });
    expect(none.fault).toMatchObject({ kind: 'broken', at: { path: 't.csv', line: 1 } });
    const near = await gather(
      { 't.csv': 'path,lable\n' },
      { format: 'table', table: 't.csv', columns: { label: 'label' } },
    );
    expect(near.fault!.message).toBe(
      'Expected a column `label` in t.csv for `columns.label` but received `path`, `lable`. Did you mean `lable`? ' +
        'Add the column, or change the policy.',
    );
  });

  test('is at fault when one of its tables is missing, absent when all are', async () => {
    const dataset = { format: 'table', table: { train: 'a.csv', test: 'b.csv' } } as const;
    expect((await gather({ 'a.csv': 'path\n' }, dataset)).fault!.message).toContain('Expected the table b.csv');
    expect(await gather({}, dataset)).toMatchObject({ plants: undefined, fault: undefined });
  });
});

describe('class list', () => {
  const files = { 'data/train/cat/a.png': 'a', 'data/train/dog/b.png': 'b' };

  test('is the declared file in its order, and labels outside it are named', async () => {
    const plants = await list(
      { ...files, 'labels.txt': '\ufeffdog\r\n\r\ncats\r\n' },
      { splits, labels: 'labels.txt' },
    );
    expect(plants).toMatchObject({ classes: ['dog', 'cats'], classesAt: { path: 'labels.txt', line: 1 } });
    expect(plants.problems).toEqual([
      {
        message:
          'Expected a class of labels.txt but received `cat` for 1 image (data/train/cat/a.png). Did you mean `cats`? ' +
          'Correct the label, or add the class to the list.',
        at: { path: 'data/train/cat/a.png' },
        unknown: { label: 'cat', count: 1 },
      },
    ]);
  });

  test('may be inline, a JSON list, id2label or names', async () => {
    const classes = async (labels: string | string[], text = '') =>
      (await list({ ...files, 'l.json': text, 'l.yaml': text }, { splits, labels })).classes;
    expect(await classes(['dog', 'cat'])).toEqual(['dog', 'cat']);
    expect(await classes('l.json', '["dog", "cat"]')).toEqual(['dog', 'cat']);
    expect(await classes('l.json', '{"id2label": {"1": "cat", "0": "dog"}, "hidden_size": 8}')).toEqual(['dog', 'cat']);
    expect(await classes('l.yaml', 'names:\n  0: dog\n  1: cat\n')).toEqual(['dog', 'cat']);
    expect(await classes('l.yaml', 'names: [no, 007]')).toEqual(['no', '007']);
  });

  test.each([
    ['l.txt', 'cat\ndog\ncat\n', 'received `cat` again, first in line 1', 3],
    ['l.txt', '\n', 'received none', 1],
    ['l.json', '{"id2label": {\n"0": "cat",\n"2": "dog"}}', 'received `2`', 3],
    ['l.json', '{"id2label": [', 'cannot be parsed', 1],
    ['l.yaml', '- cat\n- [dog]\n', 'nested value', 2],
  ])('%s with %j is a fault', async (path, text, message, line) => {
    const { fault } = await gather({ ...files, [path]: text }, { splits, labels: path });
    expect(fault).toMatchObject({ kind: 'broken', at: { path, line } });
    expect(fault!.message).toContain(message);
  });

  test('that is missing is a fault at the policy', async () => {
    const { fault } = await gather(files, { splits, labels: 'labels.txt' });
    expect(fault).toMatchObject({ kind: 'broken', at: { path: 'vision-gate.yml' } });
  });

  test('in use is sorted by code point, and by value where a table has numbers only', async () => {
    const folders = Object.fromEntries(
      ['b', 'B', '10', '9', '\u{1f431}', '\uffee'].map((name) => [`data/train/${name}/a.png`, name]),
    );
    expect((await list(folders, { splits })).classes).toEqual(['10', '9', 'B', 'b', '\uffee', '\u{1f431}']);
    const table = { format: 'table', table: 't.csv' } as const;
    expect((await list({ 't.csv': 'path,y\na.png,10\nb.png,9\n' }, table)).classes).toEqual(['9', '10']);
    expect((await list({ 't.csv': 'path,y\na.png,10\nb.png,9\nc.png,x\n' }, table)).classes).toEqual(['10', '9', 'x']);
  });
});

describe('attributes', () => {
  const files = { 'data/train/cat/a.png': 'a', 'data/train/cat/b.png': 'b', 'data/val/cat/c.png': 'c' };
  const dataset = { splits, attributes: 'data/attributes.csv' };

  test('are joined by paths from the file, the split, the dataset or the repository', async () => {
    const plants = await list(
      { ...files, 'data/attributes.csv': 'file_name,sex\ntrain/cat/a.png,f\ncat/b.png,m\ndata/val/cat/c.png,f\n' },
      { ...dataset, groups: ['sex'] },
    );
    expect(plants.attributes).toEqual({ sex: ['f', 'm', 'f'] });
  });

  test('of other images and of one image twice are left out and named', async () => {
    const plants = await list(
      { ...files, 'data/attributes.csv': 'file_name,sex\nx.png,f\ncat/b.png,m\ncat/b.png,f\n' },
      dataset,
    );
    expect(plants.attributes).toEqual({ sex: [null, 'm', null] });
    expect(plants.problems.map(({ at, message }) => [at.line, message])).toEqual([
      [2, expect.stringContaining('received `x.png`')],
      [4, expect.stringContaining('lists data/train/cat/b.png again, after line 3')],
    ]);
  });

  test('that are declared and missing are faults, with the nearest name', async () => {
    expect((await gather(files, dataset)).fault!.message).toContain('Expected the attributes data/attributes.csv');
    const near = await gather(
      { ...files, 'data/attributes.csv': 'file_name,skin_tone\n' },
      { ...dataset, groups: ['skintone'] },
    );
    expect(near.fault!.message).toContain(
      'received `skin_tone`. Did you mean `skin_tone`? Add the column to data/attributes.csv',
    );
    expect((await gather(files, { splits, unit: 'patient' })).fault!.message).toContain('received no attributes');
  });
});
