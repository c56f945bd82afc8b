import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { annotationFaults } from '../../../rules/shared/annotation-faults.ts';
import { boxColumns, boxGroups, boxProperties, fullestTenth } from '../../../rules/shared/box-groups.ts';
import { farBoxes } from '../../../rules/shared/far-boxes.ts';
import { type AnnotationRow, annotations, many, samples } from '../../harness/rule/index.ts';

type Row = [sample: number, label: number, x: number, y: number, width: number, height: number, light: string];

const reference = JSON.parse(
  readFileSync(new URL('../../reference/datumaro_anomalies.json', import.meta.url), 'utf8'),
) as { classes: string[]; rows: Row[]; anomalies: Record<string, number> }[];

test.each(reference)('finds what datumaro’s validator finds in $rows.length boxes', ({ classes, rows, anomalies }) => {
  const marked = annotations(
    rows.map(([sample, label, x, y, width, height, light]): AnnotationRow => {
      return [sample, label, [x, y, width, height], { attributes: { light } }];
    }),
  );
  const { pets } = samples('pets', many(40, 'train', 'x'), { classes, annotations: marked });
  const columns = boxColumns(pets, undefined, marked);
  const far = farBoxes(pets, marked, columns, 5);
  const skewed = boxGroups(pets, marked, columns).flatMap(({ attribute, rows: own }) =>
    boxProperties.filter((property) => fullestTenth(columns[property], own) >= 0.8).map(() => attribute),
  );
  const negative = rows.filter(([, , , , width, height]) => width < 0 || height < 0);
  expect({
    FarFromLabelMean: far.filter(({ group }) => group.attribute === null).length,
    FarFromAttrMean: far.filter(({ group }) => group.attribute !== null).length,
    ImbalancedDistInLabel: skewed.filter((attribute) => attribute === null).length,
    ImbalancedDistInAttribute: skewed.filter((attribute) => attribute !== null).length,
    NegativeLength:
      annotationFaults(pets, undefined).filter(({ message }) => message === 'thin').length + negative.length,
  }).toEqual(anomalies);
});
