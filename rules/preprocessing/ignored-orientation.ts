import { defineRule } from '../../src/model/rule.ts';
import { imageOf, namesByContent, placeOf } from '../shared/samples.ts';
import { counted } from '../shared/wording.ts';

const turns: Record<number, string> = {
  2: 'mirrored',
  3: 'turned by 180°',
  4: 'mirrored and turned by 180°',
  5: 'mirrored and turned by 90°',
  6: 'turned by 90° clockwise',
  7: 'mirrored and turned by 270°',
  8: 'turned by 90° anticlockwise',
};

export default defineRule({
  meta: {
    id: 'preprocessing/ignored-orientation',
    title: 'An image is stored turned, and nothing says that the loader turns it back.',
    why: 'Cameras store pixels as the sensor lay and note the turn in EXIF. Viewers apply it and most training loaders do not (Pillow, OpenCV with its unchanged flag), so that people label an upright image and the model learns a sideways one.',
    fix: "Store the image upright (`exiftran -ai FILE`, or `jpegtran`), or, when the project's loader applies EXIF orientation, declare `orientation: apply` for the dataset.",
    severity: 'error',
    recommended: true,
    measure: 'counted',
    needs: ['samples', 'images'],
    uses: ['models'],
    messages: {
      turned: '{path} is to be shown {turn} (EXIF orientation {orientation}), which its loader is not known to do.',
      disregarded:
        '{model} declares that it ignores EXIF orientation, and the loader of {dataset} applies it: the two see {images} differently.',
    },
    options: {},
  },

  defaults: {},

  *evaluate({ base, head }) {
    for (const { dataset, orientation } of Object.values(head.images)) {
      const samples = head.samples[dataset];
      const rows = [...orientation.keys()].filter((row) => orientation[row] in turns);
      if (!samples || rows.length === 0) continue;
      if (samples.orientation === 'apply') {
        for (const { model, dataset: own, preprocessing, preprocessingAt } of Object.values(head.models)) {
          if (own !== dataset || preprocessing.orientation === 'apply') continue;
          yield {
            message: 'disregarded',
            subject: model,
            identity: model,
            at: preprocessingAt,
            data: { model, images: counted(rows.length, 'image'), dataset },
          };
        }
        continue;
      }
      const names = namesByContent(samples, base.samples?.[dataset], rows);
      for (const [index, row] of rows.entries()) {
        yield {
          message: 'turned',
          subject: samples.path[row],
          identity: names[index],
          at: placeOf(samples, row),
          data: { path: samples.path[row], turn: turns[orientation[row]], orientation: orientation[row] },
          evidence: imageOf(samples, row),
        };
      }
    }
  },
});
