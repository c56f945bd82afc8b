import { labels, type Picture } from '../pictures.ts';
import type { Format } from './format.ts';

const splits = ['train', 'validation', 'test'] as const;

/** Instances JSON for each split, one entry a line. */
export const coco: Format = {
  name: 'coco',
  hasLabels: false,
  hasBoxes: true,
  lay(pictures) {
    const places = new Map<string, { path: string; line: number }>();
    const files: Record<string, Buffer | string> = {};
    for (const { name, bytes } of pictures) files[`data/images/${name}`] = bytes;
    for (const split of splits) {
      const path = `data/instances_${split}.json`;
      const held = pictures.filter((picture) => picture.split === split);
      const lines = ['{', '"images": ['];
      for (const [index, { name, width, height }] of held.entries()) {
        const entry = JSON.stringify({ id: idOf(pictures, name), file_name: name, width, height });
        places.set(name, { path, line: lines.push(`${entry}${index < held.length - 1 ? ',' : ''}`) });
      }
      const categories = labels.map((name, index) => ({ id: index + 1, name }));
      lines.push('],', '"annotations": [');
      const marked = annotations(pictures, held);
      for (const [index, { name, object, entry }] of marked.entries()) {
        const line = lines.push(`${entry}${index < marked.length - 1 ? ',' : ''}`);
        places.set(`${name}/${object}`, { path, line });
      }
      lines.push('],');
      lines.push(`"categories": ${JSON.stringify(categories)}`, '}');
      files[path] = lines.join('\n');
    }
    const named = splits.map((split) => `${split}: data/instances_${split}.json`).join(', ');
    return {
      files,
      policy: `{ format: coco, annotations: { ${named} }, images: data/images }`,
      placeOf: (name, object) => places.get(object === undefined ? name : `${name}/${object}`)!,
    };
  },
};

function idOf(pictures: readonly Picture[], name: string): number {
  return pictures.findIndex((picture) => picture.name === name) + 1;
}

function annotations(pictures: readonly Picture[], held: readonly Picture[]) {
  return held.flatMap(({ name, objects }) =>
    objects.map(({ label, box }, object) => {
      const entry = {
        id: idOf(pictures, name) * 10 + object,
        image_id: idOf(pictures, name),
        category_id: labels.indexOf(label as (typeof labels)[number]) + 1,
        bbox: box,
        area: box[2] * box[3],
        iscrowd: 0,
      };
      return { name, object, entry: JSON.stringify(entry) };
    }),
  );
}
