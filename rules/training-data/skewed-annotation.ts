import { defineRule } from '../../src/model/rule.ts';
import { boxColumns, boxGroups, boxProperties, fullestTenth } from '../shared/box-groups.ts';
import { counted, percent } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'training-data/skewed-annotation',
    title: 'Nearly all boxes of a class have much the same size or shape.',
    why: 'A detector that has seen a class at one size only finds it at that size. Boxes that are all alike can also be placeholders that nobody has drawn.',
    fix: 'Add images in which the class is nearer, farther or turned. Where it has one size by nature, leave the rule off.',
    severity: 'warning',
    recommended: false,
    measure: 'counted',
    needs: ['samples'],
    uses: ['images'],
    messages: {
      skewed:
        '{share} of {boxes} of {group} in {dataset} have a {property} within one tenth of its range; {accepted} are accepted.',
    },
    options: {
      share: 'Share of the boxes of a class, 0–1, in the fullest of ten bins of a property (datumaro: 0.8).',
      boxes: 'Boxes that a class must have.',
    },
  },

  defaults: { share: 0.8, boxes: 20 },

  *evaluate({ head, options }) {
    for (const samples of Object.values(head.samples)) {
      const { dataset, annotations, classesAt } = samples;
      if (!annotations) continue;
      const columns = boxColumns(samples, head.images[dataset], annotations);
      for (const { label, attribute, rows } of boxGroups(samples, annotations, columns)) {
        if (rows.length < options.boxes) continue;
        const group = attribute ? `${label} with ${attribute.name} ${attribute.value}` : label;
        for (const property of boxProperties) {
          const share = fullestTenth(columns[property], rows);
          if (share < options.share) continue;
          yield {
            message: 'skewed',
            subject: group,
            identity: `${dataset}/${group}/${property}`,
            at: classesAt ?? undefined,
            measured: share,
            limit: options.share,
            data: {
              dataset,
              group,
              property,
              share: percent(share),
              boxes: counted(rows.length, 'box', 'boxes'),
              accepted: percent(options.share),
            },
          };
        }
      }
    }
  },
});
