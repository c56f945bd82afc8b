import { describe, expect, test } from 'vitest';
import { readCoco } from '../../../src/gather/formats/coco/coco.ts';
import { type Samples, shapes } from '../../../src/model/facts.ts';
import { type Content, snapshotOf } from '../../harness/snapshot.ts';
import { textTools } from '../tools.ts';
import { gatherListing, list, marked, said } from './list.ts';

type Row = Record<string, unknown>;

const path = 'd/instances.json';
const dataset = { format: 'coco', annotations: path } as const;
const pictures = { 'd/a.jpg': 'a', 'd/b.jpg': 'b' };
const images: Row[] = [
  { id: 1, file_name: 'a.jpg', width: 640, height: 480 },
  { id: 2, file_name: 'b.jpg', width: 320, height: 240 },
];
const categories: Row[] = [
  { id: 1, name: 'cat' },
  { id: 2, name: 'dog' },
];
const box: Row = { id: 7, image_id: 1, category_id: 2, bbox: [1, 2, 30, 40], area: 1200, iscrowd: 0 };

/** A file with an entry a line: images from line 3 on, annotations after them. */
function write(parts: { images?: unknown[]; annotations?: unknown[]; categories?: unknown[] }): string {
  const of = (name: string, entries: unknown[]) => `"${name}": [\n${entries.map(json).join(',\n')}\n]`;
  const { images: i = images, annotations: a = [], categories: c = categories } = parts;
  return `{\n${of('images', i)},\n${of('annotations', a)},\n${of('categories', c)}\n}\n`;
}

/** Numbers that JSON has not are written in text: `'!NaN'`. */
const json = (value: unknown) => JSON.stringify(value).replace(/"!([^"]*)"/g, '$1');

const listed = (parts: Parameters<typeof write>[0], more: Record<string, Content> = {}) =>
  list({ [path]: write(parts), ...pictures, ...more }, dataset);

const saidOf = async (parts: Parameters<typeof write>[0]) => said(await listed(parts));
const saidOfAnnotation = (annotation: Row) => saidOf({ annotations: [{ ...box, ...annotation }] });

const rows = ({ path, split, manifest, line, column }: Samples) =>
  path.map((image, i) => `${image} ${split[i]} ${manifest[i]}:${line[i]}:${column[i]}`);

