import { describe, expect, test } from 'vitest';
import type { Samples } from '../../../src/model/facts.ts';
import type { Content } from '../../harness/snapshot.ts';
import { gatherListing, list, said } from './list.ts';

const dataset = { format: 'masks', images: 'img', masks: 'mask' } as const;
const rows = ({ path, split, masks }: Samples) => path.map((file, i) => `${file} ${split[i]} ${masks!.path[i] || '–'}`);

describe('mask folders', () => {
  test('pair images and masks by their path below the folders', async () => {
    const data = await list(
      { 'img/a.jpg': 'a', 'img/x/b.PNG': 'b', 'mask/a.png': 'm', 'mask/x/b.png': 'n', 'mask/notes.txt': '' },
      dataset,
    );
    expect(rows(data)).toEqual(['img/a.jpg train mask/a.png', 'img/x/b.PNG train mask/x/b.png']);
    expect(data.masks!.hash[0]).toMatch(/^git:[0-9a-f]{40}$/);
    expect(data).toMatchObject({ format: 'masks', label: [null, null], annotations: null, problems: [], classes: [] });
  });

  test.each([
    ['img/a.jpg', 'mask/a_mask.png'],
    ['img/a.jpg', 'mask/a_label.png'],
    ['img/a.jpg', 'mask/a_labelIds.png'],
    ['img/0001TP_006690.png', 'mask/0001TP_006690_L.png'],
    ['img/aachen/aachen_000000_000019_leftImg8bit.png', 'mask/aachen/aachen_000000_000019_gtFine_labelIds.png'],
  ])('pair %s with %s', async (image, mask) => {
    const data = await list({ [image]: 'a', [mask]: 'm' }, dataset);
    expect([rows(data), said(data)]).toEqual([[`${image} train ${mask}`], []]);
  });

  test('pass over what Cityscapes has beside its masks', async () => {
    const masks = ['labelIds', 'labelTrainIds', 'color', 'instanceIds'].map((kind) => [
      `mask/x_gtFine_${kind}.png`,
      kind,
    ]);
    const data = await list({ 'img/x_leftImg8bit.png': 'a', ...Object.fromEntries(masks) }, dataset);
    expect([rows(data), said(data)]).toEqual([['img/x_leftImg8bit.png train mask/x_gtFine_labelIds.png'], []]);
  });

  test('take splits from the policy, or from folders below', async () => {
    const files = { 'img/train/a.png': 'a', 'img/val/b.png': 'b', 'mask/train/a.png': 'm', 'mask/val/b.png': 'n' };
    const expected = ['img/train/a.png train mask/train/a.png', 'img/val/b.png validation mask/val/b.png'];
    expect(rows(await list(files, dataset))).toEqual(expected);
    const named = {
      images: { train: 'img/train', val: 'img/val' },
      masks: { train: 'mask/train', validation: 'mask/val' },
    };
    expect(rows(await list(files, { format: 'masks', ...named }))).toEqual(expected);
  });

  test('tell splits that share a folder of images by their masks', async () => {
    const data = await list(
      { 'img/a.png': 'a', 'img/b.png': 'b', 'img/c.png': 'c', 'mask/t/a.png': 'm', 'mask/v/b.png': 'n' },
      { format: 'masks', images: 'img', masks: { train: 'mask/t', validation: 'mask/v' } },
    );
    expect([rows(data), said(data)]).toEqual([
      ['img/a.png train mask/t/a.png', 'img/b.png validation mask/v/b.png'],
      [],
    ]);
  });

  test('may lack a split of masks', async () => {
    const data = await list(
      { 'img/t/a.png': 'a', 'img/e/b.png': 'b', 'mask/a.png': 'm' },
      { format: 'masks', images: { train: 'img/t', test: 'img/e' }, masks: { train: 'mask' } },
    );
    expect([rows(data), said(data)]).toEqual([['img/t/a.png train mask/a.png', 'img/e/b.png test –'], []]);
  });

  test.each([
    ['d', 'd', { 'd/a.png': 'a', 'd/a_mask.png': 'm' }, 'd/a.png train d/a_mask.png'],
    ['d', 'd/masks', { 'd/a.png': 'a', 'd/masks/a.png': 'm' }, 'd/a.png train d/masks/a.png'],
    ['d/images', 'd', { 'd/images/a.jpg': 'a', 'd/a.png': 'm' }, 'd/images/a.jpg train d/a.png'],
  ])('may lie in one another: %s and %s', async (images, masks, files, expected) => {
    const data = await list(files, { format: 'masks', images, masks });
    expect([rows(data), said(data)]).toEqual([[expected], []]);
  });

  test('name images without a mask, masks without an image, and links', async () => {
    const files: Record<string, Content> = {
      'img/a.png': 'a',
      'img/b.png': 'b',
      'img/l.png': { symlink: 'a.png' },
      'mask/a.png': 'm',
      'mask/z.png': 'n',
    };
    expect(said(await list(files, dataset))).toEqual([
      'img/l.png Expected images in img but received 1 symbolic link, such as img/l.png. Commit the images themselves.',
      'img/b.png Expected a mask for img/b.png in mask but the commit has none. Add the mask, or remove the image.',
      'mask/z.png Expected an image for the mask mask/z.png in img but the commit has none. Add the image, or remove the mask.',
    ]);
  });

  test('name one mistake where no name agrees, and count what is past a hundred', async () => {
    const many = (folder: string, count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`${folder}/${i}.png`, `${i}`]));
    expect(said(await list({ ...many('img', 3), 'mask/x.png': 'm' }, dataset))).toEqual([
      'img/0.png None of the 3 images of img has a mask in mask (img/0.png). Give masks the names of their images, or correct the policy.',
    ]);
    const data = await list({ ...many('img', 120), 'mask/0.png': 'm' }, dataset);
    expect(data.problems).toHaveLength(101);
    expect(data.problems[100].message).toMatch(/^Expected no more but received 19 images like these/);
  });

  test('are absent without files, unavailable in a submodule, and take any path', async () => {
    expect(await gatherListing({ 'a.md': '' }, dataset)).toEqual({ listed: undefined, fault: undefined });
    expect((await gatherListing({ img: { submodule: 'c0ffee' } }, dataset)).fault).toMatchObject({
      kind: 'unavailable',
    });
    const name = 'ä 貓\n😀';
    expect(rows(await list({ [`img/${name}.jpg`]: 'a', [`mask/${name}.png`]: 'm' }, dataset))).toEqual([
      `img/${name}.jpg train mask/${name}.png`,
    ]);
  });
});

