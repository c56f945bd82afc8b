import { defineRule } from '../../src/model/rule.ts';
import { imageOf, namesByContent, placeOf } from '../shared/samples.ts';

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
    messages: {
      turned: '{path} is to be shown {turn} (EXIF orientation {orientation}), which its loader is not known to do.',
    },
    options: {},
  },

  defaults: {},

  *evaluate({ base, head }) {
    for (const { dataset, orientation } of Object.values(head.images)) {
      const samples = head.samples[dataset];
      if (!samples || samples.orientation === 'apply') continue;
      const rows = [...orientation.keys()].filter((row) => orientation[row] in turns);
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