describe('a COCO file', () => {
  test('lists images and boxes, each with its place', async () => {
    const data = await listed({ annotations: [box, { ...box, id: 8, image_id: 2, category_id: 1, iscrowd: 1 }] });
    expect(rows(data)).toEqual(['d/a.jpg train d/instances.json:3:1', 'd/b.jpg train d/instances.json:4:1']);
    expect(marked(data)).toEqual([
      'd/a.jpg dog 1 2 30 40 d/instances.json:7',
      'd/b.jpg cat 1 2 30 40 d/instances.json:8',
    ]);
    expect(data).toMatchObject({
      format: 'coco',
      classes: ['cat', 'dog'],
      classesAt: { path, line: 10, column: 1 },
      label: [null, null],
      container: null,
      problems: [],
    });
    expect([...data.declared!.width, ...data.declared!.height]).toEqual([640, 320, 480, 240]);
    expect(data.annotations).toMatchObject({ unit: 'pixels', id: ['7', '8'], geometry: ['', ''] });
    expect([...data.annotations!.crowd]).toEqual([0, 1]);
    expect([...data.annotations!.area]).toEqual([1200, 1200]);
    expect(data.hash.every((hash) => hash.startsWith('git:'))).toBe(true);
  });

  test('on one line has columns, in characters', async () => {
    const text = `{"images":[{"id":1,"file_name":"\u00e9\u{1f600}.jpg"},{"id":2,"file_name":"b.jpg"}],"annotations":[${json(box)}],"categories":${json(categories)}}`;
    for (const [start, end] of [
      ['', ''],
      ['\ufeff', ''],
      ['', '\r\n'],
      [' \r\n', ' \t'],
    ]) {
      const data = await list({ [path]: start + text + end, 'd/\u00e9\u{1f600}.jpg': 'e', ...pictures }, dataset);
      const line = start.includes('\n') ? 2 : 1;
      expect(data.problems).toEqual([]);
      expect([...data.line]).toEqual([line, line]);
      expect([...data.column]).toEqual([12, 12 + [...'{"id":1,"file_name":"xx.jpg"},'].length]);
      expect([...data.annotations!.column]).toEqual([[...text.slice(0, text.indexOf('{"id":7'))].length + 1]);
    }
  });

  test('may have its lists in any order, among other keys', async () => {
    const lists = { images, annotations: [box, { ...box, id: 8, image_id: 2 }], categories };
    const read = async (order: (keyof typeof lists)[]) => {
      const keys = order.map((name) => `"${name}": ${json(lists[name])}`);
      const text = `{"info": {"images": [{"id": 3}]}, "licenses": [{"annotations": []}], ${keys.join(', ')}, "x": 1}`;
      const data = await list({ [path]: text, ...pictures }, dataset);
      return { marked: marked(data), problems: data.problems, classes: data.classes };
    };
    const expected = await read(['images', 'annotations', 'categories']);
    expect(expected.marked).toHaveLength(2);
    expect(expected.problems).toEqual([]);
    expect(await read(['annotations', 'categories', 'images'])).toEqual(expected);
    expect(await read(['categories', 'annotations', 'images'])).toEqual(expected);
    expect(await read(['annotations', 'images', 'categories'])).toEqual(expected);
  });

  test('orders classes by ascending id', async () => {
    const unordered = [
      { id: 10, name: 'fox' },
      { id: 2, name: 'dog' },
      { id: 0, name: 'cat' },
    ];
    const data = await listed({ categories: unordered, annotations: [{ ...box, category_id: 10 }] });
    expect(data.classes).toEqual(['cat', 'dog', 'fox']);
    expect([...data.annotations!.category]).toEqual([2]);
  });

  test('without categories has ids for classes, and is told', async () => {
    const text = json({
      images,
      annotations: [
        { ...box, category_id: 10 },
        { ...box, id: 8 },
      ],
    });
    const data = await list({ [path]: text, ...pictures }, dataset);
    expect(data.classes).toEqual(['2', '10']);
    expect([...data.annotations!.category]).toEqual([1, 0]);
    expect(said(data)).toEqual([
      expect.stringContaining('Expected a list `categories` in d/instances.json but received none.'),
    ]);
  });

  test('of images alone has no annotations, and no problem', async () => {
    const data = await list({ [path]: json({ images, categories }), ...pictures }, dataset);
    expect(data.problems).toEqual([]);
    expect(data.annotations!.count).toBe(0);
    expect(data.count).toBe(2);
  });

  test('gives scalars of its entries as attributes', async () => {
    const extra = {
      license: 4,
      date_captured: '2013-11-14',
      coco_url: 'http://x',
      tags: ['a'],
      note: '',
      long: 'x'.repeat(300),
    };
    const data = await listed({
      images: [{ ...images[0], ...extra }, images[1]],
      annotations: [
        { ...box, num_keypoints: 3, attributes: { occluded: true, pose: null } },
        { ...box, id: 8, score: 0.5 },
      ],
    });
    expect(data.attributes).toEqual({ license: ['4', null], date_captured: ['2013-11-14', null], note: [null, null] });
    expect(data.annotations!.attributes).toEqual({
      num_keypoints: ['3', null],
      occluded: ['true', null],
      pose: [null, null],
      score: [null, '0.5'],
    });
    expect(data.problems).toEqual([]);
  });

  test('with attributes without number has the first of them, which is noted', async () => {
    const annotations = Array.from({ length: 50 }, (_, i) => ({ ...box, id: i, [`track${i}`]: i }));
    const tools = textTools();
    const listing = await readCoco(
      snapshotOf({ [path]: write({ annotations }), ...pictures }),
      { name: 'data', groups: [], ...dataset },
      tools,
    );
    expect(Object.keys(listing!.annotations!.finish([]).attributes)).toHaveLength(32);
    expect(tools.notes).toEqual([
      'Dataset `data`: more than 32 attributes are in its entries; the first 32 were read.',
    ]);
  });
});

