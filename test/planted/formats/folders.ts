import { labels } from '../pictures.ts';
import type { Format } from './format.ts';

/** A folder for each split, and in it one for each class. */
export const imagefolder: Format = {
  name: 'imagefolder',
  hasLabels: true,
  hasBoxes: false,
  lay(pictures) {
    const paths = new Map(pictures.map(({ name, split, label }) => [name, `data/${split}/${label}/${name}`]));
    return {
      files: Object.fromEntries(pictures.map(({ name, bytes }) => [paths.get(name)!, bytes])),
      policy: '{ format: imagefolder, splits: { train: data/train, validation: data/validation, test: data/test } }',
      placeOf: (name) => ({ path: paths.get(name)! }),
    };
  },
};

/** A CSV file with a row for each picture. */
export const table: Format = {
  name: 'table',
  hasLabels: true,
  hasBoxes: false,
  lay(pictures) {
    const rows = pictures.map(({ name, split, label }) => `images/${name},${label},${split}`);
    return {
      files: {
        ...Object.fromEntries(pictures.map(({ name, bytes }) => [`data/images/${name}`, bytes])),
        'data/list.csv': ['path,label,split', ...rows, ''].join('\n'),
        'data/classes.txt': `${labels.join('\n')}\n`,
      },
      policy: '{ format: table, table: data/list.csv, labels: data/classes.txt }',
      placeOf: (name) => ({
        path: 'data/list.csv',
        line: pictures.findIndex((picture) => picture.name === name) + 2,
      }),
    };
  },
};
