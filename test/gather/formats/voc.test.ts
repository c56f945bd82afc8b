import { describe, expect, test } from 'vitest';
import { openCache } from '../../../src/cache/store.ts';
import { samples } from '../../../src/gather/samples.ts';
import { type Samples, shapes } from '../../../src/model/facts.ts';
import { type Content, snapshotOf } from '../../harness/snapshot.ts';
import { policyOf } from '../policy.ts';
import { textTools } from '../tools.ts';
import { gatherListing, list, marked, said } from './list.ts';

const box = (xmin: unknown, ymin: unknown, xmax: unknown, ymax: unknown) =>
  `<bndbox><xmin>${xmin}</xmin><ymin>${ymin}</ymin><xmax>${xmax}</xmax><ymax>${ymax}</ymax></bndbox>`;
const object = (name: string, ...parts: string[]) => `<object>\n<name>${name}</name>${parts.join('')}</object>\n`;
const xml = (...parts: string[]) => `<annotation>\n${parts.join('')}</annotation>\n`;
const size = '<size><width>500</width><height>375</height><depth>3</depth></size>\n';

const folders = { format: 'voc', annotations: 'xml', images: 'img' } as const;
/** One image, and its file. */
const annotated = (text: Content, more: Record<string, Content> = {}) =>
  list({ 'img/a.jpg': 'a', 'xml/a.xml': text, ...more }, folders);

const rows = ({ path, split, manifest, line }: Samples) =>
  path.map((file, i) => `${file} ${split[i]} ${manifest[i]}:${line[i]}`);

