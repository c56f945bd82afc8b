import { Fault } from '../../../model/fault.ts';
import type { Member } from '../paths.ts';
import { openParquet, readGroup } from './file.ts';
import { imageIn } from './image.ts';
import { readMemberName } from './member.ts';

/**
 * The images that are wanted, by their names (`memberName`), from the row groups that have any of them.
 * @throws Fault `broken` when the file cannot be read, or has no such column.
 */
export async function* parquetMembers(
  bytes: Buffer,
  path: string,
  wanted: ReadonlySet<string>,
): AsyncGenerator<Member> {
  const file = openParquet(bytes, path);
  for (const [column, members] of byColumn(wanted)) {
    if (!file.columns.some(({ element }) => element.name === column)) {
      throw new Fault(
        'broken',
        `Expected a column \`${column}\` in ${path} but received a file without it. Name another in \`columns.image\`.`,
        { path },
      );
    }
    let first = 0;
    for (const [group, rows] of file.groups.entries()) {
      const here = [...members].filter(([row]) => row >= first && row < first + rows);
      const values = here.length > 0 ? await readGroup(file, group, [column]) : [];
      for (const [row, member] of here) {
        const image = imageIn(values[row - first]?.[column]).bytes;
        if (image !== null) yield { member, bytes: image };
      }
      first += rows;
    }
  }
}

function byColumn(wanted: ReadonlySet<string>): Map<string, Map<number, string>> {
  const columns = new Map<string, Map<number, string>>();
  for (const member of wanted) {
    const parts = readMemberName(member);
    if (parts === null) continue;
    const rows = columns.get(parts.column) ?? new Map<number, string>();
    columns.set(parts.column, rows.set(parts.row, member));
  }
  return columns;
}
