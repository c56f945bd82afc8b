import type { PolicyMistake } from '../model/policy.ts';
import type { PolicyDocument } from './document.ts';

/** The keys that say where a dataset of each format lies. `needs`: one of each list, and not two. */
const keysOf: Record<string, { may: readonly string[]; needs: readonly (readonly string[])[]; wayOut: string }> = {
  imagefolder: {
    may: ['splits', 'root'],
    needs: [['splits', 'root']],
    wayOut: "Name each split's folder, or the one folder above them.",
  },
  table: {
    may: ['table', 'columns', 'images'],
    needs: [['table']],
    wayOut: 'Name the CSV, TSV or JSONL file.',
  },
  coco: {
    may: ['annotations', 'images'],
    needs: [['annotations']],
    wayOut: 'Name the JSON file, or one for each split.',
  },
  yolo: { may: ['data'], needs: [['data']], wayOut: "Name the dataset's data.yaml." },
  voc: {
    may: ['root', 'annotations', 'images'],
    needs: [['root', 'annotations']],
    wayOut: 'Name the folder above JPEGImages and Annotations, or the folder of XML files of each split.',
  },
  masks: {
    may: ['images', 'masks', 'colours', 'ignore'],
    needs: [['images'], ['masks']],
    wayOut: 'Name the folder of images and the folder of masks.',
  },
  pairs: {
    may: ['images', 'targets'],
    needs: [['images'], ['targets']],
    wayOut: 'Name the folder of images and the folder of what they should become.',
  },
  parquet: {
    may: ['splits', 'root', 'columns'],
    needs: [['splits', 'root']],
    wayOut: "Name each split's files, or the one folder above them.",
  },
  webdataset: {
    may: ['splits', 'root', 'columns'],
    needs: [['splits', 'root']],
    wayOut: "Name each split's shards, or the one folder above them.",
  },
};

const placing = new Set(Object.values(keysOf).flatMap(({ may }) => may));
const perSplit = ['splits', 'table', 'annotations', 'masks', 'targets', 'images'];

/** Keys of another format, keys that a format cannot do without, and splits of which none is named. */
export function checkDatasetKeys(
  name: string,
  dataset: Record<string, unknown>,
  document: PolicyDocument,
): PolicyMistake[] {
  const mistakes: PolicyMistake[] = [];
  const format = String(dataset.format);
  const known = Object.hasOwn(keysOf, format) ? keysOf[format] : undefined;
  if (known !== undefined) {
    for (const key of Object.keys(dataset).filter((key) => placing.has(key) && !known.may.includes(key))) {
      mistakes.push({ at: document.keyAt(['datasets', name, key]), message: foreignKey(key, format) });
    }
    for (const choice of known.needs) {
      const given = choice.filter((key) => dataset[key] !== undefined);
      if (given.length === 1) continue;
      const received = given.length > 1 ? 'both' : choice.length > 1 ? 'neither' : 'nothing';
      const expected = choice.map((key) => `\`${key}\``).join(' or ');
      mistakes.push({
        at: document.keyAt(['datasets', name]),
        message: `Expected ${expected} for \`${name}\` but received ${received}. ${known.wayOut}`,
      });
    }
  }
  for (const key of perSplit) {
    const folders = dataset[key];
    if (typeof folders !== 'object' || folders === null || Object.keys(folders).length > 0) continue;
    mistakes.push({
      at: document.keyAt(['datasets', name, key]),
      message: `Expected at least one split for \`${key}\` but received none. Add \`train\`, \`validation\` or \`test\`.`,
    });
  }
  return mistakes;
}

function foreignKey(key: string, format: string): string {
  const others = Object.keys(keysOf).filter((other) => keysOf[other].may.includes(key));
  const belongs = others.length === 1 ? others[0] : `${others.slice(0, -1).join(', ')} and ${others.at(-1)}`;
  const change = others.length === 1 ? `write \`format: ${others[0]}\`` : 'change the format';
  return `Expected a key of format ${format} but received \`${key}\`, which belongs to ${belongs}. Remove it, or ${change}.`;
}