describe('an annotation file of Pascal VOC', () => {
  test('gives boxes as written, attributes, the declared size, and the place of each object', async () => {
    const data = await annotated(
      xml(
        '<filename>a.jpg</filename>\n',
        size,
        object('dog', '<pose>Left</pose><truncated>1</truncated><difficult>0</difficult>', box(48, 240, 195, 371)),
        object('cat', box(8.5, 12, 352.25, 498), '<part><name>head</name>', box(1, 1, 2, 2), '</part>'),
      ),
    );
    expect(marked(data)).toEqual([
      'img/a.jpg dog 48 240 147 131 xml/a.xml:4',
      'img/a.jpg cat 8.5 12 343.75 486 xml/a.xml:6',
    ]);
    expect(data).toMatchObject({ classes: ['cat', 'dog'], problems: [], label: [null] });
    expect([...data.annotations!.column]).toEqual([1, 1]);
    expect(data.annotations).toMatchObject({
      unit: 'pixels',
      attributes: { pose: ['Left', null], truncated: ['1', null], difficult: ['0', null] },
    });
    expect([data.declared!.width[0], data.declared!.height[0]]).toEqual([500, 375]);
  });

  test('may hold polygons in two spellings, and turned boxes', async () => {
    const data = await annotated(
      xml(
        object('a', '<polygon><x1>1</x1><y1>1</y1><x2>5</x2><y2>1</y2><x3>5</x3><y3>4</y3></polygon>', box(0, 0, 6, 6)),
        object('a', '<polygon><pt><x>1</x><y>1</y></pt><pt><x>5</x><y>1</y></pt><pt><x>5</x><y>4</y></pt></polygon>'),
        object('a', '<robndbox><cx>10</cx><cy>10</cy><w>4</w><h>2</h><angle>1.5707963267948966</angle></robndbox>'),
      ),
    );
    expect(said(data)).toEqual([]);
    expect([...data.annotations!.shape].map((shape) => shapes[shape])).toEqual(['polygon', 'polygon', 'rotated box']);
    expect(marked(data).map((row) => row.split(' ').slice(2, 6).join(' '))).toEqual(['0 0 6 6', '1 1 4 3', '9 8 2 4']);
    expect([...data.annotations!.area].map((area) => Number(area.toFixed(9)))).toEqual([6, 6, 8]);
    expect(data.annotations!.geometry[0]).toBe(data.annotations!.geometry[1]);
  });

  test('may have a byte order mark, CRLF, a DOCTYPE, comments, CDATA and characters by name', async () => {
    const text = xml(
      '<!-- <object> -->\n',
      '<filename>a.jpg</filename>\n',
      object('<![CDATA[cat]]>', box(1, 2, 3, 4)),
      object('a &amp; &#228;', box(1, 2, 3, 4)),
    );
    const data = await annotated(
      `\ufeff<?xml version="1.0"?>\n<!DOCTYPE annotation SYSTEM "voc.dtd">\n${text}`.replaceAll('\n', '\r\n'),
    );
    expect(said(data)).toEqual([]);
    expect(data.classes).toEqual(['a & ä', 'cat']);
    expect([...data.annotations!.line]).toEqual([6, 8]);
  });

  test('may have no size, or one of 0, which says nothing', async () => {
    const data = await annotated(xml('<size><width>0</width><height>0</height></size>'));
    expect([data.declared!.width[0], said(data)]).toEqual([0, []]);
  });

  const valid = object('ok', box(1, 2, 3, 4));
  test.each([
    [object('', box(1, 2, 3, 4)), '3:1 Expected a `name` for each object but received none.'],
    ['<object></object>', '2:1 Expected a `name` for each object but received none.'],
    [object('cat'), '2:1 Expected a `bndbox` for each object but received none.'],
    [object('cat', '\n', box('nan', 2, 3, 4)), '4:9 Expected a finite number for `xmin` but received `nan`.'],
    [
      object('cat', '\n', box(1, 'Infinity', 3, 4)),
      '4:23 Expected a finite number for `ymin` but received `Infinity`.',
    ],
    [object('cat', '\n', box(1, 2, '1e999', 4)), '4:37 Expected a finite number for `xmax` but received `1e999`.'],
    [object('cat', '\n', box(1, 2, 3, '')), '4:51 Expected a finite number for `ymax` but received nothing.'],
    [
      object('cat', '\n<bndbox><xmin>1</xmin></bndbox>'),
      '4:1 Expected a finite number for `ymin` but received nothing.',
    ],
    [object('cat', '\n', box(5, 2, 3, 4)), '4:9 Expected `xmin` below `xmax` but received 5 and 3.'],
    [object('cat', '\n', box(1, 4, 3, 4)), '4:23 Expected `ymin` below `ymax` but received 4 and 4.'],
    [object('cat', '\n<polygon><x1>1</x1><y1>1</y1></polygon>'), '4:1 Expected three points or more but received 1.'],
    ['<size><width>wide</width></size>', "2:7 Expected the image's width in pixels but received `wide`."],
    ['<filename>other.jpg</filename>', '2:1 Expected the image a for `filename` but received `other.jpg`.'],
  ])('with %j has a problem at its place, and the rest is read', async (text, sentence) => {
    const data = await annotated(xml(text, valid));
    expect(said(data)).toEqual([expect.stringContaining(`xml/a.xml:${sentence}`)]);
    expect(marked(data)).toHaveLength(1);
  });

  test('keeps what lies outside of the image, which a rule judges', async () => {
    expect(marked(await annotated(xml(object('cat', box(-5, -1, 1e308, 9)))))).toHaveLength(1);
  });

  const bomb = `<!DOCTYPE a [${Array.from({ length: 12 }, (_, i) => `<!ENTITY e${i} "${`&e${i - 1};`.repeat(10)}">`).join('')}]>`;
  test.each([
    ['', ':1 Expected well-formed XML but the parser says: Start tag expected.'],
    [
      '<annotation><object></annotation>',
      ":1:21 Expected well-formed XML but the parser says: Expected closing tag 'object'",
    ],
    [xml(valid).slice(0, 60), ':3:'],
    [
      '<annotation>\n<object>\n<na',
      ':3:4 Expected well-formed XML but the parser says: the file ends within an element.',
    ],
    ['<annotation>\n', ':2:1 Expected well-formed XML but the parser says: the file ends within'],
    ['\0\0\0\0', ':1:1 Expected well-formed XML'],
    ['{"images": []}', ':1:1 Expected well-formed XML'],
    ['<html></html>', ':1:1 Expected the element `annotation` but received `html`.'],
    [`${bomb}<annotation>&e11;</annotation>`, ':1:14 Expected plain XML but received a declaration of entities.'],
    [
      '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<annotation>&x;</annotation>',
      'a declaration of entities',
    ],
    ['<a>'.repeat(5000) + '</a>'.repeat(5000), 'xml/a.xml'],
    [Buffer.from('\ufeff<annotation/>', 'utf16le'), 'but received UTF-16'],
  ])('that is %j is named, and the dataset is still read', async (text, sentence) => {
    const data = await annotated(text, { 'img/b.jpg': 'b', 'xml/b.xml': xml(valid) });
    expect(said(data)).toEqual([expect.stringContaining(sentence)]);
    expect(data.problems[0].at.path).toBe('xml/a.xml');
    expect(marked(data)).toEqual(['img/b.jpg ok 1 2 2 2 xml/b.xml:2']);
  });

  test('is read once for its content, and says the same from the cache', async () => {
    const files = {
      'img/a.jpg': 'a',
      'img/b.jpg': 'b',
      'xml/a.xml': xml(size, valid, object('cat')),
      'xml/b.xml': xml(valid),
    };
    const tools = { ...textTools(), cache: openCache({ directories: [] }) };
    const policy = policyOf({ datasets: { data: folders } });
    const nothing = { facts: {}, unread: [] };
    const first = await samples.gather(snapshotOf(files), policy, tools, nothing);
    const read: string[] = [];
    const snapshot = snapshotOf({ ...files, 'xml/b.xml': xml(valid, valid) });
    const watched = {
      ...snapshot,
      readMany: (paths: Iterable<string>) => {
        read.push(...paths);
        return snapshot.readMany(paths);
      },
    };
    const second = await samples.gather(watched, policy, tools, nothing);
    expect(read).toEqual(['xml/b.xml']);
    expect(said(second.entries.data)).toEqual(said(first.entries.data));
    expect(marked(second.entries.data).slice(0, 2)).toEqual(marked(first.entries.data));
  });
});

