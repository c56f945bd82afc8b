import { labels, type Picture } from '../pictures.ts';
import { type Format, splitFolders } from './format.ts';

/** Ultralytics' lay-out: images and labels in folders of equal names. */
export const yolo: Format = {
  name: 'yolo',
  hasLabels: false,
  hasBoxes: true,
  lay(pictures) {
    const files: Record<string, Buffer | string> = {
      'data/data.yaml': `path: .\ntrain: images/train\nval: images/val\ntest: images/test\nnames: [${labels.join(', ')}]\n`,
    };
    const pathOf = ({ name, split }: Picture) => `${splitFolders[split]}/${name}`;
    for (const picture of pictures) {
      files[`data/images/${pathOf(picture)}`] = picture.bytes;
      files[`data/labels/${pathOf(picture).replace(/\.\w+$/, '.txt')}`] = picture.objects.map(line(picture)).join('');
    }
    return {
      files,
      policy: '{ format: yolo, data: data/data.yaml }',
      placeOf: (name, object) => {
        const path = pathOf(pictures.find((picture) => picture.name === name)!);
        if (object === undefined) return { path: `data/images/${path}` };
        return { path: `data/labels/${path.replace(/\.\w+$/, '.txt')}`, line: object + 1 };
      },
    };
  },
};

function line({ width, height }: Picture) {
  return ({ label, box: [x, y, w, h] }: Picture['objects'][number]) => {
    const values = [(x + w / 2) / width, (y + h / 2) / height, w / width, h / height];
    return `${labels.indexOf(label as (typeof labels)[number])} ${values.map((value) => value.toFixed(6)).join(' ')}\n`;
  };
}

/** The lay-out of VOCdevkit. */
export const voc: Format = {
  name: 'voc',
  hasLabels: false,
  hasBoxes: true,
  lay(pictures) {
    const files: Record<string, Buffer | string> = {};
    for (const picture of pictures) {
      files[`VOC/JPEGImages/${picture.name}`] = picture.bytes;
      files[`VOC/Annotations/${stem(picture)}.xml`] = xml(picture);
    }
    for (const [split, folder] of Object.entries(splitFolders)) {
      const names = pictures.filter((picture) => picture.split === split).map(stem);
      files[`VOC/ImageSets/Main/${folder}.txt`] = `${names.join('\n')}\n`;
    }
    return {
      files,
      policy: '{ format: voc, root: VOC }',
      placeOf: (name, object) => {
        const { split } = pictures.find((picture) => picture.name === name)!;
        const held = pictures.filter((picture) => picture.split === split);
        const line = held.findIndex((picture) => picture.name === name) + 1;
        if (object === undefined) return { path: `VOC/ImageSets/Main/${splitFolders[split]}.txt`, line };
        return { path: `VOC/Annotations/${name.replace(/\.\w+$/, '.xml')}`, line: 4 + 4 * object };
      },
    };
  },
};

function stem({ name }: Picture): string {
  return name.replace(/\.\w+$/, '');
}

function xml({ name, width, height, objects }: Picture): string {
  const marked = objects.map(
    ({ label, box: [x, y, w, h] }) =>
      `  <object>\n    <name>${label}</name>\n    <bndbox><xmin>${x}</xmin><ymin>${y}</ymin><xmax>${x + w}</xmax><ymax>${y + h}</ymax></bndbox>\n  </object>\n`,
  );
  const size = `  <size><width>${width}</width><height>${height}</height><depth>3</depth></size>\n`;
  return `<annotation>\n  <filename>${name}</filename>\n${size}${marked.join('')}</annotation>\n`;
}
