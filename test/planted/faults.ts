import sharp, { type Sharp } from 'sharp';
import { labels, type MarkedObject, type Picture, pictureOf } from './pictures.ts';

/** A fault that is planted with a picture, and what must be found. */
export interface PlantedFault {
  rule: string;
  /** Name of the picture to blame. */
  name: string;
  /** Only for datasets whose images have a label of their own, or whose objects have boxes. */
  needs?: 'label' | 'boxes';
  /** The object to blame: its place among the picture's. */
  object?: number;
  picture: Picture;
}

const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'ab'.repeat(32)}\nsize 48213\n`;

/** Every fault that a single picture can be, made from real ones. `tiles` are pictures that the dataset does not hold yet. */
export async function imageFaults(held: readonly Picture[], tiles: readonly Buffer[]): Promise<PlantedFault[]> {
  // Of a tile with a wide histogram the definition says that it is sharp however it is blurred.
  const [evenlyLit] = tiles.slice(5, 6);
  const pool = tiles.filter((tile) => tile !== evenlyLit);
  const fresh = () => {
    const tile = pool.shift();
    if (tile === undefined) throw new Error('Expected more tiles.');
    return tile;
  };
  const faults: PlantedFault[] = [];
  const plant = (
    rule: string,
    name: string,
    bytes: Buffer,
    more: Partial<Picture> & Pick<PlantedFault, 'needs' | 'object'> = {},
  ) => {
    const { needs, object, ...changes } = more;
    const picture = {
      ...pictureOf(bytes, 5 * (held.length + faults.length)),
      split: 'train' as const,
      name,
      ...changes,
    };
    faults.push({ rule, name, picture, ...(needs && { needs }), ...(object !== undefined && { object }) });
  };
  const changed = (tile: Buffer, change: (picture: Sharp) => Sharp) =>
    change(sharp(tile)).jpeg({ quality: 90 }).toBuffer();
  const sized = async (bytes: Buffer): Promise<Partial<Picture>> => {
    const { width, height } = await sharp(bytes).metadata();
    return { width, height, objects: [] };
  };
  const trained = held.filter(({ split }) => split === 'train');

  const whole = fresh();
  plant('training-data/unreadable-image', 'truncated.jpg', whole.subarray(0, whole.length / 2));
  plant('training-data/unreadable-image', 'empty.jpg', Buffer.alloc(0));
  plant('training-data/pointer-instead-of-image', 'pointer.jpg', Buffer.from(pointer));
  plant('training-data/unreadable-image', 'misnamed.jpg', await sharp(fresh()).png().toBuffer());
  plant('training-data/exact-duplicate', 'copy.jpg', trained[0].bytes, { label: trained[0].label });
  plant('training-data/split-leakage', 'leak.jpg', trained[1].bytes, { label: trained[1].label, split: 'test' });
  plant('training-data/label-conflict', 'conflict.jpg', trained[2].bytes, {
    label: labels.find((label) => label !== trained[2].label),
    needs: 'label',
  });
  const recompressed = await changed(trained[3].bytes, (picture) =>
    picture.resize(136).extract({ left: 4, top: 3, width: 128, height: 96 }),
  );
  plant('training-data/near-duplicate', 'recompressed.jpg', recompressed, {
    label: trained[3].label,
  });
  const near = await sharp(trained[4].bytes).jpeg({ quality: 60 }).toBuffer();
  plant('training-data/split-leakage', 'near-leak.jpg', near, { label: trained[4].label, split: 'test' });
  const other = await sharp(trained[5].bytes).jpeg({ quality: 60 }).toBuffer();
  plant('training-data/label-conflict', 'near-conflict.jpg', other, {
    label: labels.find((label) => label !== trained[5].label),
    needs: 'label',
  });

  plant('training-data/dark-image', 'dark.jpg', await changed(fresh(), (picture) => picture.linear(0.2, 0)));
  plant('training-data/bright-image', 'bright.jpg', await changed(fresh(), (picture) => picture.linear(0.04, 244)));
  plant('training-data/blurry-image', 'blurry.jpg', await changed(evenlyLit, (picture) => picture.blur(8)));
  const flat = await changed(fresh(), (picture) => picture.linear(0.001, 120));
  plant('training-data/low-information-image', 'flat.jpg', flat);
  const narrow = await changed(fresh(), (picture) => picture.extract({ left: 40, top: 0, width: 24, height: 96 }));
  plant('training-data/odd-aspect-ratio', 'narrow.jpg', narrow, await sized(narrow));
  const large = await changed(fresh(), (picture) => picture.resize(1280, 960));
  plant('training-data/odd-size', 'large.jpg', large, await sized(large));

  const sound = { label: 'cat', box: [10, 10, 40, 30] } as const satisfies MarkedObject;
  plant('training-data/invalid-annotation', 'outside.jpg', fresh(), {
    objects: [sound, { label: 'dog', box: [100, 50, 60, 30] }],
    needs: 'boxes',
    object: 1,
  });
  plant('training-data/invalid-annotation', 'twice.jpg', fresh(), {
    objects: [sound, { label: 'dog', box: [60, 50, 40, 30] }, sound],
    needs: 'boxes',
    object: 2,
  });
  return faults;
}