describe('shapes', () => {
  const triangle = [0, 0, 10, 0, 0, 10];
  const square = [20, 20, 30, 20, 30, 30, 20, 30];
  const shapesOf = async (...annotations: Row[]) => {
    const data = await listed({
      annotations: annotations.map((annotation, i) => ({ ...box, area: undefined, id: i, ...annotation })),
    });
    expect(data.problems).toEqual([]);
    const { shape, geometry, area, boxes } = data.annotations!;
    return annotations.map((_, i) => ({
      shape: shapes[shape[i]],
      geometry: geometry[i],
      area: area[i],
      box: [...boxes.subarray(4 * i, 4 * i + 4)],
    }));
  };

  test('polygons have an area, and bounds where there is no box', async () => {
    const [one, two, boxed] = await shapesOf(
      { segmentation: [triangle], bbox: undefined },
      { segmentation: [triangle, square], bbox: undefined },
      { segmentation: [triangle], area: 7 },
    );
    expect(one).toMatchObject({ shape: 'polygon', area: 50, box: [0, 0, 10, 10] });
    expect(two).toMatchObject({ shape: 'polygon', area: 150, box: [0, 0, 30, 30] });
    expect(boxed).toMatchObject({ shape: 'polygon', area: 7, box: [1, 2, 30, 40], geometry: one.geometry });
    expect(two.geometry).not.toBe(one.geometry);
    expect(one.geometry).toMatch(/^[0-9a-f]{16}$/);
  });

  test('masks have the same geometry as a list and as a string', async () => {
    const size = [480, 640];
    const counts = [480 * 3 + 5, 4, 480 * 637 - 9];
    const [mask] = await shapesOf({ segmentation: { size, counts }, bbox: undefined, iscrowd: 1 });
    expect(mask).toMatchObject({ shape: 'run lengths', area: 4, box: [3, 5, 1, 4] });
  });

  test('keypoints are a shape where there is no other', async () => {
    const keypoints = [5, 6, 2, 0, 0, 0, 9, 16, 1];
    const [alone, masked, moved, plain] = await shapesOf(
      { keypoints, bbox: undefined, segmentation: [] },
      { keypoints, segmentation: [triangle] },
      { keypoints: [...keypoints.slice(0, 8), 2], segmentation: [triangle] },
      { segmentation: [triangle] },
    );
    expect(alone).toMatchObject({ shape: 'keypoints', box: [5, 6, 4, 10], area: Number.NaN });
    expect(masked.shape).toBe('polygon');
    expect(new Set([masked, moved, plain, alone].map(({ geometry }) => geometry)).size).toBe(4);
  });
});

