import { describe, expect, test } from 'vitest';
import { samples } from '../../../src/gather/samples.ts';
import { shapes } from '../../../src/model/facts.ts';
import { Fault } from '../../../src/model/fault.ts';
import { type Content, snapshotOf } from '../../harness/snapshot.ts';
import { policyOf } from '../policy.ts';
import { textTools } from '../tools.ts';
import { gatherListing, list, marked, said } from './list.ts';

const dataset = { format: 'yolo', data: 'd/data.yaml' } as const;
const yaml = 'path: .\ntrain: images/train\nval: images/val\nnames: [cat, dog]\n';
const images = { 'd/images/train/a.jpg': 'a', 'd/images/train/b.jpg': 'b', 'd/images/val/c.jpg': 'c' };

const labelled = (labels: string, more: Record<string, Content> = {}, config = yaml) =>
  list({ 'd/data.yaml': config, ...images, 'd/labels/train/a.txt': labels, ...more }, dataset);

describe('yolo', () => {
  test('lists the images below each split and the boxes of their label files', async () => {
    const data = await list(
      {
        'd/data.yaml': yaml,
        ...images,
        'd/labels/train/a.txt': '0 0.5 0.5 0.2 0.4\n1 0.1 0.2 0.2 0.1\n',
        'd/labels/train/b.txt': '',
      },
      dataset,
    );
    expect(data.path.map((path, i) => `${path} ${data.split[i]} ${data.label[i]}`)).toEqual([
      'd/images/train/a.jpg train null',
      'd/images/train/b.jpg train null',
      'd/images/val/c.jpg validation null',
    ]);
    expect(marked(data)).toEqual([
      'd/images/train/a.jpg cat 0.4 0.3 0.2 0.4 d/labels/train/a.txt:1',
      'd/images/train/a.jpg dog 0 0.15 0.2 0.1 d/labels/train/a.txt:2',
    ]);
    expect(data).toMatchObject({
      format: 'yolo',
      classes: ['cat', 'dog'],
      classesAt: { path: 'd/data.yaml', line: 4, column: 1 },
      manifest: ['', '', ''],
      problems: [],
      annotations: { unit: 'fractions' },
    });
  });

  test('reads polygons, with bounds, area and a digest of their points', async () => {
    const data = await labelled('1 0.1 0.1 0.3 0.1 0.3 0.5\n0 0.1 0.1 0.3 0.1 0.3 0.5 0.1 0.5\n');
    expect(data.problems).toEqual([]);
    expect([...data.annotations!.shape].map((shape) => shapes[shape])).toEqual(['polygon', 'polygon']);
    expect(marked(data)[0]).toContain('dog 0.1 0.1 0.2 0.4');
    expect(data.annotations!.area[0]).toBeCloseTo(0.04, 12);
    expect(data.annotations!.area[1]).toBeCloseTo(0.08, 12);
    expect(data.annotations!.geometry[0]).toMatch(/^[0-9a-f]{16}$/);
    expect(data.annotations!.geometry[1]).not.toBe(data.annotations!.geometry[0]);
  });

  test('reads eight coordinates as a rotated box where the task is obb, and nothing else then', async () => {
    const rows = '1 0.2 0.1 0.4 0.3 0.2 0.5 0 0.3\n0 0.5 0.5 0.1 0.1\n';
    const data = await labelled(rows, {}, `${yaml}task: obb\n`);
    expect([...data.annotations!.shape].map((shape) => shapes[shape])).toEqual(['rotated box']);
    expect(marked(data)).toEqual(['d/images/train/a.jpg dog 0 0.1 0.4 0.4 d/labels/train/a.txt:1']);
    expect(said(data)).toEqual([
      'd/labels/train/a.txt:2:15 Expected 9 values (`class x1 y1 x2 y2 x3 y3 x4 y4`) but received 5 values. The row is left out: mend or remove it.',
    ]);
  });

  test('reads keypoints after the box, as many as kpt_shape says', async () => {
    const rows = '0 0.5 0.5 0.2 0.2 0.4 0.4 2 0.6 0.6 0\n0 0.5 0.5 0.2 0.2 0.4 0.4 2\n';
    const data = await labelled(rows, {}, `${yaml}kpt_shape: [2, 3]\n`);
    expect([...data.annotations!.shape].map((shape) => shapes[shape])).toEqual(['keypoints']);
    expect(marked(data)[0]).toContain('cat 0.4 0.4 0.2 0.2');
    expect(said(data)[0]).toContain(':2:27 Expected 11 values, as `kpt_shape` says, but received 8 values.');
  });

  test('takes a byte order mark, CRLF, tabs, a missing last newline and empty lines', async () => {
    const data = await labelled('\ufeff0 0.5 0.5 0.2 0.4\r\n\r\n  1\t0.1 0.2 0.2 0.1 \r\n1.0 .5 5e-1 +0.1 0.1');
    expect([...data.annotations!.line]).toEqual([1, 3, 4]);
    expect(said(data)).toEqual([
      expect.stringMatching(
        /^d\/labels\/train\/a\.txt:1:1 Expected plain UTF-8 .* byte order mark, for which Ultralytics/,
      ),
    ]);
  });

  test.each([
    ['0 0.5 0.5 0.2', 'a.txt:1:11 Expected 5 values (`class x y width height`), or a class and three points or more,'],
    ['0 0.5 0.5 0.2 0.2 0.9', 'a.txt:1:19 Expected 5 values'],
    ['0 0.5 0.5 0.2 0.2 0.9 0.1 0.2', 'a.txt:1:27 Expected 5 values'],
    ['0', 'but received 1 value.'],
    ['0 0.5 nan 0.2 0.2', 'a.txt:1:7 Expected a finite number but received `nan`'],
    ['0 0.5 0.5 inf 0.2', 'a.txt:1:11 Expected a finite number but received `inf`'],
    ['0 0.5 0.5 1e999 0.2', 'a.txt:1:11 Expected a finite number but received `1e999`'],
    ['0 0,5 0,5 0,2 0,2', 'a.txt:1:3 Expected a finite number but received `0,5`'],
    ['0 0x1 0.5 0.2 0.2', 'a.txt:1:3 Expected a finite number'],
    ['cat 0.5 0.5 0.2 0.2', 'a.txt:1:1 Expected a finite number but received `cat`'],
    ['  2 0.5 0.5 0.2 0.2', 'a.txt:1:3 Expected a class from 0 to 1 but received `2`'],
    ['-1 0.5 0.5 0.2 0.2', 'a.txt:1:1 Expected a class from 0 to 1 but received `-1`'],
    ['0.5 0.5 0.5 0.2 0.2', 'a.txt:1:1 Expected a class from 0 to 1 but received `0.5`'],
    ['0 0.5 0.5 -0.2 0.2', 'a.txt:1:11 Expected a width above 0 but received -0.2'],
    ['0 0.5 0.5 0.2 0', 'a.txt:1:15 Expected a height above 0 but received 0'],
    ['\0\0\0', 'a.txt:1:1 Expected a finite number'],
  ])('leaves out %j and says what is wrong', async (row, sentence) => {
    const data = await labelled(`${row}\n1 0.5 0.5 0.1 0.1\n`);
    expect(data.problems).toHaveLength(1);
    expect(said(data)[0]).toContain(sentence);
    expect([...data.annotations!.line]).toEqual([2]);
  });

  test('keeps coordinates outside of the image, which a rule judges', async () => {
    const data = await labelled('0 1.5 -0.5 0.2 1e308\n');
    expect(data.problems).toEqual([]);
    expect(data.annotations!.count).toBe(1);
  });

  test('names boxes among polygons once, which Ultralytics would take for two points', async () => {
    const data = await labelled('0 0.1 0.1 0.3 0.1 0.3 0.5\n1 0.5 0.5 0.1 0.1\n1 0.5 0.5 0.1 0.1\n');
    expect(said(data)).toEqual([
      'd/labels/train/a.txt:2 Expected a polygon as in the rows above but received a box: Ultralytics then takes each box for two points. Write all rows of d/labels/train/a.txt one way.',
    ]);
    expect(data.annotations!.count).toBe(3);
  });

  test('names label files without an image, and passes over those of tools', async () => {
    const data = await labelled('', {
      'd/labels/train/z.txt': '0 0.5 0.5 0.1 0.1\n',
      'd/labels/train/classes.txt': 'cat\n',
    });
    expect(said(data)).toEqual([
      'd/labels/train/z.txt Expected an image for the labels d/labels/train/z.txt but the commit has none. Add the image, or remove the file.',
    ]);
  });

  test('finds labels beside the image where no folder is called images, and by the last one of several', async () => {
    const beside = await list(
      { 'data.yaml': 'train: a\nval: a\nnc: 1\n', 'a/x.PNG': 'x', 'a/x.txt': '0 0.5 0.5 1 1\n' },
      { format: 'yolo', data: 'data.yaml' },
    );
    expect(marked(beside)).toEqual(['a/x.PNG class_0 0 0 1 1 a/x.txt:1', 'a/x.PNG class_0 0 0 1 1 a/x.txt:1']);
    expect(beside.split).toEqual(['train', 'validation']);
    const nested = await list(
      {
        'images/d.yaml': 'train: images\nval: images\nnc: 1\n',
        'images/images/x.y.png': 'x',
        'images/labels/x.y.txt': '0 0.5 0.5 1 1\n',
      },
      { format: 'yolo', data: 'images/d.yaml' },
    );
    expect(nested.annotations!.count).toBe(2);
  });

  test('names links in place of images and labels, and does not follow them', async () => {
    const data = await list(
      {
        'd/data.yaml': yaml,
        ...images,
        'd/images/train/l.jpg': { symlink: '/etc/passwd' },
        'd/labels/train/b.txt': { symlink: '/etc/passwd' },
      },
      dataset,
    );
    expect(data.count).toBe(3);
    expect(said(data)).toEqual([
      'd/images/train/l.jpg Expected images in d/images/train but received 1 symbolic link, such as d/images/train/l.jpg. Commit the images themselves.',
      'd/labels/train/b.txt Expected a file at d/labels/train/b.txt but received a symbolic link. Commit the file itself.',
    ]);
  });

  test('takes paths with spaces, other scripts and a newline', async () => {
    const name = 'ä 貓\n😀';
    const data = await list(
      {
        'd/data.yaml': yaml,
        ...images,
        [`d/images/train/${name}.jpg`]: 'x',
        [`d/labels/train/${name}.txt`]: '0 0.5 0.5 1 1\n',
      },
      dataset,
    );
    expect(marked(data)).toEqual([`d/images/train/${name}.jpg cat 0 0 1 1 d/labels/train/${name}.txt:1`]);
  });

  test.each(['d/images', 'd/labels', 'd/labels/train'])('is unavailable where the listing of %s is', async (path) => {
    const fault = new Fault('unavailable', 'Expected the listing but received none. Fetch it.');
    const policy = policyOf({ datasets: { data: dataset } });
    const snapshot = {
      ...snapshotOf({ 'd/data.yaml': yaml, ...images }),
      missing: [{ path, fault }],
    };
    const { entries, faults } = await samples.gather(snapshot, policy, textTools(), { facts: {}, unread: [] });
    expect(entries).toEqual({});
    expect(faults).toEqual([{ name: 'data', fault }]);
  });

  test('is unavailable in a submodule, and absent without its data.yaml', async () => {
    const { fault } = await gatherListing({ 'd/data.yaml': yaml, 'd/images': { submodule: 'c0ffee' } }, dataset);
    expect(fault).toMatchObject({ kind: 'unavailable', at: { path: 'd/images' } });
    expect(await gatherListing({ 'a.md': '' }, dataset)).toEqual({ listed: undefined, fault: undefined });
  });
});

