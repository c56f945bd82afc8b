import type { Images, Masks, Samples } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { annotationFaults } from '../shared/annotation-faults.ts';
import { annotationPlace, nameOnce } from '../shared/annotations.ts';
import { liesOnSide } from '../shared/boxes.ts';
import { maskFaults } from '../shared/mask-faults.ts';
import { imageOf, namesByContent, placeOf } from '../shared/samples.ts';
import { type Found, shortList } from '../shared/short-list.ts';

export default defineRule({
  meta: {
    id: 'training-data/invalid-annotation',
    title: 'A label or annotation cannot be what was meant.',
    why: 'A row that is ragged, repeated or points nowhere is dropped by one reader and misread by another, so that nobody trains on the dataset that was meant. A box outside its image, without extent or drawn twice teaches the model to mark what is not there.',
    fix: 'Mend the line; each finding says what was expected there.',
    severity: 'error',
    recommended: true,
    measure: 'counted',
    needs: ['samples'],
    uses: ['images', 'masks'],
    messages: {
      invalid: '{problem}.',
      outside: 'The box of {class} in {path} reaches {by} beyond the image.',
      turned:
        'The boxes of {path} fit only {otherWidth} × {otherHeight}, and the image is {width} × {height} as its EXIF orientation is read: one of the two is turned.',
      thin: 'The box of {class} in {path} is {width} × {height} pixels: a side of less than one pixel holds nothing.',
      flat: 'The {shape} of {class} in {path} has no area.',
      twice: 'The {shape} of {class} in {path} is there twice.',
      size: '{path} is declared as {declaredWidth} × {declaredHeight}, and the image is {width} × {height}.',
      more: '{path} has {measured} annotations that cannot be what was meant; {listed} of them are named.',
      maskUnreadable: 'The mask {mask} of {path} cannot be read: {error}.',
      maskSize: 'The mask {mask} is {maskWidth} × {maskHeight}, and its image {path} is {width} × {height}.',
      maskClass: 'The mask {mask} of {path} has {pixels} of {what}, which is no class of the list.',
      maskIgnored: 'The mask {mask} of {path} holds nothing but the value that is ignored.',
      moreMasks: '{measured} faults are in the masks of {dataset}; {listed} of them are named.',
    },
    options: {
      listed: 'Annotations of one file that are named, of those that base has too and of those that are new.',
    },
  },

  defaults: { listed: 50 },

  *evaluate({ base, head, options }) {
    for (const samples of Object.values(head.samples)) {
      const { dataset } = samples;
      const images = head.images[dataset];
      const before = base.samples?.[dataset];
      yield* unreadable(samples);
      yield* sizes(samples, images, before);

      const imagesBefore = base.images?.[dataset];
      yield* geometry(samples, images, before, imagesBefore, options.listed);
      const masksBefore = before && maskFaults(before, imagesBefore, base.masks?.[dataset]);
      yield* masks(samples, images, head.masks[dataset], masksBefore ?? [], options.listed);
    }
  },
});

function* geometry(
  samples: Samples,
  images: Images | undefined,
  before: Samples | undefined,
  imagesBefore: Images | undefined,
  limit: number,
) {
  const { dataset, annotations, path } = samples;
  if (!annotations) return;
  const faults = annotationFaults(samples, images);
  if (faults.length === 0) return;
  const atBase = before ? annotationFaults(before, imagesBefore) : [];
  const { listed, crowded } = shortList(faults, namesOf(atBase), limit);
  for (const { message, row, name, data } of listed) {
    yield {
      message,
      subject: path[annotations.sample[row]],
      identity: name,
      at: annotationPlace(annotations, row),
      data,
      evidence: imageOf(samples, annotations.sample[row]),
    };
  }
  for (const { file, total, listed } of crowded) {
    yield {
      message: 'more' as const,
      subject: file,
      identity: `${dataset}/${file}`,
      at: { path: file },
      measured: total,
      limit: 0,
      unit: 'annotations',
      data: { path: file, listed },
    };
  }
}

function* masks(
  samples: Samples,
  images: Images | undefined,
  facts: Masks | undefined,
  atBase: readonly Found[],
  limit: number,
) {
  const { dataset, path } = samples;
  const { listed, crowded } = shortList(maskFaults(samples, images, facts), namesOf(atBase), limit);
  for (const { message, row, name, data } of listed) {
    yield {
      message,
      subject: path[row],
      identity: name,
      ...(message === 'maskIgnored' ? { severity: 'warning' as const } : {}),
      at: { path: samples.masks?.path[row] ?? path[row] },
      data,
      evidence: imageOf(samples, row),
    };
  }
  for (const { total, listed } of crowded) {
    yield {
      message: 'moreMasks' as const,
      subject: dataset,
      identity: dataset,
      measured: total,
      limit: 0,
      data: { dataset, listed },
    };
  }
}

function namesOf(faults: readonly Found[]): Set<string> {
  return new Set(faults.map(({ name }) => name));
}

/** What the reader could not take in, but for labels outside the class list, which have a rule of their own. */
function* unreadable({ dataset, problems }: Samples) {
  const once = nameOnce();
  for (const { message, at, unknown } of problems) {
    if (unknown) continue;
    yield {
      message: 'invalid' as const,
      subject: at.path,
      identity: once(`${dataset}/${at.path}: ${withoutPlaces(message)}`),
      at,
      data: { problem: message.replace(/\.$/, '') },
    };
  }
}

/** Images of another size than the listing says, as stored or as turned. */
function* sizes(samples: Samples, images: Images | undefined, before: Samples | undefined) {
  const { declared, path, count } = samples;
  if (!declared || !images) return;
  const rows = Array.from({ length: count }, (_, row) => row).filter((row) => {
    const [width, height] = [declared.width[row], declared.height[row]];
    if (width === 0 || height === 0 || images.width[row] === 0) return false;
    if (width === images.width[row] && height === images.height[row]) return false;
    return !(liesOnSide(images, row) && width === images.height[row] && height === images.width[row]);
  });
  const names = namesByContent(samples, before, rows);
  for (const [index, row] of rows.entries()) {
    yield {
      message: 'size' as const,
      subject: path[row],
      identity: names[index],
      at: placeOf(samples, row),
      data: {
        path: path[row],
        declaredWidth: declared.width[row],
        declaredHeight: declared.height[row],
        width: images.width[row],
        height: images.height[row],
      },
    };
  }
}

/** Lines move when rows are added above them, and the problem stays the same. */
function withoutPlaces(message: string): string {
  return message.replace(/\b(line|column) \d+/g, '$1');
}
