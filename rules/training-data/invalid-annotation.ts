import type { Images, Samples } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { type AnnotationFault, annotationFaults } from '../shared/annotation-faults.ts';
import { annotationPlace, nameOnce } from '../shared/annotations.ts';
import { liesOnSide } from '../shared/boxes.ts';
import { imageOf, namesByContent, placeOf } from '../shared/samples.ts';
import { shortList } from '../shared/short-list.ts';

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
    uses: ['images'],
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

      const atBase = before ? annotationFaults(before, base.images?.[dataset]) : [];
      const faults = shortList(annotationFaults(samples, images), namesOf(atBase), options.listed);
      for (const { message, row, name, data } of faults.listed) {
        const annotations = samples.annotations!;
        yield {
          message,
          subject: samples.path[annotations.sample[row]],
          identity: name,
          at: annotationPlace(annotations, row),
          data,
          evidence: imageOf(samples, annotations.sample[row]),
        };
      }
      for (const { file, total, listed } of faults.crowded) {
        yield {
          message: 'more',
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
  },
});

function namesOf(faults: readonly AnnotationFault[]): Set<string> {
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
