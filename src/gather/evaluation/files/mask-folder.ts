import { Fault } from '../../../model/fault.ts';
import type { Answer } from '../../../model/vision.ts';
import { noProblems } from '../../formats/listing/problems.ts';
import { readColours } from '../../formats/masks/colours.ts';
import { decodePng } from '../../png/decode.ts';
import { picturesBelow } from './folders.ts';
import { classMapOf, type PixelClasses } from './pixel-classes.ts';
import { type Claim, isSize, refuseSecond, type Source, sizesOf } from './source.ts';

/** Reads a folder of predicted masks: PNGs with the names of their images, whose values or colours are those of the dataset's own masks. */
export async function readMaskFolder(source: Source): Promise<void> {
  const { snapshot, into, mistakes, tools } = source;
  const classes = await pixelClasses(source);
  const rowsOf = new Map(picturesBelow(source).map(({ entry, rows }) => [entry.path, rows]));
  let done = 0;
  for await (const file of snapshot.readMany(rowsOf.keys())) {
    tools.signal.throwIfAborted();
    tools.progress(`Read predicted masks of ${source.claim.model.name}`, ++done, rowsOf.size);
    const rows = rowsOf.get(file.path)!;
    const at = { path: file.path };
    if ('fault' in file) {
      if (file.fault.kind !== 'broken') throw file.fault;
      mistakes.refused.add(file.fault.message, at);
      continue;
    }
    const answer = answerIn(file.bytes, file.path, rows[0], source.claim, classes);
    if (typeof answer === 'string') {
      mistakes.refused.add(answer, at);
      continue;
    }
    const before = into.put(rows, answer, at);
    if (before !== null) refuseSecond(source, rows, before, at);
  }
}

function answerIn(bytes: Buffer, path: string, row: number, claim: Claim, classes: PixelClasses): Answer | string {
  try {
    const png = decodePng(bytes);
    const { width, height } = png;
    const sizes = maskSizes(claim, row);
    if (!isSize(sizes, width, height)) {
      return `Expected ${sizes[0][0]} × ${sizes[0][1]} pixels, as ${claim.samples.path[row]} has, but the predicted mask ${path} has ${width} × ${height}. Write masks in the size of their images.`;
    }
    const map = classMapOf(png, classes);
    if ('received' in map) {
      return `Expected a class of the model (${classes.count}) in each pixel of ${path} but received ${map.received} at column ${map.x}, row ${map.y}. Write masks as those of the dataset are.`;
    }
    return { task: 'segmentation', width, height, map };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return `The predicted mask ${path} cannot be read. ${error.message}`;
  }
}

/** That of the true mask, else those of the image. */
function maskSizes(claim: Claim, row: number): ReturnType<typeof sizesOf> {
  const { masks } = claim;
  if (masks === undefined || masks.width[row] === 0) return sizesOf(claim, row);
  return [[masks.width[row], masks.height[row]]];
}

/** Values and colours are read as in the dataset's masks, and its classes are found among the model's by name. */
async function pixelClasses({ snapshot, claim }: Source): Promise<PixelClasses> {
  const { classes, samples, dataset } = claim;
  const index = new Map(classes.map((name, position) => [name, position]));
  const own = samples.classes.map((name) => index.get(name) ?? -1);
  const ofClass = (value: number) =>
    samples.classes.length === 0 ? (value < classes.length ? value : -1) : (own[value] ?? -1);
  if (dataset.colours === undefined) return { count: classes.length, ofValue: ofClass, ofColour: () => -1 };
  const { byColour } = await readColours(snapshot, dataset.colours, noProblems());
  return {
    count: classes.length,
    ofValue: null,
    ofColour: (colour) => {
      const value = byColour.get(colour);
      return value === undefined ? -1 : ofClass(value);
    },
  };
}
