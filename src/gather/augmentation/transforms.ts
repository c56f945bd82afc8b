import type { Effect } from '../../model/facts.ts';

/** What transforms of Albumentations and torchvision do, by their names. Those that only prepare an image do nothing. */
export const effectsOf: Readonly<Record<string, readonly Effect[]>> = {
  // Both
  HorizontalFlip: ['horizontal flip'],
  RandomHorizontalFlip: ['horizontal flip'],
  VerticalFlip: ['vertical flip'],
  RandomVerticalFlip: ['vertical flip'],
  Flip: ['horizontal flip', 'vertical flip'],
  D4: ['horizontal flip', 'vertical flip', 'quarter turn', 'half turn'],
  SquareSymmetry: ['horizontal flip', 'vertical flip', 'quarter turn', 'half turn'],
  Transpose: ['quarter turn'],
  RandomRotate90: ['quarter turn', 'half turn'],
  RandomResizedCrop: ['crop', 'scale'],
  RandomCrop: ['crop'],
  RandomSizedCrop: ['crop', 'scale'],
  RandomSizedBBoxSafeCrop: ['crop', 'scale'],
  BBoxSafeRandomCrop: ['crop'],
  RandomIoUCrop: ['crop', 'scale'],
  RandomZoomOut: ['scale'],
  RandomScale: ['scale'],
  RandomShortestSize: ['scale'],
  RandomResize: ['scale'],
  ScaleJitter: ['scale'],
  Perspective: ['perspective'],
  RandomPerspective: ['perspective'],
  ElasticTransform: ['perspective'],
  GridDistortion: ['perspective'],
  OpticalDistortion: ['perspective'],
  ColorJitter: ['brightness', 'contrast', 'colour'],
  RandomPhotometricDistort: ['brightness', 'contrast', 'colour'],
  RandomBrightnessContrast: ['brightness', 'contrast'],
  RandomBrightness: ['brightness'],
  RandomContrast: ['contrast'],
  RandomGamma: ['brightness', 'contrast'],
  RandomToneCurve: ['brightness', 'contrast'],
  CLAHE: ['contrast'],
  Equalize: ['contrast'],
  RandomEqualize: ['contrast'],
  RandomAutocontrast: ['contrast'],
  AutoContrast: ['contrast'],
  RandomPosterize: ['colour'],
  Posterize: ['colour'],
  RandomSolarize: ['colour'],
  Solarize: ['colour'],
  RandomInvert: ['colour'],
  HueSaturationValue: ['brightness', 'colour'],
  RGBShift: ['brightness', 'colour'],
  ChannelShuffle: ['colour'],
  RandomChannelPermutation: ['colour'],
  PlanckianJitter: ['colour'],
  FancyPCA: ['colour'],
  ToGray: ['grey'],
  RandomGrayscale: ['grey'],
  ToSepia: ['colour'],
  Blur: ['blur'],
  GaussianBlur: ['blur'],
  MotionBlur: ['blur'],
  MedianBlur: ['blur'],
  Defocus: ['blur'],
  ZoomBlur: ['blur'],
  AdvancedBlur: ['blur'],
  Downscale: ['blur'],
  GaussNoise: ['noise'],
  GaussianNoise: ['noise'],
  ISONoise: ['noise'],
  MultiplicativeNoise: ['noise'],
  ShotNoise: ['noise'],
  SaltAndPepper: ['noise'],
  ImageCompression: ['compression'],
  JPEG: ['compression'],
  CoarseDropout: ['erasing'],
  GridDropout: ['erasing'],
  PixelDropout: ['erasing'],
  Cutout: ['erasing'],
  RandomErasing: ['erasing'],
  MixUp: ['mixing'],
  CutMix: ['mixing'],
  Mosaic: ['mixing'],
  AugMix: ['brightness', 'contrast', 'colour', 'rotation', 'shift'],
  AutoAugment: ['brightness', 'contrast', 'colour', 'rotation', 'shift'],
  RandAugment: ['brightness', 'contrast', 'colour', 'rotation', 'shift'],
  TrivialAugmentWide: ['brightness', 'contrast', 'colour', 'rotation', 'shift'],
};

/** Transforms whose range of angles says what they do. */
export const turning: ReadonlySet<string> = new Set([
  'Rotate',
  'SafeRotate',
  'RandomRotation',
  'ShiftScaleRotate',
  'Affine',
  'RandomAffine',
]);

/** Transforms that hold others. */
export const holding: ReadonlySet<string> = new Set([
  'Compose',
  'OneOf',
  'SomeOf',
  'OneOrOther',
  'RandomOrder',
  'Sequential',
  'RandomApply',
  'RandomChoice',
  'ReplayCompose',
]);

/** What a turn by up to so many degrees does to a picture. */
export function effectsOfTurn(degrees: number): Effect[] {
  const made: Effect[] = [];
  if (degrees > 0) made.push('rotation');
  if (degrees >= 80) made.push('quarter turn');
  if (degrees >= 170) made.push('half turn');
  return made;
}

/** Ultralytics' keys of `args.yaml` with what they do where they are not 0; `degrees` is a turn. */
export const ultralyticsEffects: Readonly<Record<string, readonly Effect[]>> = {
  fliplr: ['horizontal flip'],
  flipud: ['vertical flip'],
  degrees: [],
  translate: ['shift'],
  scale: ['scale'],
  shear: ['perspective'],
  perspective: ['perspective'],
  hsv_h: ['colour'],
  hsv_s: ['colour'],
  hsv_v: ['brightness'],
  bgr: ['colour'],
  mosaic: ['mixing'],
  mixup: ['mixing'],
  cutmix: ['mixing'],
  copy_paste: ['mixing'],
  erasing: ['erasing'],
};