describe('voc with a root', () => {
  const files = Object.fromEntries(
    ['a', 'b', 'c', 'd'].flatMap((name) => [
      [`v/JPEGImages/${name}.jpg`, name],
      [`v/Annotations/${name}.xml`, xml(object('cat', box(1, 2, 3, 4)))],
    ]),
  );
  const root = { format: 'voc', root: 'v' } as const;

  test('takes the splits from ImageSets/Main and leaves out what is in none', async () => {
    const data = await list(
      {
        ...files,
        'v/ImageSets/Main/train.txt': '\ufeffa\r\n\r\n',
        'v/ImageSets/Main/val.txt': 'b.jpg\n',
        'v/ImageSets/Main/trainval.txt': 'a\nb\n',
        'v/ImageSets/Main/test.txt': 'c  1\n',
        'v/ImageSets/Main/cat_train.txt': 'd 1\n',
      },
      root,
    );
    expect(rows(data)).toEqual([
      'v/JPEGImages/a.jpg train v/ImageSets/Main/train.txt:1',
      'v/JPEGImages/b.jpg validation v/ImageSets/Main/val.txt:1',
      'v/JPEGImages/c.jpg test v/ImageSets/Main/test.txt:1',
    ]);
    expect([said(data), data.annotations!.count]).toEqual([[], 3]);
  });

  test('takes trainval for train where these are not told apart, and all for train without sets', async () => {
    const whole = await list(
      { ...files, 'v/ImageSets/Main/trainval.txt': 'a\nb\n', 'v/ImageSets/Main/test.txt': 'c\n' },
      root,
    );
    expect(whole.split).toEqual(['train', 'train', 'test']);
    expect((await list(files, root)).split).toEqual(['train', 'train', 'train', 'train']);
  });

  test('names lines that repeat or leave the folder, files without an image, and keeps images that are missing', async () => {
    const data = await list(
      { ...files, 'v/Annotations/z.xml': xml(), 'v/ImageSets/Main/train.txt': 'a\na\n../../../x\nnone\n' },
      root,
    );
    expect(data.path).toEqual(['v/JPEGImages/a.jpg', 'v/JPEGImages/none.jpg']);
    expect(data.hash[1]).toBe('');
    expect(said(data)).toEqual([
      expect.stringContaining(
        'v/ImageSets/Main/train.txt:2 Expected each image once in v/ImageSets/Main/train.txt but received `a` again.',
      ),
      expect.stringContaining(
        "v/ImageSets/Main/train.txt:3 Expected an image's name but received a path that leaves the repository.",
      ),
      expect.stringContaining(
        'v/Annotations/z.xml Expected an image for the annotations v/Annotations/z.xml but the commit has none',
      ),
    ]);
  });

  test('is absent without its folders, and unavailable in a submodule', async () => {
    expect(await gatherListing({ 'v/readme.md': '' }, root)).toEqual({ listed: undefined, fault: undefined });
    const { fault } = await gatherListing({ v: { submodule: 'c0ffee' } }, root);
    expect(fault).toMatchObject({ kind: 'unavailable', at: { path: 'v' } });
  });
});