describe('splits', () => {
  test.each([
    ['d/instances_train2017.json', 'train'],
    ['d/instances_val2017.json', 'validation'],
    ['d/Test.json', 'test'],
    ['d/valid/_annotations.coco.json', 'validation'],
    ['d/instances.json', 'train'],
  ])('%s is of %s', async (file, split) => {
    const data = await list({ [file]: write({}), ...pictures }, { format: 'coco', annotations: file });
    expect(data.split).toEqual([split, split]);
  });

  const two = { train: 'd/t.json', val: './d/v.json' };

  test('may have a file each, whose ids begin anew', async () => {
    const data = await list(
      {
        'd/t.json': write({ images: [images[0]], annotations: [box] }),
        'd/v.json': write({ images: [{ ...images[1], id: 1 }], annotations: [{ ...box, category_id: 1 }] }),
        ...pictures,
      },
      { format: 'coco', annotations: two },
    );
    expect(rows(data)).toEqual(['d/a.jpg train d/t.json:3:1', 'd/b.jpg validation d/v.json:3:1']);
    expect(marked(data)).toEqual(['d/a.jpg dog 1 2 30 40 d/t.json:6', 'd/b.jpg cat 1 2 30 40 d/v.json:6']);
    expect(data.problems).toEqual([]);
  });

  test('whose categories disagree are told', async () => {
    const other = [
      { id: 1, name: 'dog' },
      { id: 3, name: 'fox' },
    ];
    const data = await list(
      {
        'd/t.json': write({}),
        'd/v.json': write({ categories: other, annotations: [{ ...box, category_id: 1 }] }),
        ...pictures,
      },
      { format: 'coco', annotations: two },
    );
    expect(data.classes).toEqual(['cat', 'dog', 'fox']);
    expect([...data.annotations!.category]).toEqual([1]);
    expect(said(data)).toEqual([
      'd/v.json:10:1 Expected `cat` for category 1, as in d/t.json, but received `dog`. Give each class one id in all files.',
    ]);
  });

  test('of which one is missing are a fault, and none is nothing', async () => {
    const { fault } = await gatherListing({ 'd/t.json': write({}), ...pictures }, { format: 'coco', annotations: two });
    expect(fault).toMatchObject({ kind: 'broken', at: { path: 'd/v.json' } });
    expect(await gatherListing(pictures, { format: 'coco', annotations: two })).toEqual({
      listed: undefined,
      fault: undefined,
    });
  });
});

describe('images are found', () => {
  const find = async (places: string[], file = 'd/annotations/instances_train2017.json', more = {}) => {
    const files = Object.fromEntries(places.map((place) => [place, place]));
    const data = await list({ [file]: write({}), ...files }, { format: 'coco', annotations: file, ...more });
    return { path: data.path, there: data.hash.map((hash) => hash !== '') };
  };
  test.each([
    ['beside the file', 'd/annotations/'],
    ['in a folder beside it', 'd/annotations/images/'],
    ['in a folder `images` beside its folder', 'd/images/'],
    ["in a folder of the file's name", 'd/train2017/'],
    ['in one below `images`', 'd/images/train2017/'],
    ["in one of the split's name", 'd/images/train/'],
    ["from the repository's root", ''],
  ])('%s', async (_, folder) => {
    const places = [`${folder}a.jpg`, `${folder}b.jpg`];
    expect(await find([...places, 'd/annotations/images/b.jpg'])).toEqual({ path: places, there: [true, true] });
  });

  test('where the policy says, and there alone', async () => {
    const places = ['p/a.jpg', 'p/b.jpg', 'd/annotations/a.jpg'];
    const there = { path: ['p/a.jpg', 'p/b.jpg'], there: [true, true] };
    expect(await find(places, undefined, { images: 'p/' })).toEqual(there);
    expect(await find(places, undefined, { images: { training: 'p' } })).toEqual(there);
    expect((await find(places, undefined, { images: 'q' })).there).toEqual([false, false]);
  });

  test('not at all: one problem, and every sample without content', async () => {
    const data = await list({ [path]: write({}) }, dataset);
    expect(data.hash).toEqual(['', '']);
    expect(said(data)).toEqual([
      'd/instances.json:3:1 None of the 2 images that d/instances.json lists is in the commit (d/a.jpg). ' +
        'Set `images` of dataset `data` to the folder that the paths are relative to, or commit the images.',
    ]);
  });

  test('a submodule is said', async () => {
    const { fault } = await gatherListing(
      { [path]: write({}), pictures: { submodule: '0'.repeat(40) } },
      { ...dataset, images: 'pictures' },
    );
    expect(fault?.message).toContain('pictures is a git submodule');
  });

  test('after more entries than are looked at first', async () => {
    const many = Array.from({ length: 250 }, (_, i) => ({ id: i, file_name: `${i}.jpg` }));
    const files = Object.fromEntries(many.map(({ file_name }) => [`d/images/${file_name}`, file_name]));
    const data = await list(
      { [path]: write({ images: many, annotations: [{ ...box, image_id: 249 }] }), ...files },
      dataset,
    );
    expect(data.hash.filter(Boolean)).toHaveLength(250);
    expect([...data.line]).toEqual(many.map((_, i) => i + 3));
    expect([...data.annotations!.sample]).toEqual([249]);
    expect(data.problems).toEqual([]);
  });
});

