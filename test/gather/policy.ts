import type { DatasetPolicy, ModelPolicy, Policy } from '../../src/model/policy.ts';

/** A policy with these datasets and models, as if it were read from `vision-gate.yml`. */
export function policyOf({
  datasets = {},
  models = {},
  positions = {},
}: {
  datasets?: Record<string, Partial<DatasetPolicy>>;
  models?: Record<string, Partial<ModelPolicy>>;
  positions?: Policy['positions'];
}): Policy {
  const datasetDefaults = { format: 'imagefolder', groups: [] } as const;
  const modelDefaults = { task: 'classification', output: 'auto', score: 'macro_f1', tolerance: 0.01 } as const;
  return {
    version: 1,
    datasets: named(datasets, datasetDefaults),
    models: named(models, { ...modelDefaults, file: 'model.onnx', data: Object.keys(datasets)[0] ?? '' }),
    targets: {},
    rules: {},
    waivers: [],
    strict: false,
    lost: 'failure',
    errorBudget: { score: 0.004, classesAndGroups: 0.004, latency: 0.002 },
    source: { path: 'vision-gate.yml', commit: '0'.repeat(40), side: 'base' },
    positions,
  };
}

function named<T extends object, D extends object>(entries: Record<string, T>, defaults: D) {
  return Object.fromEntries(
    Object.entries(entries).map(([name, entry]) => [name, { ...defaults, ...entry, name }]),
  ) as Record<string, T & D & { name: string }> as never;
}
