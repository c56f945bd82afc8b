import { Fault } from '../../../model/fault.ts';
import type { Member } from '../paths.ts';
import { openParquet, readGroup } from './file.ts';
import { imageIn } from './image.ts';

/**
 * The images of the rows that are wanted, from the row groups that have any of them.
 * @param wanted `column/row`, rows counted from 0
 * @throws Fault `broken` when the file cannot be read.
 */
export async function* parquetMembers(
  bytes: Buffer,
  path: string,
  wanted: ReadonlySet<string>,
): AsyncGenerator<Member> {
  const file = openParquet(bytes, path);
  const columns = new Set([...wanted].map((member) => member.slice(0, member.lastIndexOf('/'))));
  for (const name of columns) {
    if (!file.columns.some(({ element }) => element.name === name)) {
      throw new Fault(
        'broken',
        `Expected a column \`${name}\` in ${path} but it has none. Name another in \`columns.image\`.`,
        { path },
      );
    }
    let first = 0;
    for (const [group, rows] of file.groups.entries()) {
      const members = Array.from({ length: rows }, (_, row) => `${name}/${first + row}`);
      first += rows;
      if (!members.some((member) => wanted.has(member))) continue;
      const values = await readGroup(file, group, [name]);
      for (const [row, member] of members.entries()) {
        const image = wanted.has(member) ? imageIn(values[row]?.[name]).bytes : null;
        if (image !== null) yield { member, bytes: image };
      }
    }
  }
}
