import type { RestorationResults } from '../../model/facts.ts';

/** How close one model's pictures of `n` images come to what they should be. */
export type RestorationColumns = Omit<RestorationResults, 'task'>;

/** Throws unless there is one value of each per image. */
export function checkRestoration({ psnr, ssim }: RestorationColumns): void {
  if (psnr.length !== ssim.length) {
    throw new RangeError(
      `Expected ${psnr.length} values for \`ssim\` but received ${ssim.length}. Pass one value of each per image.`,
    );
  }
}

/** Throws unless both models have as many images. */
export function checkPaired(base: RestorationColumns, head: RestorationColumns): void {
  checkRestoration(base);
  checkRestoration(head);
  if (base.psnr.length !== head.psnr.length) {
    throw new RangeError(
      `Expected ${base.psnr.length} images in \`head\` but received ${head.psnr.length}. Compare both models on one set of images.`,
    );
  }
}

/** The columns of some of the images, in the order given; an image may be asked for more than once. */
export function selectImages<Columns extends RestorationColumns>(columns: Columns, images: ArrayLike<number>): Columns {
  const select = (values: Float64Array): Float64Array => Float64Array.from(images, (image) => values[image]);
  return { ...columns, psnr: select(columns.psnr), ssim: select(columns.ssim) };
}
