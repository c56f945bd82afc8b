/**
 * Cuts the operations that the GitHub double speaks out of GitHub's OpenAPI description, with the schemas they refer to:
 *
 *     npm i --prefix /tmp/openapi @octokit/openapi@23.0.2 --ignore-scripts
 *     node test/harness/github/slice.ts /tmp/openapi/node_modules/@octokit/openapi
 *
 * The package unpacks to more than 400 MB, so `openapi.json` is committed and the package is no dependency.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const OPERATIONS = [
  'checks/create',
  'checks/update',
  'checks/get',
  'checks/list-for-ref',
  'checks/list-annotations',
  'repos/get',
  'repos/get-commit',
  'repos/compare-commits-with-basehead',
  'pulls/get',
  'issues/list-comments',
  'issues/create-comment',
  'issues/update-comment',
  'code-scanning/upload-sarif',
  'code-scanning/get-sarif',
];
const METHODS = ['get', 'post', 'patch', 'put', 'delete'];
const PROSE = new Set(['description', 'summary', 'example', 'examples', 'externalDocs', 'x-github']);

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

interface Description {
  info: { version: string; license: Json };
  openapi: string;
  paths: Record<string, Record<string, Json>>;
  components: Record<string, Record<string, Json>>;
}

const [packageFolder] = process.argv.slice(2);
if (!packageFolder) {
  throw new Error('Expected the folder of @octokit/openapi but received nothing. Pass it as the only argument.');
}
const description: Description = JSON.parse(readFileSync(join(packageFolder, 'generated/api.github.com.json'), 'utf8'));
const paths = selectOperations(description.paths);
const slice = {
  generated: 'by test/harness/github/slice.ts; do not edit',
  source: { package: '@octokit/openapi', license: description.info.license },
  openapi: description.openapi,
  info: { title: 'GitHub v3 REST API, in part', version: description.info.version },
  paths,
  components: selectComponents(paths, description.components),
};
writeFileSync(new URL('openapi.json', import.meta.url), `${JSON.stringify(slice)}\n`);

function selectOperations(all: Description['paths']): Record<string, Json> {
  const found: Record<string, Record<string, Json>> = {};
  const missing = new Set(OPERATIONS);
  for (const [path, item] of Object.entries(all)) {
    for (const method of METHODS) {
      const operation = item[method] as { operationId?: string } | undefined;
      if (operation?.operationId === undefined || !missing.delete(operation.operationId)) continue;
      found[path] = { ...found[path], [method]: withoutProse(operation as Json) };
    }
  }
  if (missing.size > 0) {
    throw new Error(
      `Expected every operation in the description but it lacks ${[...missing].join(', ')}. Update OPERATIONS.`,
    );
  }
  return found;
}

function selectComponents(root: Json, all: Description['components']): Description['components'] {
  const selected: Description['components'] = {};
  const queue = references(root);
  for (const reference of queue) {
    const [kind, name] = reference.split('/').slice(2);
    if (selected[kind]?.[name] !== undefined) continue;
    const component = withoutProse(all[kind][name]);
    selected[kind] = { ...selected[kind], [name]: component };
    queue.push(...references(component));
  }
  return selected;
}

function references(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, child]) =>
    key === '$ref' && typeof child === 'string' ? [child] : references(child),
  );
}

/** Drops what is for readers only; a schema's property may itself be called `description` and stays. */
function withoutProse(value: Json, parent = ''): Json {
  if (Array.isArray(value)) return value.map((item) => withoutProse(item));
  if (value === null || typeof value !== 'object') return value;
  const keepAll = parent === 'properties';
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => keepAll || !PROSE.has(key))
      .map(([key, child]) => [key, withoutProse(child, keepAll ? '' : key)]),
  );
}
