import type { FileMetaData } from 'hyparquet';

/** Deeper than Hugging Face's own features go. */
const deepest = 16;

/** What Hugging Face's metadata says of a column: its kind (`Image`, `ClassLabel`, `Value` …), and the columns within. */
export interface Feature {
  kind: string;
  /** The class names of a `ClassLabel`, in their order. */
  names: string[] | null;
  fields: Record<string, Feature>;
  /** Of a list, what each of its values is. */
  item: Feature | null;
}

/** The features that the `datasets` library wrote into the file, by column; none where it wrote none, or not as JSON. */
export function readFeatures({ key_value_metadata }: FileMetaData): Record<string, Feature> {
  const written = key_value_metadata?.find(({ key }) => key === 'huggingface')?.value;
  if (written === undefined) return {};
  try {
    const parsed = JSON.parse(written) as { info?: { features?: unknown } } | null;
    return readFeature(parsed?.info?.features, 0).fields;
  } catch {
    return {};
  }
}

function readFeature(value: unknown, depth: number): Feature {
  const feature: Feature = { kind: '', names: null, fields: {}, item: null };
  if (typeof value !== 'object' || value === null || depth > deepest) return feature;
  if (Array.isArray(value)) return { ...feature, kind: 'List', item: readFeature(value[0], depth + 1) };
  const { _type: kind, names, feature: item } = value as Record<string, unknown>;
  if (typeof kind !== 'string') {
    for (const [name, field] of Object.entries(value)) feature.fields[name] = readFeature(field, depth + 1);
    return feature;
  }
  if (item !== undefined) feature.item = readFeature(item, depth + 1);
  if (kind === 'ClassLabel') feature.names = readNames(names);
  return { ...feature, kind };
}

function readNames(names: unknown): string[] | null {
  if (!Array.isArray(names) || names.some((name) => typeof name !== 'string')) return null;
  return new Set(names).size === names.length ? (names as string[]) : null;
}