describe('an image', () => {
  const problemsOf = async (...more: unknown[]) => saidOf({ images: [...images, ...more] });
  const at = 'd/instances.json:5:1 ';

  test.each<[what: string, entry: unknown, problem: string]>([
    ['no object', 'c.jpg', 'Expected an object for each image but received `"c.jpg"`. It is left out: mend it.'],
    [
      'without id',
      { file_name: 'c.jpg' },
      'Expected a whole number for `id` of the image `"c.jpg"` but received nothing. Give it one.',
    ],
    [
      'with text for id',
      { id: '3', file_name: 'c.jpg' },
      'Expected a whole number for `id` of the image `"c.jpg"` but received `"3"`. Give it one.',
    ],
    [
      'with a broken id',
      { id: '!1e308', file_name: 'c.jpg' },
      'Expected a whole number for `id` of the image `"c.jpg"` but received `1e+308`. Give it one.',
    ],
    [
      'with the id of another',
      { id: 2, file_name: 'c.jpg' },
      'Expected each image id once but received `2` again for `"c.jpg"`. Annotations of it go to the first: give the second an id of its own.',
    ],
    [
      'without file',
      { id: 3 },
      "Expected an image's path for `file_name` of image `3` but received nothing. It is left out: write the path relative to d.",
    ],
    [
      'with a number for file',
      { id: 3, file_name: 5 },
      "Expected an image's path for `file_name` of image `3` but received `5`. It is left out: write the path relative to d.",
    ],
    [
      'with an empty file',
      { id: 3, file_name: '' },
      'Expected an image\'s path for `file_name` of image `3` but received `""`. It is left out: write the path relative to d.',
    ],
    [
      'at an absolute path',
      { id: 3, file_name: '/x/c.jpg' },
      'Expected an image\'s path for `file_name` of image `3` but received an absolute path (`"/x/c.jpg"`). It is left out: write the path relative to d.',
    ],
    [
      'outside the repository',
      { id: 3, file_name: '../../c.jpg' },
      'Expected an image\'s path for `file_name` of image `3` but received a path that leaves the repository (`"../../c.jpg"`). It is left out: write the path relative to d.',
    ],
    [
      'on the network',
      { id: 3, file_name: 'http://x/c.jpg' },
      'Expected an image\'s path for `file_name` of image `3` but received an address on the network (`"http://x/c.jpg"`). It is left out: write the path relative to d.',
    ],
    [
      'with the file of another',
      { id: 3, file_name: './a.jpg' },
      'Expected each image once but received `"./a.jpg"` again, with id `3`. The entry is left out and its annotations go to the first: join the two.',
    ],
    [
      'of negative width',
      { id: 3, file_name: 'c.jpg', width: -1 },
      'Expected a whole number of pixels for `width` of `"c.jpg"` but received `-1`. Write the image\'s own, or leave it out.',
    ],
    [
      'of broken height',
      { id: 3, file_name: 'c.jpg', height: '!NaN' },
      'Expected a whole number of pixels for `height` of `"c.jpg"` but received `NaN`. Write the image\'s own, or leave it out.',
    ],
  ])('%s is told', async (_, entry, problem) => {
    expect(await problemsOf(entry)).toEqual([at + problem]);
  });

  test('that is listed twice has the annotations of both entries; one without file has none', async () => {
    const data = await listed({
      images: [...images, { id: 3, file_name: 'a.jpg' }, { id: 4 }],
      annotations: [box, { ...box, id: 8, image_id: 3 }, { ...box, id: 9, image_id: 4 }],
    });
    expect(data.path).toEqual(['d/a.jpg', 'd/b.jpg']);
    expect([...data.annotations!.sample]).toEqual([0, 0, -1]);
    expect(data.problems).toHaveLength(2);
  });

  test('that is not in the commit is a sample without content', async () => {
    const data = await listed({ images: [...images, { id: 3, file_name: 'no.jpg' }] });
    expect(data.problems).toEqual([]);
    expect(data.path[2]).toBe('d/no.jpg');
    expect(data.hash[2]).toBe('');
  });
});

