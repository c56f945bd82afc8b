import { defineRule } from '../../src/model/rule.ts';
import { namesByContent, placeOf } from '../shared/samples.ts';

export default defineRule({
  meta: {
    id: 'ethics/location-metadata',
    title: 'An image carries the place where it was taken.',
    why: 'A GPS position in EXIF or XMP tells where somebody lives, works or was treated. It is personal data, it is published with the dataset, and git keeps it after the file is gone.',
    fix: 'Strip the metadata (`exiftool -gps:all= FILE`) and rewrite the commit, so that the history does not keep the position.',
    severity: 'error',
    recommended: true,
    measure: 'counted',
    needs: ['samples', 'images'],
    uses: ['metadata'],
    messages: { located: '{path} holds a GPS position in its {place} metadata.' },
    options: {},
  },

  defaults: {},

  *evaluate({ base, head }) {
    for (const { dataset, location } of Object.values(head.images)) {
      const samples = head.samples[dataset];
      if (!samples) continue;
      const found = head.metadata[dataset]?.found;
      const placeIn = (row: number) => /(?:^| )position@(\w+)/.exec(found?.[row] ?? '')?.[1];
      const rows = [...location.keys()].filter((row) => location[row] === 1 || placeIn(row) !== undefined);
      const names = namesByContent(samples, base.samples?.[dataset], rows);
      for (const [index, row] of rows.entries()) {
        yield {
          message: 'located',
          subject: samples.path[row],
          identity: names[index],
          at: placeOf(samples, row),
          data: { path: samples.path[row], place: placeIn(row) ?? 'EXIF or XMP' },
        };
      }
    }
  },
});
