import { z } from 'zod';
import type { Task } from '../model/facts.ts';
import type { RuleDescription } from '../model/policy.ts';
import { providers } from '../model/providers.ts';
import { causes } from '../model/rule.ts';
import { runtimeNames } from '../runtimes/runtimes.ts';
import { dataset, repositoryPath, text } from './dataset-schema.ts';
import { model } from './model-schema.ts';
import { spelling } from './target-keys.ts';

/** The names that a policy may use and that this folder cannot know by itself. */
export interface Vocabulary {
  rules: readonly RuleDescription[];
  /** Names that `score:` may take, by task. */
  scores: Readonly<Record<Task, readonly string[]>>;
  /** YAML of the presets that `extends:` may name. */
  presets?: Readonly<Record<string, string>>;
}

/** Chance of a false alarm of the whole check, over all families of tests. */
export const errorBudgetLimit = 0.01;

const name = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u)
  .meta({ title: 'name of letters, digits, `.`, `_` and `-`' });

const milliseconds = (example: number) =>
  z
    .number()
    .positive()
    .meta({ examples: [example] })
    .optional();

const target = z.strictObject({
  models: z.array(text).meta({ description: 'The models that run here; every model when absent.' }).optional(),
  provider: z.enum(providers).meta({ description: "onnxruntime's execution provider." }).default('cpu'),
  batch: z
    .int()
    .min(1)
    .meta({ description: 'Images in one run.', examples: [1] })
    .default(1),
  latency_ms: z
    .strictObject({ p50: milliseconds(6), p90: milliseconds(10), p95: milliseconds(12), p99: milliseconds(20) })
    .meta({ description: 'Most milliseconds of one run, by percentile; measured where the gate runs.' })
    .optional(),
  latency_tolerance: z
    .number()
    .min(0)
    .lt(1)
    .meta({ description: 'Slowdown that is accepted, as a share (0.05 is 5 %).', examples: [0.05] })
    .default(0.05),
  parameters: z
    .int()
    .min(1)
    .meta({ description: 'Most parameters.', examples: [5_000_000] })
    .optional(),
  flops: z
    .number()
    .positive()
    .meta({ description: 'Most FLOPs for one image.', examples: [600_000_000] })
    .optional(),
  file_mb: z
    .number()
    .positive()
    .meta({ description: "Most megabytes of the model's file.", examples: [20] })
    .optional(),
  memory_mb: z
    .number()
    .positive()
    .meta({ description: 'Most megabytes of memory in use.', examples: [800] })
    .optional(),
  gpu_memory_mb: z
    .number()
    .positive()
    .meta({ description: 'Most megabytes of GPU memory in use.', examples: [4000] })
    .optional(),
  growth: z
    .number()
    .min(0)
    .meta({ description: 'Share by which size, FLOPs and memory may grow in one change.', examples: [0.1] })
    .optional(),
  cost_per_hour: z
    .number()
    .positive()
    .meta({ description: 'What an hour of this device costs, in any currency.', examples: [0.9] })
    .optional(),
  opset: z
    .int()
    .min(1)
    .meta({ description: 'Highest ONNX opset that runs here.', examples: [17] })
    .optional(),
  runtime: z
    .string()
    .regex(spelling)
    .meta({
      title: 'runtime and version (`onnxruntime@1.20`)',
      description: `What runs the models here, with its version: ${runtimeNames.join(', ')}.`,
      examples: ['onnxruntime@1.20'],
    })
    .optional(),
});

const waiver = (ids: readonly string[]) =>
  z.strictObject({
    rule: z.enum(ids).meta({ title: 'rule' }),
    subject: text.meta({
      description: 'The subject that is let pass; `*` matches within a folder, `**` across.',
      examples: ['data/test/a.png'],
    }),
    until: z.iso
      .date()
      .meta({ title: 'date (YYYY-MM-DD)', description: 'Last day on which it holds.', examples: ['2027-03-01'] }),
    reason: text.meta({ description: 'Why.', examples: ['Kept on purpose, see #12'] }),
  });

const severity = z.enum(['off', 'warning', 'error']);

const option = (value: unknown): z.ZodType => {
  if (Array.isArray(value))
    return z.array(value.length > 0 ? option(value[0]) : z.union([z.number(), z.boolean(), z.string()]));
  if (typeof value === 'number') return z.number();
  if (typeof value === 'boolean') return z.boolean();
  return z.string();
};

const ruleSetting = ({ defaults, options }: RuleDescription) => {
  const known = Object.entries(defaults).map(([key, value]) => {
    const described = option(value).meta({ description: options[key], examples: [value] });
    return [key, described.optional()] as const;
  });
  return z.union([severity, z.tuple([severity, z.strictObject(Object.fromEntries(known)).optional()])]);
};

const rules = (descriptions: readonly RuleDescription[]) =>
  z.strictObject({
    ...Object.fromEntries(causes.map((cause) => [`${cause}/*`, z.union([severity, z.tuple([severity])]).optional()])),
    ...Object.fromEntries(descriptions.map((rule) => [rule.id, ruleSetting(rule).optional()])),
  });

const share = (value: number) =>
  z
    .number()
    .min(0)
    .max(errorBudgetLimit)
    .meta({ examples: [value] })
    .default(value);

/** The policy file as it is written. */
export function policySchema(vocabulary: Vocabulary) {
  const ids = vocabulary.rules.map(({ id }) => id);
  const preset = z.enum(Object.keys(vocabulary.presets ?? {})).meta({ title: 'preset', examples: ['strict'] });
  return z.strictObject({
    $schema: z.string().meta({ description: 'For editors.' }).optional(),
    version: z.literal(1).meta({ examples: [1] }),
    extends: z
      .union([preset, z.array(preset).min(1)])
      .meta({
        description: 'Presets that this policy is laid over: one, or a list, later ones over earlier ones.',
        examples: ['strict'],
      })
      .optional(),
    datasets: z.record(name, dataset).default({}),
    models: z.record(name, model(vocabulary.scores)).default({}),
    targets: z.record(name, target).meta({ description: 'Where the models run, and their budgets.' }).default({}),
    rules: rules(vocabulary.rules).default({}),
    waivers: z.array(waiver(ids)).default([]),
    strict: z
      .boolean()
      .meta({ description: 'Inconclusive comparisons fail.', examples: [true] })
      .default(false),
    lost: z
      .enum(['failure', 'neutral'])
      .meta({ description: "What the loss of a rule's files does." })
      .default('failure'),
    erasure: z
      .strictObject({
        register: repositoryPath.meta({
          description: 'The file that `vision-gate erase` writes: what was erased and must not come back.',
          examples: ['erased.jsonl'],
        }),
      })
      .optional(),
    error_budget: z
      .strictObject({ score: share(0.004), classes_and_groups: share(0.004), latency: share(0.002) })
      .meta({ description: `Chance of a false alarm of each family of tests; together at most ${errorBudgetLimit}.` })
      .prefault({}),
  });
}

export type WrittenPolicy = z.infer<ReturnType<typeof policySchema>>;

/** JSON Schema (draft 7, which YAML editors read) of the policy file. */
export function jsonSchema(vocabulary: Vocabulary): Record<string, unknown> {
  return {
    ...z.toJSONSchema(policySchema(vocabulary), { target: 'draft-7', io: 'input' }),
    title: 'Vision Gate policy',
  };
}
