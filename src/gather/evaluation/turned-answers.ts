import type { RunLengths } from '../../model/facts.ts';
import type { Answer, FoundObjects } from '../../model/vision.ts';
import { frameOf } from '../truth/frames.ts';
import { maskOfPixels, pixelsOfMask } from '../truth/run-lengths.ts';
import type { Answers, Asked, Reading } from './task-reader.ts';

/** Answers as they lie over the pictures that the annotations are drawn in, where the model sees these the other way up. */
export function inFrameOfTruth({ shown }: Reading, { samples, images }: Asked, answers: Answers): Answers {
  const frame = frameOf(samples, shown);
  if (shown === null || frame === shown || images === undefined) return answers;
  return {
    has: (row) => answers.has(row),
    get(row) {
      const answer = answers.get(row);
      const orientation = images.orientation[row];
      if (answer === undefined || orientation === 1) return answer;
      const [width, height] = [images.width[row], images.height[row]];
      const isOnSide = shown === 'upright' && orientation >= 5;
      const seen = isOnSide ? { width: height, height: width } : { width, height };
      return turnAnswer(answer, seen, frame === 'upright' ? orientation : inverse(orientation));
    },
  };
}

const inverse = (orientation: number): number => ({ 6: 8, 8: 6 })[orientation] ?? orientation;

interface Size {
  width: number;
  height: number;
}

/** A turn: rows and columns change places first, then the picture is mirrored across and down. */
const turnOf = (orientation: number) => ({
  swaps: orientation >= 5,
  acrosses: [2, 3, 6, 7].includes(orientation),
  downs: [3, 4, 7, 8].includes(orientation),
});

/**
 * An answer, turned as EXIF orientation turns a picture.
 *
 * @param seen - size of the picture that was answered, in pixels
 * @param orientation - 2–8
 */
export function turnAnswer(answer: Answer, seen: Size, orientation: number): Answer {
  if ('objects' in answer) return { ...answer, objects: turnObjects(answer.objects, seen, orientation) };
  if (answer.task !== 'segmentation') return answer;
  const { width, height, map } = answer;
  return {
    ...answer,
    ...turnedSize({ width, height }, orientation),
    map: turnPixels(map, { width, height }, orientation),
  };
}

function turnedSize({ width, height }: Size, orientation: number): Size {
  return turnOf(orientation).swaps ? { width: height, height: width } : { width, height };
}

function turnObjects(objects: FoundObjects, seen: Size, orientation: number): FoundObjects {
  const { swaps, acrosses, downs } = turnOf(orientation);
  const { width, height } = turnedSize(seen, orientation);
  const boxes = new Float32Array(objects.boxes.length);
  for (let at = 0; at < boxes.length; at += 4) {
    const [left, top, across, down] = objects.boxes.subarray(at, at + 4);
    const [x, y, w, h] = swaps ? [top, left, down, across] : [left, top, across, down];
    boxes.set([acrosses ? width - x - w : x, downs ? height - y - h : y, w, h], at);
  }
  return { ...objects, boxes, masks: objects.masks?.map((mask) => turnMask(mask, orientation)) ?? null };
}

function turnMask(mask: RunLengths, orientation: number): RunLengths {
  return maskOfPixels(turnPixels(pixelsOfMask(mask), mask, orientation), turnedSize(mask, orientation));
}

/** One value a pixel, rows from the top. */
function turnPixels<T extends Uint8Array | Uint16Array>(values: T, size: Size, orientation: number): T {
  const { swaps, acrosses, downs } = turnOf(orientation);
  const { width, height } = turnedSize(size, orientation);
  const turned = values.slice() as T;
  for (let y = 0, at = 0; y < height; y++) {
    const v = downs ? height - 1 - y : y;
    for (let x = 0; x < width; x++, at++) {
      const u = acrosses ? width - 1 - x : x;
      turned[at] = values[swaps ? u * size.width + v : v * size.width + u];
    }
  }
  return turned;
}
