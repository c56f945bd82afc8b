import { parquetWriteBuffer } from 'hyparquet-writer';
import { pack } from 'tar-stream';
import { labels, type Picture } from '../pictures.ts';
import type { Format } from './format.ts';

const splits = ['train', 'validation', 'test'] as const;
const placeIn = (extension: string, pictures: readonly Picture[]) => (name: string) => ({
  path: `data/${pictures.find((picture) => picture.name === name)!.split}-00000-of-00001.${extension}`,
});

/** One Parquet file for each split, as Hugging Face's `datasets` writes them. */
export const parquet: Format = {
  name: 'parquet',
  hasLabels: true,
  hasBoxes: false,
  lay(pictures) {
    const files = splits.map((split) => {
      const held = pictures.filter((picture) => picture.split === split);
      return [`data/${split}-00000-of-00001.parquet`, write(held)] as const;
    });
    return {
      files: Object.fromEntries(files),
      policy: '{ format: parquet, root: data }',
      placeOf: placeIn('parquet', pictures),
    };
  },
};

function write(pictures: readonly Picture[]): Buffer {
  const features = { image: { _type: 'Image' }, label: { names: labels, _type: 'ClassLabel' } };
  const buffer = parquetWriteBuffer({
    schema: [
      { name: 'root', num_children: 2 },
      { name: 'image', repetition_type: 'OPTIONAL', num_children: 2 },
      { name: 'bytes', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' },
      { name: 'path', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
      { name: 'label', type: 'INT64', repetition_type: 'OPTIONAL' },
    ],
    columnData: [
      { name: 'image', data: pictures.map(({ name, bytes }) => ({ bytes: new Uint8Array(bytes), path: name })) },
      { name: 'label', data: pictures.map(({ label }) => BigInt(labels.indexOf(label as (typeof labels)[number]))) },
    ],
    kvMetadata: [{ key: 'huggingface', value: JSON.stringify({ info: { features } }) }],
  });
  return Buffer.from(buffer);
}

/** One tar shard for each split, with a `.cls` beside each picture. */
export const webdataset: Format = {
  name: 'webdataset',
  hasLabels: true,
  hasBoxes: false,
  async lay(pictures) {
    const files: Record<string, Buffer | string> = { 'data/classes.txt': `${labels.join('\n')}\n` };
    for (const split of splits) {
      files[`data/${split}-00000-of-00001.tar`] = await shard(pictures.filter((picture) => picture.split === split));
    }
    return {
      files,
      policy: '{ format: webdataset, root: data, labels: data/classes.txt }',
      placeOf: placeIn('tar', pictures),
    };
  },
};

async function shard(pictures: readonly Picture[]): Promise<Buffer> {
  const archive = pack();
  for (const { name, bytes, label } of pictures) {
    const entry = { mtime: new Date(0), uid: 0, gid: 0 };
    archive.entry({ name, ...entry }, bytes);
    archive.entry(
      { name: name.replace(/\.\w+$/, '.cls'), ...entry },
      `${labels.indexOf(label as (typeof labels)[number])}`,
    );
  }
  archive.finalize();
  const blocks: Buffer[] = [];
  for await (const block of archive) blocks.push(Buffer.from(block as Uint8Array));
  return Buffer.concat(blocks);
}
