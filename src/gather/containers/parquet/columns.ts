import type { SchemaTree } from 'hyparquet';
import { Fault } from '../../../model/fault.ts';
import type { DatasetPolicy } from '../../../model/policy.ts';
import { didYouMean } from '../../formats/classes/nearest-name.ts';
import { commonNames } from '../../formats/tables/column-names.ts';
import { type Feature, readFeatures } from './features.ts';
import type { ParquetFile } from './file.ts';

/** Which columns hold what. */
export interface ParquetColumns {
  image: string;
  /** Further columns of images, which are passed over. */
  otherImages: string[];
  label: { name: string; classes: string[] | null } | null;
  split: string | null;
  /** A column of marked objects: a list of structs, or a struct of lists. */
  objects: { name: string; boxes: string; category: string | null; classes: string[] | null } | null;
  /** All other columns of single values. */
  attributes: string[];
}

const boxNames = ['bbox', 'bboxes', 'box', 'boxes'];
const categoryNames = ['category', 'categories', 'category_id', 'label', 'labels', 'class'];
/** Most columns of a table of images are few; a table of features has thousands, which say nothing of a picture. */
const mostAttributes = 64;

/**
 * Finds the columns by what the policy says, by Hugging Face's features, by their types, and by their names, in this order.
 * @throws Fault `broken` when a declared column, or any for the image, is missing.
 */
export function findParquetColumns(file: ParquetFile, declared: DatasetPolicy['columns'] = {}): ParquetColumns {
  const features = readFeatures(file.metadata);
  const byName = new Map(file.columns.map((column) => [column.element.name, column]));
  for (const role of ['image', 'label', 'split'] as const) {
    const name = declared[role];
    if (name !== undefined && !byName.has(name))
      throw missing(file, `a column \`${name}\` for \`columns.${role}\``, name);
  }
  const pictures = file.columns.filter((column) => isPicture(column, features)).map(nameOf);
  const image = declared.image ?? pictures[0] ?? namedImage(file.columns);
  if (image === undefined) throw missing(file, 'a column of images', 'image');
  const scalars = file.columns.filter(isScalar).map(nameOf);
  const free = scalars.filter((name) => name !== image);
  const label = declared.label ?? namedLabel(free, features) ?? null;
  const split = declared.split ?? null;
  return {
    image,
    otherImages: declared.image === undefined ? pictures.slice(1) : [],
    label: label === null ? null : { name: label, classes: features[label]?.names ?? null },
    split,
    objects: findObjects(file.columns, features),
    attributes: free.filter((name) => name !== label && name !== split).slice(0, mostAttributes),
  };
}

function nameOf({ element }: SchemaTree): string {
  return element.name;
}

/** Hugging Face stores an image as its bytes and its path; its audio too. */
function isPicture(column: SchemaTree, features: Record<string, Feature>): boolean {
  const kind = features[nameOf(column)]?.kind;
  if (kind !== undefined && kind !== '' && kind !== 'Image') return false;
  const bytes = column.children.find((child) => nameOf(child) === 'bytes');
  return bytes?.element.type === 'BYTE_ARRAY' && !isText(bytes);
}

/** A column of bytes, or one of paths by its name. */
function namedImage(columns: SchemaTree[]): string | undefined {
  const names = new Map(columns.filter(isBytes).map((column) => [nameOf(column).toLowerCase(), nameOf(column)]));
  const found = commonNames('path').find((name) => names.has(name));
  return found === undefined ? undefined : names.get(found);
}

function namedLabel(names: string[], features: Record<string, Feature>): string | undefined {
  const classes = names.filter((name) => features[name]?.kind === 'ClassLabel');
  const common = ['labels', ...commonNames('label')];
  const isCommon = (name: string) => common.includes(name.toLowerCase());
  return classes.find(isCommon) ?? classes[0] ?? names.find(isCommon);
}

function findObjects(columns: SchemaTree[], features: Record<string, Feature>): ParquetColumns['objects'] {
  for (const column of columns) {
    const fields = fieldsOf(column);
    const boxes = boxNames.find((name) => fields.includes(name));
    if (boxes === undefined) continue;
    const name = nameOf(column);
    const category = categoryNames.find((candidate) => fields.includes(candidate)) ?? null;
    const feature = features[name];
    const field = category === null ? undefined : (feature?.item ?? feature)?.fields[category];
    return { name, boxes, category, classes: (field?.item ?? field)?.names ?? null };
  }
  return null;
}

/** Names within a struct, or within a list's structs. */
function fieldsOf(column: SchemaTree): string[] {
  if (column.element.converted_type !== 'LIST') return column.children.map(nameOf);
  const [repeated] = column.children;
  const item = repeated?.children.length === 1 ? repeated.children[0] : repeated;
  return (item?.children ?? []).map(nameOf);
}

function isBytes({ element, children }: SchemaTree): boolean {
  return children.length === 0 && element.type === 'BYTE_ARRAY' && element.repetition_type !== 'REPEATED';
}

function isText({ element }: SchemaTree): boolean {
  return element.converted_type === 'UTF8' || element.logical_type?.type === 'STRING';
}

/** One value that has a short text: no bytes, no list, no struct. */
function isScalar(column: SchemaTree): boolean {
  const { type, converted_type, repetition_type } = column.element;
  if (column.children.length > 0 || repetition_type === 'REPEATED' || type === undefined) return false;
  if (type === 'BYTE_ARRAY') return isText(column) || converted_type === 'ENUM';
  return type !== 'FIXED_LEN_BYTE_ARRAY' && converted_type !== 'INTERVAL';
}

function missing({ path, columns }: ParquetFile, expected: string, name: string): Fault {
  const names = columns.map(nameOf);
  const received =
    names.length === 0
      ? 'none'
      : names
          .slice(0, 12)
          .map((each) => `\`${each}\``)
          .join(', ');
  return new Fault(
    'broken',
    `Expected ${expected} in ${path} but received ${received}.${didYouMean(name, names)} Name the column in the policy: ` +
      '`columns: { image: …, label: … }`.',
    { path },
  );
}
