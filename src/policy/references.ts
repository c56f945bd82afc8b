import type { Task } from '../model/facts.ts';
import type { PolicyMistake } from '../model/policy.ts';
import { checkDatasetKeys } from './dataset-keys.ts';
import type { Path, PolicyDocument } from './document.ts';
import { suggestion } from './issues.ts';
import { checkModelKeys } from './model-keys.ts';
import { errorBudgetLimit } from './schema.ts';
import { checkTargetKeys } from './target-keys.ts';

/**
 * What one key says of another: names that must exist, keys that exclude each other, sums. It reads the data as
 * written, so that these mistakes are said together with those of the schema.
 */
export function checkReferences(
  document: PolicyDocument,
  scores: Readonly<Record<Task, readonly string[]>>,
): PolicyMistake[] {
  const policy = mapOf(document.data);
  const datasets = mapOf(policy.datasets);
  const models = mapOf(policy.models);
  return [
    ...Object.entries(datasets).flatMap(([name, dataset]) => checkDatasetKeys(name, mapOf(dataset), document)),
    ...namedEntries(models).flatMap(([name, model]) => checkModelKeys(name, mapOf(model), scores, document)),
    ...Object.entries(models).flatMap(([name, model]) =>
      checkName(mapOf(model).data, datasets, 'dataset', ['models', name, 'data'], document),
    ),
    ...Object.entries(models).flatMap(([name, model]) => checkVariant(name, mapOf(model), models, document)),
    ...Object.entries(mapOf(policy.targets)).flatMap(([name, target]) =>
      listOf(mapOf(target).models).flatMap((model, i) =>
        checkName(model, models, 'model', ['targets', name, 'models', i], document),
      ),
    ),
    ...namedEntries(mapOf(policy.targets)).flatMap(([name, target]) => checkTargetKeys(name, mapOf(target), document)),
    ...Object.entries(datasets).flatMap(([name, dataset]) =>
      ['groups', 'labels'].flatMap((key) => checkRepeats(mapOf(dataset)[key], ['datasets', name, key], document)),
    ),
    ...Object.entries(datasets).flatMap(([name, dataset]) => checkIntersections(mapOf(dataset), name, document)),
    ...Object.entries(models).flatMap(([name, model]) =>
      checkRepeats(mapOf(model).labels, ['models', name, 'labels'], document),
    ),
    ...checkErrorBudget(mapOf(policy.error_budget), document),
  ];
}

/** Without the name that no object can have as its own; the schema refuses it. */
function namedEntries(entries: Record<string, unknown>): [string, unknown][] {
  return Object.entries(entries).filter(([name]) => name !== '__proto__');
}

function checkName(
  value: unknown,
  known: Record<string, unknown>,
  kind: string,
  path: Path,
  document: PolicyDocument,
): PolicyMistake[] {
  if (typeof value !== 'string' || Object.hasOwn(known, value)) return [];
  const names = Object.keys(known);
  const wayOut = names.length === 0 ? `Declare it under \`${kind}s\`.` : suggestion(value, names, path);
  return [
    { at: document.valueAt(path), message: `Expected the name of a ${kind} but received \`${value}\`. ${wayOut}` },
  ];
}

/** A variant has another model for its reference, which does the same task on the same data. */
function checkVariant(
  name: string,
  model: Record<string, unknown>,
  models: Record<string, unknown>,
  document: PolicyDocument,
): PolicyMistake[] {
  const { variant_of: reference } = model;
  if (reference === undefined) return [];
  const path = ['models', name, 'variant_of'];
  if (reference === name) {
    const message = `Expected the name of another model for \`variant_of\` but received \`${name}\` itself. Name the model that it was made from.`;
    return [{ at: document.valueAt(path), message }];
  }
  const mistakes = checkName(reference, models, 'model', path, document);
  if (typeof reference !== 'string' || mistakes.length > 0) return mistakes;
  const other = mapOf(models[reference]);
  return ['task', 'data'].flatMap((key) => {
    if (other[key] === model[key]) return [];
    const message = `Expected the ${key} of \`${reference}\`, which \`${name}\` is a variant of, but received \`${String(model[key])}\`. Write \`${key}: ${String(other[key])}\`, or remove \`variant_of\`.`;
    return [{ at: document.valueAt(['models', name, key]), message }];
  });
}

function checkRepeats(value: unknown, path: Path, document: PolicyDocument): PolicyMistake[] {
  const names = listOf(value);
  return names.flatMap((name, i) => {
    if (typeof name !== 'string' || names.indexOf(name) === i) return [];
    const message = `Expected each name once in \`${path.at(-1)}\` but received \`${name}\` again. Remove one of the two.`;
    return [{ at: document.valueAt([...path, i]), message }];
  });
}

function checkIntersections(dataset: Record<string, unknown>, name: string, document: PolicyDocument): PolicyMistake[] {
  const groups = listOf(dataset.groups);
  if (dataset.intersections === undefined || groups.length >= 2) return [];
  return [
    {
      at: document.keyAt(['datasets', name, 'intersections']),
      message: `Expected at least two attributes in \`groups\` for \`intersections\` of \`${name}\` but received ${groups.length}. Name another, or remove \`intersections\`.`,
    },
  ];
}

function checkErrorBudget(written: Record<string, unknown>, document: PolicyDocument): PolicyMistake[] {
  const shares = { score: 0.004, classes_and_groups: 0.004, latency: 0.002, ...written };
  const values = Object.values(shares).filter((share) => typeof share === 'number');
  const sum = values.reduce((total, share) => total + share, 0);
  if (sum <= errorBudgetLimit + 1e-12) return [];
  return [
    {
      at: document.keyAt(['error_budget']),
      message: `Expected shares that sum to at most ${errorBudgetLimit} for \`error_budget\` but received ${Number(sum.toPrecision(6))}. Lower one of them; a key that is left out keeps its default.`,
    },
  ];
}

function mapOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
