import type { Preprocessing } from '../../model/preprocessing.ts';
import { placementOf } from '../pixels/preprocess.ts';

interface Size {
  width: number;
  height: number;
}

/** How a model's input lies over the picture: the point x of the canvas is the point (x − left) / scaleX of the picture. */
export interface Geometry {
  canvas: Size;
  picture: Size;
  scaleX: number;
  scaleY: number;
  left: number;
  top: number;
}

/** @param picture - size in pixels of the picture as its preprocessing turns it */
export function geometryOf(preprocessing: Preprocessing, picture: Size): Geometry {
  const { width, height } = picture;
  const { resized, window, left, top, canvas } = placementOf(preprocessing, { width, height });
  return {
    canvas,
    picture: { width, height },
    scaleX: resized.width / width,
    scaleY: resized.height / height,
    left: left - window.left,
    top: top - window.top,
  };
}
