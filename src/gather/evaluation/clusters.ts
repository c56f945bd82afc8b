import type { NearDuplicates, Samples } from '../../model/facts.ts';

/**
 * The cluster of each of some rows, by number from 0: rows of one unit (a patient, a film), of one content, or of pictures that
 * are the same to the eye are no independent evidence.
 *
 * @returns `undefined` where every row is by itself
 */
export function clustersOf(
  { hash, unit }: Pick<Samples, 'hash' | 'unit'>,
  rows: ArrayLike<number>,
  near: NearDuplicates | undefined,
): Int32Array | undefined {
  const parent = Int32Array.from({ length: rows.length }, (_, position) => position);
  const rootOf = (position: number): number => {
    let root = position;
    while (parent[root] !== root) root = parent[root];
    for (let at = position; parent[at] !== root; ) [at, parent[at]] = [parent[at], root];
    return root;
  };
  const first = new Map<string, number>();
  const join = (name: string, position: number) => {
    const other = first.get(name);
    if (other === undefined) first.set(name, position);
    else parent[rootOf(position)] = rootOf(other);
  };
  for (let position = 0; position < rows.length; position++) {
    const row = rows[position];
    join(`content ${hash[row]}`, position);
    const own = unit?.[row];
    if (own !== null && own !== undefined) join(`unit ${own}`, position);
  }
  near?.confirmed.forEach((isConfirmed, pair) => {
    const [own, twin] = [
      first.get(`content ${hash[near.first[pair]]}`),
      first.get(`content ${hash[near.second[pair]]}`),
    ];
    if (isConfirmed === 1 && own !== undefined && twin !== undefined) parent[rootOf(own)] = rootOf(twin);
  });
  const numbers = new Map<number, number>();
  const clusters = parent.map((_, position) => {
    const root = rootOf(position);
    const known = numbers.get(root);
    if (known !== undefined) return known;
    numbers.set(root, numbers.size);
    return numbers.size - 1;
  });
  return numbers.size === rows.length ? undefined : clusters;
}
