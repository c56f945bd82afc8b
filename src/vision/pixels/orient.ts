import type { Pixels } from './image.ts';

/**
 * Turns a picture as its EXIF orientation says, so that it stands upright (Pillow's `ImageOps.exif_transpose`).
 *
 * @param orientation - EXIF orientation, 1–8; 1 and unknown values leave the picture as it is
 */
export function orient(pixels: Pixels, orientation: number): Pixels {
  if (!(orientation >= 2 && orientation <= 8)) return pixels;
  const { width, height, channels, data } = pixels;
  const swapped = orientation >= 5;
  const outWidth = swapped ? height : width;
  const outHeight = swapped ? width : height;

  // Source index of the output's top-left pixel, and its steps along an output row and column, in pixels.
  const right = width - 1;
  const bottom = (height - 1) * width;
  const [start, alongRow, alongColumn] = {
    2: [right, -1, width],
    3: [right + bottom, -1, -width],
    4: [bottom, 1, -width],
    5: [0, width, 1],
    6: [bottom, -width, 1],
    7: [right + bottom, -width, -1],
    8: [right, width, -1],
  }[orientation as 2 | 3 | 4 | 5 | 6 | 7 | 8];

  const out = new Uint8Array(data.length);
  let to = 0;
  for (let y = 0; y < outHeight; y++) {
    let from = (start + y * alongColumn) * channels;
    const step = alongRow * channels;
    for (let x = 0; x < outWidth; x++, from += step) {
      for (let c = 0; c < channels; c++) out[to++] = data[from + c];
    }
  }
  return { width: outWidth, height: outHeight, channels, data: out };
}
