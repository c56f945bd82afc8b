import { maskNames } from '../../gather/formats/masks/names.ts';
import { type FoundDataset, nameOf } from '../found.ts';
import type { Look } from '../look.ts';
import { findPairedFolders, type Kind, type PairedFolders } from './paired-folders.ts';

const masks: Kind = {
  images: /^(images?|imgs?|img_dir|jpegimages|leftimg8bit|photos?|inputs?|rgb|raw)$/i,
  partners: /^(masks?|labels?|annotations?|ann_dir|ann|gt|gtfine|segmentation\w*|segs?|label_?maps?)$/i,
  endings: /\.(png|tiff?|bmp|gif)$/i,
  names: maskNames,
};

const pairs: Kind = {
  images: /^(inputs?|lq|lr|low\w*|noisy|noise|blur(red|ry)?|degraded|rainy|hazy|source|x)$/i,
  partners: /^(targets?|gt|hq|hr|high\w*|clean|sharp|ground_?truth|original|clear|y)$/i,
  endings: /./,
  names: (stem) => [stem],
};

/** Folders of images beside folders of masks with the same names. */
export function findMasks(look: Look): FoundDataset[] {
  return findPairedFolders(look, masks).map((found) => ({
    name: nameOf(found.home, 'masks'),
    format: 'masks',
    keys: { images: found.images, masks: found.partners },
    doubts: [
      'What the values of the masks mean is not said: name the classes in `labels`, and the value of no class in `ignore`.',
      ...doubtsOf(found),
    ],
  }));
}

/** Folders of images beside folders of what they should become. */
export function findPairs(look: Look): FoundDataset[] {
  return findPairedFolders(look, pairs).map((found) => ({
    name: nameOf(found.home, 'pairs'),
    format: 'pairs',
    keys: { images: found.images, targets: found.partners },
    doubts: doubtsOf(found),
  }));
}

function doubtsOf({ images, leftOut }: PairedFolders): string[] {
  if (leftOut.length > 0) return [`Further folders were left out: ${leftOut.join(', ')}. Name one for each split.`];
  if (typeof images !== 'string') return [];
  return [`No folder's name says its split, so all of ${images} counts as train. Name one folder for each split.`];
}
