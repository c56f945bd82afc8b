import { defineRule } from '../../src/model/rule.ts';
import { copiesOf, namesByContent, pairOf, placeOf, unchangedAmong } from '../shared/samples.ts';

export default defineRule({
  meta: {
    id: 'training-data/exact-duplicate',
    title: 'A split holds the same image more than once, with the same label.',
    why: 'A repeated image counts double: in training it is learnt by heart, and in evaluation it makes the interval of every score look narrower than it is. Copies across splits and copies with other labels are worse, and have rules of their own.',
    fix: 'Keep one copy of each image in a split.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['samples'],
    messages: {
      copied: '{path} is the same image as {twin}, in {split}.',
      repeated: '{path} is listed more than once in {split}.',
    },
    options: {},
  },

  defaults: {},

  *evaluate({ base, head }) {
    for (const samples of Object.values(head.samples)) {
      const { path, split, label } = samples;
      const groups = copiesOf(samples).flatMap((rows) => [
        ...Map.groupBy(rows, (row) => `${split[row]}\0${label[row] ?? ''}`).values(),
      ]);
      const unchanged = unchangedAmong(samples, base.samples?.[samples.dataset], groups.flat());
      const copies = groups.flatMap((rows) => {
        const original = rows.find(unchanged) ?? rows[0];
        return rows.filter((row) => row !== original).map((row) => ({ row, original }));
      });
      copies.sort((a, b) => a.row - b.row);
      const names = namesByContent(
        samples,
        base.samples?.[samples.dataset],
        copies.map(({ row }) => row),
      );

      for (const [index, { row, original }] of copies.entries()) {
        yield {
          message: path[row] === path[original] ? 'repeated' : 'copied',
          subject: path[row],
          identity: names[index],
          at: placeOf(samples, row),
          data: { path: path[row], twin: path[original], split: split[row] },
          evidence: pairOf(samples, [
            [original, path[original]],
            [row, path[row]],
          ]),
        };
      }
    }
  },
});
