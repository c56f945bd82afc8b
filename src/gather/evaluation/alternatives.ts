import type { Preprocessing } from '../../model/preprocessing.ts';

export interface Alternative {
  /** In words, as a reader would say it. */
  name: string;
  changed: Partial<Preprocessing>;
}

/** What is known of the images that decides which alternatives differ at all. */
export interface ImageStatistics {
  /** Per channel (red, green, blue) on 0–1 values. */
  mean: [number, number, number];
  std: [number, number, number];
  /** Whether any image has another aspect ratio than the model's input, or another size. */
  otherAspect: boolean;
  otherSize: boolean;
}

const imagenet = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] };

/** The usual mistakes, each undone: the declared preprocessing with one thing changed. None equals the declared one. */
export function alternativesTo(declared: Preprocessing, images: ImageStatistics): Alternative[] {
  const grey = declared.colour === 'grey';
  const weights = [0.299, 0.587, 0.114];
  const greyOf = (values: number[]) => values.reduce((sum, value, index) => sum + value * weights[index], 0);
  const channels = ({ mean, std }: { mean: number[]; std: number[] }) =>
    grey ? { mean: [greyOf(mean)], std: [greyOf(std)] } : { mean: [...mean], std: [...std] };
  const unit = 1 / 255;
  const half = channels({ mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] });

  const candidates: Alternative[] = [
    { name: 'values from 0 to 255, not normalised', changed: { rescale: 1, normalise: null } },
    { name: 'values from 0 to 1, not normalised', changed: { rescale: unit, normalise: null } },
    { name: 'values from −1 to 1', changed: { rescale: unit, normalise: half } },
    { name: "ImageNet's mean and standard deviation", changed: { rescale: unit, normalise: channels(imagenet) } },
    {
      name: "the training images' own mean and standard deviation",
      changed: { rescale: unit, normalise: channels(images) },
    },
  ];
  if (!grey) {
    candidates.push(
      declared.colour === 'bgr'
        ? { name: 'RGB instead of BGR', changed: { colour: 'rgb' } }
        : { name: 'BGR instead of RGB', changed: { colour: 'bgr' } },
    );
  }
  if (images.otherSize) {
    for (const resample of ['bilinear', 'bicubic', 'nearest'] as const) {
      candidates.push({ name: `${resample} resampling instead of ${declared.resample}`, changed: { resample } });
    }
  }
  if (images.otherAspect && (declared.resize.mode === 'stretch' || declared.resize.mode === 'letterbox')) {
    const { width, height } = declared.resize;
    candidates.push(
      {
        name: 'a centre crop',
        changed: { resize: { mode: 'shortest', size: Math.max(width, height) }, crop: { width, height } },
      },
      { name: 'a letterbox', changed: { resize: { mode: 'letterbox', width, height, fill: 0 }, crop: null } },
      { name: 'a stretch', changed: { resize: { mode: 'stretch', width, height }, crop: null } },
    );
  }
  if (images.otherAspect && declared.crop) {
    candidates.push({
      name: 'a stretch instead of a crop',
      changed: { resize: { mode: 'stretch', ...declared.crop }, crop: null },
    });
  }
  return candidates.filter(({ changed }) => differs(declared, changed));
}

function differs(declared: Preprocessing, changed: Partial<Preprocessing>): boolean {
  return (Object.keys(changed) as (keyof Preprocessing)[]).some(
    (key) => JSON.stringify(changed[key]) !== JSON.stringify(declared[key]),
  );
}