describe('an annotation', () => {
  const name = 'of annotation 7 but received';
  const boxWayOut = 'Write left, top, width and height in pixels.';
  test.each<[what: string, annotation: Row, problem: string]>([
    [
      'without id',
      { id: undefined },
      'Expected a whole number for `id` of an annotation of image `1` but received nothing. Give it one.',
    ],
    [
      'with a fraction for id',
      { id: 1.5 },
      'Expected a whole number for `id` of an annotation of image `1` but received `1.5`. Give it one.',
    ],
    [
      'of no image',
      { image_id: 99 },
      `Expected an image for \`image_id\` ${name} \`99\`, which no image has. Add the image, or remove the annotation.`,
    ],
    [
      'without image',
      { image_id: undefined },
      `Expected a whole number for \`image_id\` ${name} nothing. Write the id that it names.`,
    ],
    [
      'of no category',
      { category_id: 3 },
      `Expected a category for \`category_id\` ${name} \`3\`, which no category has. Add the category, or correct the annotation.`,
    ],
    [
      'without category',
      { category_id: null },
      `Expected a whole number for \`category_id\` ${name} \`null\`. Write the id that it names.`,
    ],
    ['without box', { bbox: undefined }, `Expected four finite numbers for \`bbox\` ${name} nothing. ${boxWayOut}`],
    [
      'with three numbers',
      { bbox: [1, 2, 3] },
      `Expected four finite numbers for \`bbox\` ${name} \`[1, 2, 3]\`. ${boxWayOut}`,
    ],
    [
      'with NaN',
      { bbox: [1, 2, '!NaN', 4] },
      `Expected four finite numbers for \`bbox\` ${name} \`[1, 2, NaN, 4]\`. ${boxWayOut}`,
    ],
    [
      'with infinity',
      { bbox: [1, 2, '!-Infinity', 4] },
      `Expected four finite numbers for \`bbox\` ${name} \`[1, 2, -Infinity, 4]\`. ${boxWayOut}`,
    ],
    [
      'with 1e400',
      { bbox: [1, 2, '!1e400', 4] },
      `Expected four finite numbers for \`bbox\` ${name} \`[1, 2, Infinity, 4]\`. ${boxWayOut}`,
    ],
    [
      'with 1e308',
      { bbox: [1, 2, '!1e308', 4] },
      `Expected four finite numbers for \`bbox\` ${name} \`[1, 2, 1e+308, 4]\`. ${boxWayOut}`,
    ],
    [
      'with text in the box',
      { bbox: [1, 2, '3', 4] },
      `Expected four finite numbers for \`bbox\` ${name} \`[1, 2, "3", 4]\`. ${boxWayOut}`,
    ],
    [
      'with an object for a box',
      { bbox: { x: 1 } },
      `Expected four finite numbers for \`bbox\` ${name} an object. ${boxWayOut}`,
    ],
    [
      'of negative width',
      { bbox: [1, 2, -3, 4] },
      `Expected a width and height of 0 or more for \`bbox\` ${name} \`[1, 2, -3, 4]\`. Write left, top, width and height, not two corners.`,
    ],
    [
      'of negative area',
      { area: -1 },
      `Expected a finite number of 0 or more for \`area\` ${name} \`-1\`. Write it in square pixels, or leave it out.`,
    ],
    [
      'of endless area',
      { area: '!Infinity' },
      `Expected a finite number of 0 or more for \`area\` ${name} \`Infinity\`. Write it in square pixels, or leave it out.`,
    ],
    [
      'with half a crowd',
      { iscrowd: 0.5 },
      `Expected 0 or 1 for \`iscrowd\` ${name} \`0.5\`. Write 1 where a region holds several objects.`,
    ],
    [
      'with text for a shape',
      { segmentation: 'x' },
      `Expected polygons or run lengths for \`segmentation\` ${name} \`"x"\`. Write a list of polygons, or \`size\` and \`counts\`.`,
    ],
    [
      'with two points',
      { segmentation: [[1, 2, 3, 4]] },
      `Expected an even count of at least 6 finite numbers for each polygon ${name} 4: \`[1, 2, 3, 4]\`. It is left out: write x and y of three points or more.`,
    ],
    [
      'with half a point',
      { segmentation: [[1, 2, 3, 4, 5, 6, 7]] },
      `Expected an even count of at least 6 finite numbers for each polygon ${name} 7: \`[1, 2, 3, 4, 5, 6, 7]\`. It is left out: write x and y of three points or more.`,
    ],
    [
      'with NaN in a polygon',
      { segmentation: [[1, 2, 3, 4, 5, '!NaN']] },
      `Expected an even count of at least 6 finite numbers for each polygon ${name} 6: \`[1, 2, 3, 4, 5, NaN]\`. It is left out: write x and y of three points or more.`,
    ],
    [
      'with a flat polygon',
      { segmentation: [1, 2, 3, 4, 5, 6] },
      `Expected an even count of at least 6 finite numbers for each polygon ${name} \`1\`. It is left out: write x and y of three points or more.`,
    ],
    [
      'with a broken string',
      { segmentation: { size: [480, 640], counts: "b'04'" } },
      `Expected run lengths for \`counts\` ${name} \`"b'04'"\`. Write whole numbers of 0 or more, or pycocotools' compressed string.`,
    ],
    [
      'with a negative run',
      { segmentation: { size: [480, 640], counts: [-1, 5] } },
      `Expected run lengths for \`counts\` ${name} \`[-1, 5]\`. Write whole numbers of 0 or more, or pycocotools' compressed string.`,
    ],
    [
      'with too few runs',
      { segmentation: { size: [480, 640], counts: [10, 5] } },
      `Expected run lengths of 480 × 640 = 307200 pixels for \`counts\` ${name} 15. Write the mask again, column by column.`,
    ],
    [
      'with a mask without size',
      { segmentation: { size: [480], counts: [10, 5] } },
      `Expected height and width for \`size\` of the mask ${name} \`[480]\`. Write two whole numbers of pixels.`,
    ],
    [
      "with a mask of another image's size",
      { segmentation: { size: [2, 3], counts: [4, 2] } },
      `Expected \`[480, 640]\`, the image's height and width, for \`size\` of the mask ${name} \`[2, 3]\`. Write the image's, and run lengths that fill it.`,
    ],
    [
      'with half a keypoint',
      { keypoints: [1, 2] },
      `Expected three finite numbers for each point of \`keypoints\` ${name} 2: \`[1, 2]\`. Write x, y and visibility of each.`,
    ],
  ])('%s is told', async (_, annotation, problem) => {
    expect(await saidOfAnnotation(annotation)).toEqual([`d/instances.json:7:1 ${problem}`]);
  });

  test('that is no object is left out', async () => {
    const data = await listed({ annotations: [[1, 2], box] });
    expect(said(data)).toEqual([
      'd/instances.json:7:1 Expected an object for each annotation but received `[1, 2]`. It is left out: mend it.',
    ]);
    expect(data.annotations!.line).toEqual(Int32Array.of(8));
  });

  test('with the id of another is told', async () => {
    expect(await saidOf({ annotations: [box, box] })).toEqual([
      'd/instances.json:8:1 Expected each annotation id once but received `7` again. Give the second an id of its own.',
    ]);
  });

  test('is kept as far as it goes', async () => {
    const data = await listed({
      annotations: [
        { id: 1, image_id: 99, category_id: 99, bbox: ['x'] },
        { ...box, image_id: '1' },
      ],
    });
    const { count, sample, category, boxes, id } = data.annotations!;
    expect({ count, sample: [...sample], category: [...category], id }).toEqual({
      count: 2,
      sample: [-1, -1],
      category: [-1, 1],
      id: ['1', '7'],
    });
    expect([...boxes.subarray(0, 4)]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
  });

  test('a hundred problems are written out, and the rest counted', async () => {
    const data = await listed({ annotations: Array.from({ length: 150 }, (_, i) => ({ ...box, id: i, bbox: [] })) });
    expect(data.problems).toHaveLength(101);
    expect(data.problems[100].message).toContain('50 more problems');
  });
});

describe('a category', () => {
  const at = 'd/instances.json:12:1 ';
  test.each<[what: string, entry: unknown, classes: string[], problem: string]>([
    ['no object', 5, ['cat', 'dog'], 'Expected an object for each category but received `5`. It is left out: mend it.'],
    [
      'without id',
      { name: 'fox' },
      ['cat', 'dog'],
      'Expected a whole number for `id` of the category `"fox"` but received nothing. Give it one.',
    ],
    [
      'with text for id',
      { id: '3', name: 'fox' },
      ['cat', 'dog', 'fox'],
      'Expected a whole number for `id` of the category `"fox"` but received `"3"`. Give it one.',
    ],
    [
      'with the id of another',
      { id: 1, name: 'fox' },
      ['cat', 'dog'],
      'Expected each category id once but received 1 again. The second is left out: give it an id of its own.',
    ],
    [
      'without name',
      { id: 3 },
      ['cat', 'dog', '3'],
      'Expected a name for category 3 but received nothing. Its id stands for it: name it.',
    ],
    [
      'with the name of another',
      { id: 3, name: 'cat' },
      ['cat', 'dog'],
      'Expected each category name once but received `cat` for ids 1 and 3. Rename one, or join the two.',
    ],
  ])('%s is told', async (_, entry, classes, problem) => {
    const data = await listed({ categories: [...categories, entry] });
    expect(said(data)).toEqual([at + problem]);
    expect(data.classes).toEqual(classes);
  });
});

describe('a file that cannot be read', () => {
  test.each<[text: string, message: string, line: number, column?: number]>([
    [
      '{"images": [\n{"id": 1',
      'Expected `,` or `}` in line 2, column 9 of d/instances.json but received the end of the file. Mend the JSON there.',
      2,
      9,
    ],
    [
      '[{"image_id": 1}]',
      'Expected a JSON object with the lists `images`, `annotations` and `categories` in line 1, column 1 of d/instances.json but received a list, as files of results are. Name the file of the annotations.',
      1,
      1,
    ],
    [
      '{"images": {"a": 1}}',
      'Expected a list for `images` in d/instances.json but received an object. Write a list of objects.',
      1,
      2,
    ],
    [
      '{"annotations": null, "images": []}',
      'Expected a list for `annotations` in d/instances.json but received `null`. Write a list of objects.',
      1,
      2,
    ],
    [
      '{"shapes": [], "version": "4.5"}',
      "Expected a list `images` in d/instances.json but received `shapes`, `version`. Name COCO's instances file, or add the list.",
      1,
    ],
    [
      '{}',
      "Expected a list `images` in d/instances.json but received no keys. Name COCO's instances file, or add the list.",
      1,
    ],
    [
      '',
      'Expected `{` in line 1, column 1 of d/instances.json but received the end of the file. Mend the JSON there.',
      1,
      1,
    ],
  ])('%j', async (text, message, line, column) => {
    const { listed, fault } = await gatherListing({ [path]: text, ...pictures }, dataset);
    expect(listed).toBeUndefined();
    expect(fault).toMatchObject({ kind: 'broken', message, at: { path, line, ...(column ? { column } : {}) } });
  });

  test('a key that comes twice is told, and both lists are read', async () => {
    const text = `{"images": ${json([images[0]])},\n "images": ${json([images[1]])}}`;
    const data = await list({ [path]: text, ...pictures }, dataset);
    expect(data.path).toEqual(['d/a.jpg', 'd/b.jpg']);
    expect(said(data)).toEqual([
      'd/instances.json:2:2 Expected each key once in d/instances.json but received `images` again. ' +
        'Both were read, and other readers take the last alone: join them.',
    ]);
  });
});
