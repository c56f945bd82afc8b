/** GitHub's OpenAPI description as validators: what a request must look like, what an answer may look like. */
import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { type Schema, sampleOf } from './sample.ts';

export interface Operation {
  id: string;
  /** Path and query parameters as text; the problems found, none when it is valid. */
  checkParameters(path: Record<string, string>, query: Record<string, string>): string[];
  checkBody(body: unknown): string[];
  checkResponse(status: number, body: unknown): string[];
}

export interface Api {
  /** `null`: GitHub has the path or method, perhaps, but `openapi.json` has not. */
  match(method: string, path: string): { operation: Operation; parameters: Record<string, string> } | null;
  /** A valid value of a named schema, with everything that may be null or absent left so. */
  sample(schema: string): Record<string, unknown>;
}

interface Parameter {
  name: string;
  in: 'path' | 'query';
  required?: boolean;
  schema: Schema;
}
interface Content {
  content?: { 'application/json'?: { schema: Schema } };
}
interface OperationDescription {
  operationId: string;
  parameters: (Parameter | { $ref: string })[];
  requestBody?: Content;
  responses: Record<string, Content | { $ref: string }>;
}
interface Description {
  paths: Record<string, Record<string, OperationDescription>>;
  components: Record<string, Record<string, Schema>>;
}

export function loadApi(): Api {
  const description = withNullTypes(
    JSON.parse(readFileSync(new URL('openapi.json', import.meta.url), 'utf8')),
  ) as Description;
  const ajv = addFormats.default(new Ajv({ strict: false, allErrors: true, coerceTypes: false }));
  ajv.addSchema({ $id: 'github', components: description.components });

  const routes = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      pattern: new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
      operation: describeOperation(ajv, description, operation),
    })),
  );
  return {
    match(method, path) {
      for (const route of routes) {
        const found = route.method === method ? route.pattern.exec(path) : null;
        if (!found) continue;
        const parameters = Object.fromEntries(
          Object.entries(found.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]),
        );
        return { operation: route.operation, parameters };
      }
      return null;
    },
    sample(schema) {
      const resolve = (reference: string) => dereference<Schema>(description, reference);
      return sampleOf(resolve(`#/components/schemas/${schema}`), resolve) as Record<string, unknown>;
    },
  };
}

function describeOperation(ajv: Ajv, description: Description, operation: OperationDescription): Operation {
  const resolve = <T>(value: T | { $ref: string }): T =>
    '$ref' in (value as object) ? dereference<T>(description, (value as { $ref: string }).$ref) : (value as T);
  const compile = (schema: Schema) => lazily(() => ajv.compile(withAbsoluteReferences(schema) as Schema));

  const parameters = operation.parameters.map(resolve);
  const bodySchema = operation.requestBody?.content?.['application/json']?.schema;
  const checkBody = bodySchema && compile(withoutUnknownProperties(bodySchema) as Schema);
  const responses = new Map(
    Object.entries(operation.responses).map(([status, response]) => {
      const schema = resolve(response).content?.['application/json']?.schema;
      return [Number(status), schema && compile(schema)];
    }),
  );
  const checkError = compile({ $ref: '#/components/schemas/basic-error' });

  return {
    id: operation.operationId,
    checkParameters: (path, query) => [
      ...checkGiven('path', parameters, path),
      ...checkGiven('query', parameters, query),
    ],
    checkBody: (body) => (checkBody ? problems(checkBody(), body) : []),
    checkResponse(status, body) {
      if (status >= 400) return problems((responses.get(status) ?? checkError)(), body);
      if (!responses.has(status)) return [`${operation.operationId} never answers with status ${status}`];
      const check = responses.get(status);
      return check ? problems(check(), body) : [];
    },
  };
}

function checkGiven(place: 'path' | 'query', declared: Parameter[], given: Record<string, string>): string[] {
  const here = declared.filter((parameter) => parameter.in === place);
  const unknown = Object.keys(given).filter((name) => !here.some((parameter) => parameter.name === name));
  return [
    ...unknown.map((name) => `${place} parameter ${name} is unknown`),
    ...here.flatMap(({ name, required, schema }) => {
      const value = given[name];
      if (value === undefined) return required ? [`${place} parameter ${name} is missing`] : [];
      if (schema.type === 'integer' && !/^\d+$/.test(value)) return [`${place} parameter ${name} must be an integer`];
      if (schema.enum && !schema.enum.includes(value))
        return [`${place} parameter ${name} must be one of ${schema.enum}`];
      return [];
    }),
  ];
}

function problems(check: ValidateFunction, value: unknown): string[] {
  if (check(value)) return [];
  return (check.errors ?? []).map((error: ErrorObject) => {
    const extra = error.params.additionalProperty ?? error.params.allowedValues ?? '';
    return `${error.instancePath || '/'} ${error.message} ${extra}`.trim();
  });
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function dereference<T>(description: Description, reference: string): T {
  const [kind, name] = reference.split('/').slice(2);
  return description.components[kind][name] as T;
}

/** OpenAPI 3.0 says `nullable: true` where JSON Schema has a type `null`. */
function withNullTypes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNullTypes);
  if (value === null || typeof value !== 'object') return value;
  const { nullable, ...schema } = Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, withNullTypes(child)]),
  ) as Schema & { nullable?: unknown };
  if (nullable !== true) return nullable === undefined ? schema : { ...schema, nullable };
  if (typeof schema.type !== 'string') return { anyOf: [schema, { type: 'null' }] };
  return { ...schema, type: [schema.type, 'null'], ...(schema.enum && { enum: [...schema.enum, null] }) };
}

/** GitHub ignores properties that it does not know; here they are mistakes. */
function withoutUnknownProperties(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUnknownProperties);
  if (value === null || typeof value !== 'object') return value;
  const schema = Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, withoutUnknownProperties(child)]),
  ) as Schema;
  const closed = schema.type === 'object' && schema.properties && schema.additionalProperties === undefined;
  return closed ? { ...schema, additionalProperties: false } : schema;
}

function withAbsoluteReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withAbsoluteReferences);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      key,
      key === '$ref' && typeof child === 'string' ? `github${child}` : withAbsoluteReferences(child),
    ]),
  );
}