describe('places of images in a data.yaml', () => {
  const files = { 'd/images/train/a.jpg': 'a', 'd/images/val/b.jpg': 'b' };
  const splits = async (config: string, more: Record<string, Content> = {}) => {
    const data = await list({ ...files, 'd/data.yaml': `${config}\nnames: [cat]\n`, ...more }, dataset);
    return { paths: data.path.map((path, i) => `${data.split[i]} ${path}`), problems: said(data), data };
  };
  const both = ['train d/images/train/a.jpg', 'validation d/images/val/b.jpg'];

  test.each([
    ['no path', 'train: images/train\nval: images/val'],
    ['a path from the file', 'path: images\ntrain: train\nvalidation: val'],
    ['a path from the root', 'path: d\ntrain: images/train\nval: images/val'],
    ['a path outside of the repository', 'path: ../../datasets/d\ntrain: images/train\nval: images/val'],
    ['an absolute path', 'path: /content/d\ntrain: images/train\nval: images/val'],
    ['a Windows path', 'train: images\\train\nval: .\\images\\val'],
    ['one folder up too many, as Roboflow writes', 'train: ../images/train\nval: ../images/val'],
    ['lists of folders', 'train: [images/train]\nval:\n  - images/val'],
  ])('are found with %s', async (_, config) => {
    expect(await splits(config)).toMatchObject({ paths: both, problems: [] });
  });

  test('may be lists of images, each of which is at its line', async () => {
    const { data, paths, problems } = await splits('train: [images/train, lists/more.txt]\nval: lists/val.txt', {
      'd/lists/more.txt': '\ufeff./../images/val/b.jpg\r\n\r\nd/images/train/none.jpg\r\n',
      'd/lists/val.txt': 'images/val/b.jpg\nimages/val/b.jpg\n/etc/passwd\n../../../x.jpg\nnotes.md\n',
    });
    expect(paths).toEqual([
      'train d/images/train/a.jpg',
      'train d/images/val/b.jpg',
      'train d/lists/d/images/train/none.jpg',
      'validation d/images/val/b.jpg',
    ]);
    expect(data.manifest).toEqual(['', 'd/lists/more.txt', 'd/lists/more.txt', 'd/lists/val.txt']);
    expect([...data.line]).toEqual([0, 1, 3, 1]);
    expect(data.hash[2]).toBe('');
    expect(problems).toEqual([
      expect.stringContaining(
        'd/lists/val.txt:2 Expected each image once in validation but received `d/images/val/b.jpg` again.',
      ),
      expect.stringContaining("d/lists/val.txt:3 Expected an image's path but received an absolute path."),
      expect.stringContaining(
        "d/lists/val.txt:4 Expected an image's path but received a path that leaves the repository.",
      ),
      expect.stringContaining("d/lists/val.txt:5 Expected an image's path but received `d/lists/notes.md`."),
    ]);
  });

  test('that are not there are named at their line', async () => {
    expect((await splits('path: images\ntrain: train\nval: vall')).problems).toEqual([
      'd/data.yaml:3:6 Expected a folder of images or a list of them at `vall` for validation but received a place that is not in the commit. Correct the path, or commit the images.',
    ]);
    expect((await splits('path: ../elsewhere\ntrain: x\nval: y')).problems).toEqual([
      expect.stringContaining('d/data.yaml:1:1 Expected the images below `path` (`../elsewhere`)'),
    ]);
    expect((await splits('train: /data/x\nval: images/val')).problems[0]).toContain(
      'd/data.yaml:1:8 Expected a folder of images or a list of them at `/data/x` for train but received an absolute path.',
    );
  });

  test('are asked for where Ultralytics needs them', async () => {
    expect((await splits('test: images/val')).problems.map((sentence) => sentence.slice(0, 38))).toEqual([
      'd/data.yaml:1 Expected `train` in d/da',
      'd/data.yaml:1 Expected `val` in d/data',
    ]);
    expect((await splits('train: {a: b}\nval: images/val')).problems).toEqual([
      expect.stringContaining('d/data.yaml:1:8 Expected a folder or a list of images for `train` but received a map.'),
    ]);
  });

  test('never run what download says', async () => {
    const { paths, problems } = await splits(
      'train: images/train\nval: images/val\ndownload: |\n  import os\n  os.abort()',
    );
    expect([paths, problems]).toEqual([both, []]);
  });
});

