import type { Samples } from '../../model/facts.ts';

/** Images (positions in the rows asked for) that share a value of an attribute, or values of several. */
export interface ImageGroup {
  /** `sex`, or `sex × skin_tone`. */
  attribute: string;
  /** `female`, or `female × dark`. */
  value: string;
  images: number[];
}

/** The value of images that have none. */
const unknown = 'unknown';

/**
 * The groups of some rows: for each attribute that the policy calls a group the images of each value, and as their own group
 * those without one; then the intersections that the policy asks for, of images whose every value is known. Values in order.
 *
 * An attribute that no image has makes no group, and intersections of too few images are left out.
 */
export function groupsOf(
  { attributes, groups, intersections }: Pick<Samples, 'attributes' | 'groups' | 'intersections'>,
  rows: ArrayLike<number>,
): ImageGroup[] {
  const column = (name: string) => Array.from(rows, (row) => attributes[name]?.[row] ?? null);
  const columns = new Map(groups.map((name) => [name, column(name)]));
  const found = [...columns].flatMap(([attribute, values]) =>
    values.every((value) => value === null)
      ? []
      : imagesByValue(
          attribute,
          values.map((value) => value ?? unknown),
        ),
  );
  if (!intersections) return found;
  for (let order = 2; order <= Math.min(intersections.order, groups.length); order++) {
    for (const names of combinations(groups, order)) {
      const values = Array.from(rows, (_, image) => {
        const own = names.map((name) => columns.get(name)?.[image] ?? null);
        return own.includes(null) ? null : own.join(' × ');
      });
      const crossed = imagesByValue(names.join(' × '), values);
      found.push(...crossed.filter(({ images }) => images.length >= intersections.atLeast));
    }
  }
  return found;
}

function imagesByValue(attribute: string, values: readonly (string | null)[]): ImageGroup[] {
  const images = new Map<string, number[]>();
  values.forEach((value, image) => {
    if (value === null) return;
    const own = images.get(value);
    if (own) own.push(image);
    else images.set(value, [image]);
  });
  return [...images].sort(([a], [b]) => (a < b ? -1 : 1)).map(([value, own]) => ({ attribute, value, images: own }));
}

/** Every choice of `count` of the names, in their order. */
function combinations(names: readonly string[], count: number): string[][] {
  if (count === 0) return [[]];
  return names.flatMap((name, i) => combinations(names.slice(i + 1), count - 1).map((rest) => [name, ...rest]));
}
