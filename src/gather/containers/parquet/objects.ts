import { type ContainedObjects, textOf } from '../facts.ts';
import type { ParquetColumns } from './columns.ts';

/**
 * Appends the objects of one image: a struct of lists (Hugging Face's `Sequence` of a dict) or a list of structs. Boxes
 * are left, top, width and height, as Hugging Face's detection sets have them.
 * @returns whether boxes and classes differ in number (none is appended then), and how many boxes are no four numbers
 */
export function appendObjects(
  objects: ContainedObjects,
  { boxes, category, classes }: NonNullable<ParquetColumns['objects']>,
  value: unknown,
  image: number,
): { mismatched: boolean; malformed: number } {
  const columns = asColumns(value);
  const rows = columns(boxes) ?? [];
  const categories = category === null ? null : (columns(category) ?? []);
  if (categories !== null && categories.length !== rows.length) return { mismatched: true, malformed: 0 };
  let malformed = 0;
  for (const [i, box] of rows.entries()) {
    const numbers = numbersOf(box);
    if (numbers === null) {
      malformed++;
      continue;
    }
    objects.image.push(image);
    objects.label.push(nameOf(categories?.[i], classes));
    objects.boxes.push(...numbers.map((number) => (Number.isFinite(number) ? number : null)));
    const area = columns('area')?.[i];
    objects.area.push(typeof area === 'number' || typeof area === 'bigint' ? Number(area) : null);
    objects.id.push(textOf((columns('id') ?? columns('bbox_id'))?.[i]) ?? '');
  }
  return { mismatched: false, malformed };
}

function asColumns(value: unknown): (name: string) => unknown[] | null {
  if (Array.isArray(value)) {
    return (name) =>
      value.map((item) => (typeof item === 'object' && item !== null ? (item as Record<string, unknown>)[name] : null));
  }
  const struct = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  return (name) => listOf(struct[name]);
}

function listOf(value: unknown): unknown[] | null {
  if (Array.isArray(value)) return value;
  return ArrayBuffer.isView(value) && !(value instanceof DataView)
    ? Array.from(value as unknown as ArrayLike<unknown>)
    : null;
}

function numbersOf(box: unknown): number[] | null {
  const values = listOf(box);
  if (values?.length !== 4) return null;
  return values.every((value) => typeof value === 'number' || typeof value === 'bigint') ? values.map(Number) : null;
}

/** The class of an index; text as it is; `null` for an index that names none. */
function nameOf(value: unknown, classes: string[] | null): string | null {
  const text = textOf(value);
  if (classes === null || text === null || typeof value === 'string') return text;
  return classes[Number(value)] ?? null;
}