describe('colours of classes', () => {
  const files = { 'img/a.png': 'a', 'mask/a.png': 'm' };
  const classes = async (text: string) => {
    const data = await list({ ...files, 'c.txt': text }, { ...dataset, colours: 'c.txt' });
    return { classes: data.classes, at: data.classesAt, problems: said(data) };
  };

  test.each([
    ['a name first', 'sky 128 128 128\npole 192 192 128\n'],
    ['a name last, as CamVid has it', '128 128 128 sky\n192\t192\t128\tpole\r\n'],
    ['commas and a heading', 'name,r,g,b\nsky,128,128,128\npole,192,192,128\n'],
    ['colons, as CVAT has it', '# label:color_rgb:parts:actions\nsky:128,128,128::\npole:192,192,128::\n'],
    ['a byte order mark and empty lines', '\ufeff\nsky 128 128 128\n\n  pole 192 192 128'],
  ])('may have %s', async (_, text) => {
    expect(await classes(text)).toMatchObject({ classes: ['sky', 'pole'], problems: [] });
  });

  test('may have names with spaces and digits, and begin where the first class is', async () => {
    expect(await classes('# c\nroad sign 2 1 2 3\n')).toEqual({
      classes: ['road sign 2'],
      at: { path: 'c.txt', line: 2 },
      problems: [],
    });
  });

  test.each([
    ['sky 1 2 3\npole 1 2\n', 'c.txt:2 Expected a colour as `name red green blue` but received `pole 1 2`.'],
    ['sky 1 2 3\npole 1 2 256\n', 'c.txt:2 Expected a colour as `name red green blue` but received `pole 1 2 256`.'],
    ['sky 1 2 3\npole 1 2 3\n', 'c.txt:2 Expected each colour once but received that of `sky` for `pole`.'],
    ['sky 1 2 3\nsky 1 2 4\n', 'c.txt:2 Expected each class once but received `sky` again.'],
    [`sky 1 2 3\n${' '.repeat(9)}x${' '.repeat(100_000)}y\n`, 'c.txt:2 Expected a colour as'],
  ])('with a mistake are read without the line', async (text, sentence) => {
    const said = await classes(text);
    expect(said.classes).toEqual(['sky']);
    expect(said.problems).toEqual([expect.stringContaining(sentence)]);
  });

  test('are a fault when they are missing or none', async () => {
    const missing = await gatherListing(files, { ...dataset, colours: 'c.txt' });
    expect(missing.fault!.message).toContain('Expected the colours c.txt but the commit has no such file.');
    const none = await gatherListing({ ...files, 'c.txt': '\n' }, { ...dataset, colours: 'c.txt' });
    expect(none.fault).toMatchObject({ kind: 'broken', at: { path: 'c.txt', line: 1 } });
  });
});
