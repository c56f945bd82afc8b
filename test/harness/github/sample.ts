export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: unknown;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
}

const STRINGS: Record<string, string> = { 'date-time': '2026-01-01T00:00:00Z', uri: 'https://github.invalid/' };

/** The smallest valid value of a schema: required properties only, `null` where it may be. */
export function sampleOf(schema: Schema, resolve: (reference: string) => Schema): unknown {
  if (schema.$ref) return sampleOf(resolve(schema.$ref), resolve);
  if (schema.anyOf?.some((option) => option.type === 'null') || schema.type?.includes('null')) return null;
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => sampleOf(part, resolve)));
  const alternative = schema.oneOf?.[0] ?? schema.anyOf?.[0];
  if (alternative) return sampleOf(alternative, resolve);
  if (schema.enum) return schema.enum[0];
  switch (schema.type) {
    case 'string':
      return STRINGS[schema.format ?? ''] ?? '';
    case 'integer':
    case 'number':
      return 0;
    case 'boolean':
      return false;
    case 'array':
      return [];
    default:
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, sampleOf(schema.properties?.[name] ?? {}, resolve)]),
      );
  }
}
