import type { Task } from '../model/facts.ts';
import type { Position } from '../model/fault.ts';
import type {
  DatasetPolicy,
  ModelPolicy,
  Policy,
  PolicyMistake,
  PolicyResult,
  RuleSetting,
  TargetPolicy,
} from '../model/policy.ts';
import { type PolicyDocument, pointerOf, readDocument } from './document.ts';
import { mistakesOf } from './issues.ts';
import { checkExtends, type Extended, extendPresets } from './presets.ts';
import { checkReferences } from './references.ts';
import { policySchema, type Vocabulary, type WrittenPolicy } from './schema.ts';

export interface PolicySource extends Vocabulary {
  /** Path of the file, for positions. */
  path: string;
  commit: string;
  side: Policy['source']['side'];
}

/**
 * Reads a policy file.
 *
 * @returns the policy, or every mistake in it at once, in the order of the file; never throws for what the text holds
 */
export function parsePolicy(text: string, source: PolicySource): PolicyResult {
  const document = readDocument(text, source.path);
  if (!document.readable) return { mistakes: document.mistakes };
  if (document.data === null) {
    const message = 'Expected a policy but received an empty file. Start with `version: 1`, or run `vision-gate init`.';
    return { mistakes: [{ at: { path: source.path, line: 1, column: 1 }, message }] };
  }

  const schema = policySchema(source);
  const parsed = schema.safeParse(document.data);
  const extended = extendPresets(document.data, source.presets ?? {});
  const mistakes = [
    ...document.mistakes,
    ...(parsed.error ? mistakesOf(parsed.error.issues, schema, document) : []),
    ...checkReferences({ ...document, data: extended.data }, source.scores),
    ...checkExtends(document),
  ];
  if (mistakes.length > 0) return { mistakes: inOrder(mistakes) };
  return { policy: toPolicy(schema.parse(extended.data), source, document, extended.uses) };
}

const datasetPaths = [
  'splits',
  'root',
  'table',
  'annotations',
  'data',
  'masks',
  'targets',
  'colours',
  'targets',
  'images',
  'attributes',
  'labels',
];
const modelPaths = ['file', 'predictions', 'history', 'labels', 'preprocessing', 'serving', 'augmentation', 'card'];

function inOrder(mistakes: PolicyMistake[]): PolicyMistake[] {
  const place = ({ line = 0, column = 0 }: Position) => line * 1_000_000 + column;
  return mistakes.toSorted((a, b) => place(a.at) - place(b.at));
}

function toPolicy(
  written: WrittenPolicy,
  source: PolicySource,
  document: PolicyDocument,
  presets: Extended['uses'],
): Policy {
  const positions = document.positions();
  const { score, classes_and_groups: classesAndGroups, latency } = written.error_budget;
  return {
    version: 1,
    datasets: mapValues(written.datasets, toDataset),
    models: mapValues(written.models, ({ reference_tensors: reference, variant_of: variantOf, ...model }, name) => ({
      name,
      ...withNormalPaths(model, modelPaths),
      ...(reference && { referenceTensors: withNormalPaths(reference, ['images', 'tensors']) }),
      ...(variantOf !== undefined && { variantOf }),
      thresholds: { ...thresholdsOf(model.task), ...model.thresholds },
      ...(model.training && { training: withNormalPaths(model.training, ['config']) }),
    })),
    targets: mapValues(written.targets, toTarget),
    rules: mapValues(written.rules, (setting, id) =>
      toSetting(setting, positions[pointerOf(['rules', id])] ?? positions['/extends']),
    ),
    waivers: written.waivers.map((waiver, i) => ({ ...waiver, at: positions[pointerOf(['waivers', i])] })),
    strict: written.strict,
    lost: written.lost,
    ...(written.erasure && { erasure: { register: normalPath(written.erasure.register) } }),
    errorBudget: { score, classesAndGroups, latency },
    ...(presets.length > 0 && { presets }),
    source: { path: source.path, commit: source.commit, side: source.side },
    positions,
  };
}

function toDataset(dataset: WrittenPolicy['datasets'][string], name: string): DatasetPolicy {
  const { intersections, ...rest } = withNormalPaths(dataset, datasetPaths);
  if (!intersections) return { name, ...rest };
  return { name, ...rest, intersections: { order: intersections.order, atLeast: intersections.at_least } };
}

/** Detections are scored down to the least certain (COCO); a label is answered where it is more likely than not. */
function thresholdsOf(task: Task): ModelPolicy['thresholds'] {
  return { score: task === 'multilabel' ? 0.5 : 0.001, overlap: 0.7, most: 100 };
}

function toTarget(target: WrittenPolicy['targets'][string], name: string): TargetPolicy {
  const {
    latency_ms: latencyMs,
    latency_tolerance: latencyTolerance,
    file_mb: fileMb,
    memory_mb: memoryMb,
    gpu_memory_mb: gpuMemoryMb,
    cost_per_hour: costPerHour,
    ...rest
  } = target;
  const budgets = Object.entries({ latencyMs, fileMb, memoryMb, gpuMemoryMb, costPerHour });
  const given = budgets.filter(([, value]) => value !== undefined);
  return { name, ...rest, latencyTolerance, ...Object.fromEntries(given) };
}

function toSetting(setting: unknown, at: Position): RuleSetting {
  const [severity, options = {}] = Array.isArray(setting) ? setting : [setting];
  return { severity, options, at };
}

/** Paths without `./` before and `/` behind, so that they equal git's; lists of names and inline maps are left alone. */
function withNormalPaths<T extends object>(value: T, keys: readonly string[]): T {
  return mapValues(value as Record<string, unknown>, (path, key) => {
    if (!keys.includes(key)) return path;
    if (typeof path === 'string') return normalPath(path);
    const isPerSplit =
      typeof path === 'object' && path !== null && !Array.isArray(path) && key !== 'preprocessing' && key !== 'serving';
    return isPerSplit ? mapValues(path as Record<string, string>, normalPath) : path;
  }) as T;
}

function normalPath(path: string): string {
  return path.replace(/^(?:\.\/+)+/, '').replace(/\/+$/, '') || '.';
}

function mapValues<V, W>(record: Record<string, V>, change: (value: V, key: string) => W): Record<string, W> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}
