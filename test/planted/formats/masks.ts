import sharp from 'sharp';
import { labels, type Picture } from '../pictures.ts';
import type { Format } from './format.ts';

/** A grey mask for each picture, whose values are classes; 0 is the background. */
export const masks: Format = {
  name: 'masks',
  hasLabels: false,
  hasBoxes: false,
  async lay(pictures) {
    const files: Record<string, Buffer | string> = { 'data/classes.txt': `background\n${labels.join('\n')}\n` };
    for (const picture of pictures) {
      files[`data/images/${picture.split}/${picture.name}`] = picture.bytes;
      files[`data/masks/${picture.split}/${picture.name.replace(/\.\w+$/, '.png')}`] = await mask(picture);
    }
    const each = (folder: string) =>
      ['train', 'validation', 'test'].map((split) => `${split}: data/${folder}/${split}`).join(', ');
    return {
      files,
      policy: `{ format: masks, images: { ${each('images')} }, masks: { ${each('masks')} }, labels: data/classes.txt }`,
      placeOf: (name) => ({
        path: `data/images/${pictures.find((picture) => picture.name === name)!.split}/${name}`,
      }),
    };
  },
};

function mask({ width, height, objects }: Picture): Promise<Buffer> {
  const values = Buffer.alloc(width * height);
  for (const { label, box } of objects) {
    const [left, top, w, h] = box;
    for (let y = top; y < Math.min(height, top + h); y += 1) {
      values.fill(labels.indexOf(label as (typeof labels)[number]) + 1, y * width + left, y * width + left + w);
    }
  }
  return sharp(values, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toBuffer();
}
