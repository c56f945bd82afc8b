import type { Serving } from '../../model/facts.ts';
import type { Preprocessing } from '../../model/preprocessing.ts';

type Differences = NonNullable<Serving['declared']>['differences'];

/** Scale and offset that differ by less do the same to a float32 picture. */
const negligible = 1e-4;

/** What the second preprocessing does otherwise than the first, in words; nothing where both make the same of every picture. */
export function differencesBetween(declared: Preprocessing, serving: Preprocessing): Differences {
  const parts: [part: string, words: (preprocessing: Preprocessing) => string][] = [
    ['EXIF orientation', ({ orientation }) => (orientation === 'apply' ? 'applied' : 'ignored')],
    ['colour', ({ colour }) => (colour === 'grey' ? 'grey' : colour.toUpperCase())],
    ['resize', ({ resize, crop }) => wordsOfGeometry(resize, crop)],
    ['layout', ({ layout }) => layout.toUpperCase()],
  ];
  const differences: Differences = parts.flatMap(([part, words]) => {
    const [own, theirs] = [words(declared), words(serving)];
    return own === theirs ? [] : [{ part, declared: own, serving: theirs }];
  });
  const resizes = declared.resize.mode !== 'none' && serving.resize.mode !== 'none';
  if (resizes && wordsOfKernel(declared) !== wordsOfKernel(serving)) {
    differences.push({ part: 'resampling', declared: wordsOfKernel(declared), serving: wordsOfKernel(serving) });
  }
  if (declared.colour === serving.colour && !scaleAlike(declared, serving)) {
    differences.push({ part: 'scaling', declared: wordsOfScale(declared), serving: wordsOfScale(serving) });
  }
  return differences;
}

/** Factor and offset of each channel: equal ones do the same, however they are written. */
export function scaleOf({ rescale, normalise, colour }: Preprocessing): { factor: number; offset: number }[] {
  return Array.from({ length: colour === 'grey' ? 1 : 3 }, (_, c) => {
    const at = (values: readonly number[]) => values[values.length === 1 ? 0 : c];
    const [mean, std] = normalise ? [at(normalise.mean), at(normalise.std)] : [0, 1];
    return { factor: rescale / std, offset: -mean / std };
  });
}

function scaleAlike(a: Preprocessing, b: Preprocessing): boolean {
  const [own, theirs] = [scaleOf(a), scaleOf(b)];
  return own.every(({ factor, offset }, c) => {
    const range = Math.abs(255 * factor);
    const ends = [offset - theirs[c].offset, offset - theirs[c].offset + 255 * (factor - theirs[c].factor)];
    return ends.every((difference) => Math.abs(difference) <= negligible * range);
  });
}

function wordsOfGeometry(resize: Preprocessing['resize'], crop: Preprocessing['crop']): string {
  const cropped = crop ? `, then a centre crop of ${crop.width} × ${crop.height}` : '';
  switch (resize.mode) {
    case 'none':
      return `none${cropped}`;
    case 'stretch':
      return `a stretch to ${resize.width} × ${resize.height}${cropped}`;
    case 'shortest': {
      const longest = resize.longest === undefined ? '' : ` (the longer one to at most ${resize.longest})`;
      return `the shorter side to ${resize.size}${longest}${cropped}`;
    }
    case 'letterbox':
      return `a letterbox of ${resize.width} × ${resize.height} with grey ${resize.fill}${cropped}`;
  }
}

function wordsOfKernel({ resample, antialias }: Preprocessing): string {
  return antialias === false ? `${resample} without antialiasing` : resample;
}

function wordsOfScale({ rescale, normalise }: Preprocessing): string {
  const inverse = 1 / rescale;
  const factor =
    rescale === 1
      ? 'values from 0 to 255'
      : Math.abs(inverse - Math.round(inverse)) < 1e-6
        ? `values divided by ${Math.round(inverse)}`
        : `values times ${Number(rescale.toPrecision(6))}`;
  if (!normalise) return `${factor}, not normalised`;
  const list = (values: readonly number[]) => values.map((value) => Number(value.toPrecision(4))).join(', ');
  return `${factor}, mean ${list(normalise.mean)}, standard deviation ${list(normalise.std)}`;
}