describe('voc with folders', () => {
  const one = xml(object('cat', box(1, 2, 3, 4)));

  test('lists all images of each split; those without a file have no annotations', async () => {
    const data = await list(
      {
        'd/train/a.jpg': 'a',
        'd/train/a.xml': one,
        'd/train/sub/b.png': 'b',
        'd/train/sub/b.xml': one,
        'd/val/c.jpg': 'c',
      },
      { format: 'voc', annotations: { train: 'd/train', val: './d/val/' } },
    );
    expect(rows(data)).toEqual(['d/train/a.jpg train :0', 'd/train/sub/b.png train :0', 'd/val/c.jpg validation :0']);
    expect([...data.annotations!.sample]).toEqual([0, 1]);
    expect(said(data)).toEqual([]);
  });

  test.each([
    ['d/Annotations', 'd/JPEGImages/a.jpg'],
    ['d/Annotations/train', 'd/JPEGImages/train/a.jpg'],
    ['labels', 'images/a.jpg'],
    ['xml', 'xml/a.jpg'],
  ])('finds the images of %s in %s', async (annotations, image) => {
    const data = await list({ [image]: 'a', [`${annotations}/a.xml`]: one }, { format: 'voc', annotations });
    expect([data.path, data.annotations!.count, said(data)]).toEqual([[image], 1, []]);
  });

  test('tells splits that share a folder of images by their files', async () => {
    const data = await list(
      { 'img/a.jpg': 'a', 'img/b.jpg': 'b', 'img/c.jpg': 'c', 'xml/train/a.xml': one, 'xml/val/b.xml': one },
      { format: 'voc', annotations: { train: 'xml/train', validation: 'xml/val' }, images: 'img' },
    );
    expect(rows(data)).toEqual(['img/a.jpg train :0', 'img/b.jpg validation :0']);
  });

  test('names files without an image, folders that are missing, and links', async () => {
    const data = await list(
      {
        'img/a.jpg': 'a',
        'img/l.jpg': { symlink: 'a.jpg' },
        'xml/a.xml': { symlink: '/etc/passwd' },
        'xml/z.xml': one,
      },
      { format: 'voc', annotations: { train: 'xml', test: 'none' }, images: { train: 'img', test: 'none' } },
    );
    expect(said(data)).toEqual([
      'img/l.jpg Expected images in img but received 1 symbolic link, such as img/l.jpg. Commit the images themselves.',
      'xml/z.xml Expected an image for the annotations xml/z.xml but the commit has none of that name. Add the image, or remove the file.',
      'none Expected annotations in none but the commit has no such folder. Add them, or correct the policy.',
      'xml/a.xml Expected a file at xml/a.xml but received a symbolic link. Commit the file itself.',
    ]);
  });

  test('takes paths with spaces, other scripts and a newline, and classes of the declared list', async () => {
    const name = 'ä 貓\n😀';
    const data = await list(
      { [`xml/${name}.jpg`]: 'a', [`xml/${name}.xml`]: one },
      { format: 'voc', annotations: 'xml', labels: ['dog', 'cat'] },
    );
    expect(marked(data)).toEqual([`xml/${name}.jpg cat 1 2 2 2 xml/${name}.xml:2`]);
    expect(data.annotations!.category[0]).toBe(1);
  });
});
