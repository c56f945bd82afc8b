import type { Images, Masks, Samples } from '../../src/model/facts.ts';
import type { Data } from '../../src/model/finding.ts';
import { nameOnce } from './annotations.ts';
import { liesOnSide } from './boxes.ts';
import type { Found } from './short-list.ts';
import { counted } from './wording.ts';

export interface MaskFault extends Found {
  message: 'maskUnreadable' | 'maskSize' | 'maskClass' | 'maskIgnored';
  /** Row of the sample. */
  row: number;
  data: Data;
}

/** What is wrong with the masks of a dataset; `file` is the dataset, since each mask is a file of its own. */
export function maskFaults(samples: Samples, images: Images | undefined, masks: Masks | undefined): MaskFault[] {
  const listed = samples.masks;
  if (!listed || !masks) return [];
  const once = nameOnce();
  return Array.from({ length: samples.count }, (_, row) => row)
    .filter((row) => listed.hash[row] !== '')
    .flatMap((row) =>
      faultsOf(samples, images, masks, row).map(({ message, data }) => ({
        message,
        row,
        name: once(`${message} ${listed.hash[row]}`),
        file: samples.dataset,
        data: { ...data, mask: listed.path[row], path: samples.path[row] },
      })),
    );
}

type Bare = Pick<MaskFault, 'message' | 'data'>;

function faultsOf(samples: Samples, images: Images | undefined, masks: Masks, row: number): Bare[] {
  const error = masks.error[row];
  if (error !== null) return [{ message: 'maskUnreadable', data: { error: error.trim().replace(/[.!]+$/, '') } }];
  return [...otherSize(images, masks, row), ...otherClass(samples, masks, row), ...nothing(masks, row)];
}

function otherSize(images: Images | undefined, masks: Masks, row: number): Bare[] {
  if (!images || images.width[row] === 0) return [];
  const [width, height] = [images.width[row], images.height[row]];
  const [maskWidth, maskHeight] = [masks.width[row], masks.height[row]];
  if (maskWidth === width && maskHeight === height) return [];
  if (liesOnSide(images, row) && maskWidth === height && maskHeight === width) return [];
  return [{ message: 'maskSize', data: { maskWidth, maskHeight, width, height } }];
}

/** The first value, or colour, that stands for no class; where a class list is declared. */
function otherClass({ classes, classesAt }: Samples, masks: Masks, row: number): Bare[] {
  for (let i = masks.start[row]; i < masks.start[row + 1]; i++) {
    const value = masks.value[i];
    if (value >= 0 && (classesAt === null || value < classes.length)) continue;
    const what = value >= 0 ? `value ${value}` : `colour ${colourOf(value)}`;
    return [{ message: 'maskClass', data: { what, pixels: counted(masks.pixels[i], 'pixel') } }];
  }
  return [];
}

function nothing(masks: Masks, row: number): Bare[] {
  const isEmpty = masks.start[row] === masks.start[row + 1];
  return isEmpty && masks.ignored[row] > 0 ? [{ message: 'maskIgnored', data: {} }] : [];
}

function colourOf(value: number): string {
  return `#${(-1 - value).toString(16).padStart(6, '0')}`;
}
