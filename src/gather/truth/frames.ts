import type { Images, Samples } from '../../model/facts.ts';

/** Which way up a picture is taken: as its EXIF orientation shows it, or as its pixels are stored. */
export type Frame = 'upright' | 'stored';

/**
 * The way up in which the annotations of a dataset lie over its pictures: as its loader hands them out.
 *
 * @param shown - the way up in which the model sees them; `null` where that is not known
 */
export function frameOf({ orientation }: Pick<Samples, 'orientation'>, shown: Frame | null): Frame {
  if (orientation === 'unsaid') return shown ?? 'upright';
  return orientation === 'apply' ? 'upright' : 'stored';
}

/**
 * Width and height of a picture in one frame; `null` where they are not known. A listing that declares another size than the
 * picture has, either way up, is taken at its word: its annotations were drawn in that.
 */
export function sizeIn(
  frame: Frame,
  { declared }: Pick<Samples, 'declared'>,
  images: Images | undefined,
  row: number,
): readonly [width: number, height: number] | null {
  const listed = declared && declared.width[row] > 0 ? ([declared.width[row], declared.height[row]] as const) : null;
  const [width, height] = [images?.width[row] ?? 0, images?.height[row] ?? 0];
  if (!images || images.error[row] !== null || width === 0) return listed;
  const liesOnSide = images.orientation[row] >= 5;
  if (listed && !(liesOnSide && isEitherWayUp(listed, width, height))) return listed;
  return liesOnSide && frame === 'upright' ? [height, width] : [width, height];
}

function isEitherWayUp([across, down]: readonly [number, number], width: number, height: number): boolean {
  return (across === width && down === height) || (across === height && down === width);
}

/** What to do where a picture's annotations or answers fit it only the other way up: the end of a sentence. */
export const otherWayUp =
  'EXIF turns this image: write `orientation: apply` for the dataset where its annotations lie over the upright picture, `orientation: ignore` where they lie over the stored one.';