describe('classes of a data.yaml', () => {
  const classes = async (config: string) => {
    const data = await labelled('1 0.5 0.5 1 1\n', {}, `train: images/train\nval: images/val\n${config}\n`);
    return [data.classes, said(data)];
  };

  test.each([
    ['names: [no, 007]', ['no', '007']],
    ['names:\n  1: dog\n  0: "cat"', ['cat', 'dog']],
    ['nc: 2\nnames:\n- cat\n- dog', ['cat', 'dog']],
    ['nc: 2', ['class_0', 'class_1']],
    ['common: &c [cat, dog]\nnames: *c', ['cat', 'dog']],
  ])('%j', async (config, expected) => {
    expect(await classes(config)).toEqual([expected, []]);
  });

  test.each([
    ['nc: 3\nnames: [cat, dog]', ['cat', 'dog'], '3:1 Expected 3 names, as `nc` says, but received 2.'],
    ['names:\n  0: cat\n  2: dog', ['cat', 'class_1', 'dog'], 'none for 1. Number the names without gaps.'],
    [
      'names:\n  0: cat\n  1: dog\n  x: eel',
      ['cat', 'dog'],
      '6:3 Expected an index from 0 as key of `names` but received `x`.',
    ],
    [
      'names: [cat, cat]',
      ['cat', 'cat'],
      '3:14 Expected each class once but received `cat` for class 1, which is class 0',
    ],
    ['names: [cat, [dog]]', ['cat', 'class_1'], '3:14 Expected a name for class 1 but received `[dog]`.'],
    ['names: [cat, ]\nnames: [dog, eel]', ['dog', 'eel'], '4:1 Expected each key once but received `names` again.'],
    [
      'nc: two\nnames: [cat, dog]',
      ['cat', 'dog'],
      '3:1 Expected a number of classes from 1 to 100000 for `nc` but received `two`.',
    ],
    [
      'nc: 2\nnames: obj.names',
      ['class_0', 'class_1'],
      '4:8 Expected the class names for `names` but received `obj.names`.',
    ],
    [
      'nc: 2\nkpt_shape: [17, 4]',
      ['class_0', 'class_1'],
      '4:1 Expected `[points, 2]` or `[points, 3]` for `kpt_shape` but received `[17, 4]`.',
    ],
    ['', ['1'], '1 Expected `names` or `nc` in d/data.yaml but received neither.'],
  ])('%j has a problem', async (config, expected, sentence) => {
    const [names, problems] = await classes(config);
    expect(names).toEqual(expected);
    expect(problems).toEqual([expect.stringContaining(sentence)]);
  });

  test.each([
    ['names: [cat\nnc: 1', 'Expected valid YAML in d/data.yaml but the parser says', 2],
    ['names: !!python/object:os.system [x]', 'received the tag `!!python/object:os.system`', 1],
    [
      'a: &a [1,1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]',
      'Expected at most 200000 values',
      1,
    ],
    ['a: &a [*a]', 'Expected at most 200000 values, 32 levels deep', 1],
    ['- train', 'Expected keys and values in d/data.yaml but received a list', 1],
    ['', 'received nothing', 1],
  ])('%j is a fault', async (text, sentence, line) => {
    const { fault } = await gatherListing({ 'd/data.yaml': text, ...images }, dataset);
    expect(fault).toMatchObject({ kind: 'broken', at: { path: 'd/data.yaml', line } });
    expect(fault!.message).toContain(sentence);
  });
});
