import type { DatasetPolicy } from '../../../model/policy.ts';
import { counted } from '../../formats/listing/problems.ts';
import { type ContainerFacts, contentHash, noFacts, Tally, textOf } from '../facts.ts';
import { findParquetColumns, type ParquetColumns } from './columns.ts';
import { openParquet, type ParquetFile, type ParquetRow, readGroup } from './file.ts';
import { imageIn } from './image.ts';
import { memberName } from './member.ts';
import { appendObjects } from './objects.ts';

/**
 * What a Parquet file says of its images, read row group by row group.
 * @throws Fault `broken` when the file cannot be read, or a column that the policy names is missing.
 */
export async function listParquet(
  bytes: Buffer,
  path: string,
  declared: DatasetPolicy['columns'],
): Promise<ContainerFacts> {
  const file = openParquet(bytes, path);
  const columns = findParquetColumns(file, declared);
  const facts = noFacts();
  facts.classes = classesOf(columns);
  if (columns.split !== null) facts.split = [];
  for (const name of columns.attributes) facts.attributes[name] = [];
  if (columns.objects !== null) facts.objects = { image: [], label: [], boxes: [], area: [], id: [] };
  if (columns.otherImages.length > 0) facts.problems.push(otherImages(columns));

  const problems = newTally(columns);
  let first = 0;
  for (const [group, rows] of file.groups.entries()) {
    const values = await readColumns(file, group, columns);
    const hashes = new Map<Uint8Array, string>();
    for (let row = 0; row < rows; row++) appendRow(facts, columns, values[row] ?? {}, first + row, hashes, problems);
    first += rows;
  }
  facts.problems.push(...problems.list());
  return facts;
}

type Problem = 'image' | 'class' | 'label' | 'objects' | 'box';

function newTally({ image, label, objects }: ParquetColumns): Tally<Problem> {
  return new Tally<Problem>({
    image: (count, row) =>
      `Expected an image in column \`${image}\` of each row but received none in ${counted(count, 'row')}, first in row ` +
      `${row}. They are left out: add the images, or remove the rows.`,
    class: (count, example) =>
      `Expected an index of the ${label?.classes?.length ?? 0} classes of \`${label?.name}\` but received ${example} in ` +
      `${counted(count, 'row')}. They count as unlabelled: correct the labels, or the class list.`,
    label: (count, row) =>
      `Expected one label in column \`${label?.name}\` of each row but received several in ${counted(count, 'row')}, ` +
      `first in row ${row}. They count as unlabelled: name a column of single labels in \`columns.label\`.`,
    objects: (count, row) =>
      `Expected boxes and classes of equal number in column \`${objects?.name}\` but they differ in ` +
      `${counted(count, 'row')}, first in row ${row}. Those objects are left out: correct the rows.`,
    box: (count, row) =>
      `Expected four numbers for each box in column \`${objects?.name}\` but received others for ` +
      `${counted(count, 'box').replace('boxs', 'boxes')}, first in row ${row}. They are left out: write left, top, width and height.`,
  });
}

function readColumns(file: ParquetFile, group: number, columns: ParquetColumns): Promise<ParquetRow[]> {
  const { image, label, split, objects, attributes } = columns;
  const names = [image, label?.name, split, objects?.name, ...attributes];
  return readGroup(file, group, [...new Set(names.filter((name) => name !== null && name !== undefined))]);
}

function appendRow(
  facts: ContainerFacts,
  columns: ParquetColumns,
  values: ParquetRow,
  row: number,
  hashes: Map<Uint8Array, string>,
  problems: Tally<Problem>,
): void {
  const { bytes, path } = imageIn(values[columns.image]);
  if (bytes !== null) {
    // A dictionary gives the same bytes to many rows.
    const hash = hashes.get(bytes) ?? contentHash(bytes);
    hashes.set(bytes, hash);
    facts.hash.push(hash);
    facts.bytes.push(bytes.length);
    facts.member.push(memberName(columns.image, row, path));
  } else if (path !== null) {
    facts.elsewhere[facts.hash.length] = path;
    facts.hash.push('');
    facts.bytes.push(0);
    facts.member.push('');
  } else {
    problems.add('image', String(row));
    return;
  }

  facts.label.push(
    columns.label === null ? null : labelOf(values[columns.label.name], columns.label.classes, row, problems),
  );
  facts.split?.push(columns.split === null ? null : textOf(values[columns.split]));
  for (const name of columns.attributes) facts.attributes[name].push(textOf(values[name]));
  if (columns.objects === null || facts.objects === null) return;
  const { mismatched, malformed } = appendObjects(
    facts.objects,
    columns.objects,
    values[columns.objects.name],
    facts.hash.length - 1,
  );
  if (mismatched) problems.add('objects', String(row));
  for (let i = 0; i < malformed; i++) problems.add('box', String(row));
}

/** Hugging Face writes −1 where there is no label, as in test sets. */
function labelOf(value: unknown, classes: string[] | null, row: number, problems: Tally<Problem>): string | null {
  if (Array.isArray(value)) {
    problems.add('label', String(row));
    return null;
  }
  const text = textOf(value);
  if (classes === null || text === null || typeof value === 'string') return text;
  const index = Number(value);
  if (index in classes) return classes[index];
  if (index !== -1) problems.add('class', `\`${text}\``);
  return null;
}

/** The label's classes, then those that only objects have. */
function classesOf({ label, objects }: ParquetColumns): string[] | null {
  if (!label?.classes && !objects?.classes) return null;
  return [...new Set([...(label?.classes ?? []), ...(objects?.classes ?? [])])];
}

function otherImages({ image, otherImages }: ParquetColumns): string {
  const others = otherImages.map((name) => `\`${name}\``).join(', ');
  return (
    `Expected one column of images but received \`${image}\` and ${others}. Only \`${image}\` is checked: name it in ` +
    '`columns: { image: … }`, and give each other column a dataset of its own.'
  );
}
