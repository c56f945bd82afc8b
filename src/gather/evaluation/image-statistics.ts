import type { Images, Model, PixelStatistics, Samples } from '../../model/facts.ts';
import { placementOf } from '../../vision/pixels/preprocess.ts';
import type { ImageStatistics } from './alternatives.ts';

/** What the facts of the images say of alternatives to a model's preprocessing. */
export function imageStatistics(
  { preprocessing }: Model,
  { hash }: Samples,
  rows: Iterable<number>,
  images: Images | undefined,
  measured: PixelStatistics | undefined,
): ImageStatistics {
  const found: ImageStatistics = {
    pixels: measured?.std.every((value) => value > 0) ? { mean: measured.mean, std: measured.std } : null,
    coloured: false,
    turned: false,
    resized: false,
    shrunk: false,
    cut: false,
    otherAspect: false,
  };
  if (!images) return found;
  for (const row of rows) {
    if (hash[row] === '' || images.error[row] !== null) continue;
    const isOnSide = preprocessing.orientation === 'apply' && images.orientation[row] >= 5;
    const [width, height] = isOnSide
      ? [images.height[row], images.width[row]]
      : [images.width[row], images.height[row]];
    const { resized, window, canvas } = placementOf(preprocessing, { width, height });
    found.coloured ||= images.grey[row] === 0;
    found.turned ||= images.orientation[row] !== 1;
    found.resized ||= resized.width !== width || resized.height !== height;
    found.shrunk ||= resized.width < width || resized.height < height;
    found.cut ||= window.width < resized.width || window.height < resized.height;
    found.otherAspect ||= width * canvas.height !== height * canvas.width;
  }
  return found;
}
