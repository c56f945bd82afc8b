/** Sampling units grouped by what they say, so that a resample is one count per type. */

/** Rows of each sampling unit: one per image, or all images of one cluster, clusters in order of appearance. */
export function groupRows(n: number, cluster?: Int32Array): number[][] {
  if (cluster === undefined) return Array.from({ length: n }, (_, i) => [i]);
  return [...Map.groupBy(cluster.keys(), (i) => cluster[i]).values()];
}

/**
 * Groups units with equal keys.
 *
 * @returns how many units each type holds, and one of them
 */
export function groupTypes<Unit>(
  units: Unit[],
  key: (unit: Unit) => string,
): { counts: Int32Array; representatives: Unit[] } {
  const types = [...Map.groupBy(units, key).values()];
  return { counts: Int32Array.from(types, (own) => own.length), representatives: types.map((own) => own[0]) };
}

/** Where each list ends once all are laid end to end. */
export function cumulativeLengths(lists: readonly unknown[][]): Int32Array {
  let end = 0;
  return Int32Array.from(lists, (list) => {
    end += list.length;
    return end;
  });
}
