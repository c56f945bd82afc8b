import type { FoundDataset, Keys } from '../found.ts';
import type { ImageTable } from './tables.ts';

/** Columns that commonly say to which group of people an image belongs. */
const groupNames =
  /^(sex|gender|age_?(group|band|range|bin)|skin_?(tone|type|colou?r)|fitzpatrick(_?(scale|type|skin_type))?|race|ethnicity|race_ethnicity|monk_?(skin_)?tone)$/i;
/** Columns that commonly say which images belong together. */
const unitNames =
  /^(patient|subject|person|case|study|exam|video|clip|scene|sequence|specimen|plant)_?(id|no|name|number)?$/i;

/** Keys for groups and units among a dataset's attributes, and the sentences about them. */
export function attributeKeys(names: readonly string[]): { keys: Keys; doubts: string[] } {
  const groups = names.filter((name) => groupNames.test(name));
  const units = names.filter((name) => unitNames.test(name));
  return {
    keys: {
      ...(groups.length > 0 ? { groups } : {}),
      ...(units.length > 0 ? { unit: units[0] } : {}),
    },
    doubts: [
      ...(groups.length > 0
        ? [
            `\`groups\` was taken from the names of columns: results between the values of ${groups.join(', ')} must not diverge. Correct it if that is not meant.`,
          ]
        : []),
      ...(units.length > 0
        ? [
            `\`unit\` was taken from a column's name: images of one ${units[0]} must stay in one split.${units.length > 1 ? ` It could also be ${units.slice(1).join(' or ')}.` : ''} Take it out if that is not meant.`,
          ]
        : []),
    ],
  };
}

/** The table that says something of a dataset's images without being the dataset; the one that knows most of them. */
export function attributeTable(
  dataset: FoundDataset,
  images: ReadonlySet<string>,
  tables: readonly ImageTable[],
): ImageTable | null {
  const own = new Set(
    Object.values(dataset.keys).flatMap((value) => (typeof value === 'object' ? Object.values(value) : [value])),
  );
  const known = tables
    .filter(({ path }) => !own.has(path))
    .map((table) => ({
      table,
      share: table.images.filter((path) => images.has(path)).length / Math.max(images.size, 1),
    }))
    .filter(({ share }) => share >= 0.5)
    .sort((a, b) => b.share - a.share);
  return known[0]?.table ?? null;
}
