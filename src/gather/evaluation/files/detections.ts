import type { RunLengths } from '../../../model/facts.ts';
import type { Position } from '../../../model/fault.ts';
import type { FoundObjects } from '../../../model/vision.ts';
import { areCoordinates, type Entry, isEntry, isWhole, written } from '../../formats/coco/fields.ts';
import type { Box } from '../../formats/coco/polygons.ts';
import { boundsOfRuns, countPixels, runsOfString } from '../../formats/coco/run-lengths.ts';
import { numberOf, unknownClass } from './probabilities.ts';
import { type Claim, isSize, placeText, sizesOf } from './source.ts';

/** A picture's side, in pixels, that JPEG can hold; no runs of one are too long for 32 bits. */
const longestSide = 65_536;

/** One object that a model found. */
export interface Found {
  box: Box;
  score: number;
  category: number;
  mask: RunLengths | null;
}

/** What an object's entry is read against. */
export interface Expected {
  claim: Claim;
  /** Class name → its place in the list. */
  index: ReadonlyMap<string, number>;
  /** The image's first row. */
  row: number;
  at: Position;
}

/**
 * Reads one object: `bbox` as left, top, width and height in pixels, `score`, and for instances `segmentation` as run lengths.
 * @param name the class, as written
 * @returns a sentence where it is wrong
 */
export function foundIn(entry: Entry, name: unknown, { claim, index, row, at }: Expected): Found | string {
  const category = typeof name === 'string' ? index.get(name) : undefined;
  if (category === undefined) return unknownClass(name, { at }, claim.classes);
  const score = numberOf(entry.score);
  if (!(score >= 0 && score <= 1)) {
    return `Expected a score from 0 to 1 in ${placeText(at)} but received ${written(entry.score)}. Write the confidence of each object.`;
  }
  const isInstance = claim.model.task === 'instance-segmentation';
  const mask = isInstance ? maskIn(entry.segmentation, claim, row, at) : null;
  if (typeof mask === 'string') return mask;
  const { bbox } = entry;
  if ((bbox === undefined || bbox === null) && mask !== null) {
    return { box: boundsOfRuns([...mask.counts], mask.height), score, category, mask };
  }
  if (!areCoordinates(bbox) || bbox.length !== 4 || bbox[2] < 0 || bbox[3] < 0) {
    return `Expected left, top, width and height in pixels for \`bbox\` in ${placeText(at)} but received ${written(bbox)}. Write four numbers, no side below 0.`;
  }
  return { box: [bbox[0], bbox[1], bbox[2], bbox[3]], score, category, mask };
}

function maskIn(segmentation: unknown, claim: Claim, row: number, at: Position): RunLengths | string {
  if (!isEntry(segmentation)) {
    return `Expected run lengths for \`segmentation\` in ${placeText(at)} but received ${written(segmentation)}. Write \`size\` and \`counts\`, as pycocotools encodes a mask.`;
  }
  const { size, counts } = segmentation;
  if (
    !Array.isArray(size) ||
    size.length !== 2 ||
    !size.every((side) => isWhole(side) && side > 0 && side < longestSide)
  ) {
    return `Expected height and width for \`size\` of the mask in ${placeText(at)} but received ${written(size)}. Write two whole numbers of pixels.`;
  }
  const [height, width] = size as [number, number];
  const sizes = sizesOf(claim, row);
  if (!isSize(sizes, width, height)) {
    return `Expected a mask of ${sizes[0][0]} × ${sizes[0][1]} pixels, as ${claim.samples.path[row]} has, in ${placeText(at)} but received ${width} × ${height}. Write masks in the size of their images.`;
  }
  const runs = typeof counts === 'string' ? runsOfString(counts) : counts;
  if (!Array.isArray(runs) || !runs.every((run) => isWhole(run) && run >= 0)) {
    return `Expected run lengths for \`counts\` in ${placeText(at)} but received ${written(counts)}. Write whole numbers of 0 or more, or pycocotools' compressed string.`;
  }
  const { all } = countPixels(runs);
  if (all !== width * height) {
    return `Expected run lengths of ${width} × ${height} = ${width * height} pixels in ${placeText(at)} but received ${all}. Write the mask again, column by column.`;
  }
  return { width, height, counts: Uint32Array.from(runs) };
}

/** The objects of one image: those above the threshold, the most certain first, the earlier of equal ones, no more than the policy's most. */
export function objectsOf(found: readonly Found[], { task, thresholds }: Claim['model']): FoundObjects {
  const kept = found
    .filter(({ score }) => score >= thresholds.score)
    .sort((a, b) => b.score - a.score)
    .slice(0, thresholds.most);
  return {
    boxes: Float32Array.from(kept.flatMap(({ box }) => box)),
    scores: Float32Array.from(kept, ({ score }) => score),
    categories: Int32Array.from(kept, ({ category }) => category),
    masks: task === 'instance-segmentation' ? kept.map(({ mask }) => mask!) : null,
  };
}
