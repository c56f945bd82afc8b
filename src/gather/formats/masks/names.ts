/** What tools put after the image's name; the first that is there is taken. */
const suffixes = ['_mask', '_label', '_labelIds', '_labelTrainIds', '_segmentation', '_seg', '_gt', '_L'];

/** Cityscapes names an image `…_leftImg8bit` and its masks otherwise. */
const cityscapes = {
  image: '_leftImg8bit',
  masks: ['_gtFine_labelIds', '_gtFine_labelTrainIds', '_gtCoarse_labelIds'],
};

/** The paths without extension at which an image's mask may lie, in the order of preference. */
export function maskNames(stem: string): string[] {
  const names = [stem, ...suffixes.map((suffix) => stem + suffix)];
  if (!stem.endsWith(cityscapes.image)) return names;
  const scene = stem.slice(0, -cityscapes.image.length);
  return [...names, ...cityscapes.masks.map((suffix) => scene + suffix)];
}

/** The image's path for that of a mask whose name says that it is one, else `null`. */
export function stemOfImage(mask: string): string | null {
  const named = cityscapes.masks.find((suffix) => mask.endsWith(suffix));
  if (named !== undefined) return mask.slice(0, -named.length) + cityscapes.image;
  const suffix = suffixes.find((each) => mask.endsWith(each));
  return suffix === undefined ? null : mask.slice(0, -suffix.length);
}

/** Whether a file beside Cityscapes' masks shows the same in colours, or by object. */
export function isOtherKind(stem: string): boolean {
  return /_gt(?:Fine|Coarse)_(?:color|instanceIds|instanceTrainIds)$/.test(stem);
}
