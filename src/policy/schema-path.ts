import { z } from 'zod';
import type { Path } from './document.ts';

/** What a path leads to; `undefined` where it ends early. */
export function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string | number, unknown>)[part];
  }
  return value;
}

/** The schema of the value at a path; where a union forks, the branch of the data's own type. */
export function schemaAt(schema: z.ZodType, path: Path, data: unknown): z.ZodType | undefined {
  const node = unwrap(schema);
  if (path.length === 0) return node;
  const [part, ...rest] = path;
  const inner =
    typeof data === 'object' && data !== null ? (data as Record<string | number, unknown>)[part] : undefined;
  const next = child(node, part, data);
  return next && schemaAt(next, rest, inner);
}

function child(node: z.ZodType, part: string | number, data: unknown): z.ZodType | undefined {
  if (node instanceof z.ZodObject) return Object.hasOwn(node.shape, part) ? node.shape[part] : undefined;
  if (node instanceof z.ZodRecord) return node.valueType as z.ZodType;
  if (node instanceof z.ZodArray) return node.element as z.ZodType;
  if (node instanceof z.ZodTuple) return node.def.items[Number(part)] as z.ZodType | undefined;
  if (node instanceof z.ZodUnion) {
    const options = (node.options as z.ZodType[]).map(unwrap);
    const list = (option: z.ZodType) => option instanceof z.ZodArray || option instanceof z.ZodTuple;
    const map = (option: z.ZodType) => option instanceof z.ZodObject || option instanceof z.ZodRecord;
    const fork = options.find(Array.isArray(data) ? list : map);
    return fork && child(fork, part, data);
  }
  return undefined;
}

function unwrap(node: z.ZodType): z.ZodType {
  if (node instanceof z.ZodOptional || node instanceof z.ZodDefault || node instanceof z.ZodPrefault) {
    return unwrap(node.unwrap() as z.ZodType);
  }
  return node;
}
