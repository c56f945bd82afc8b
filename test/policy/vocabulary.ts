import type { RuleDescription } from '../../src/model/policy.ts';
import { type PolicySource, parsePolicy } from '../../src/policy/parse.ts';
import { scoreNames } from '../../src/score/names.ts';

const rules: RuleDescription[] = [
  { id: 'training-data/split-leakage', severity: 'error', defaults: {}, options: {} },
  {
    id: 'training-data/class-imbalance',
    severity: 'warning',
    defaults: { ratio: 20, splits: ['train'], strict: false },
    options: { ratio: 'Largest over smallest class.', splits: 'Splits looked at.', strict: 'Counts empty classes.' },
  },
  { id: 'ethics/group-gap', severity: 'error', defaults: { limit: 0.1 }, options: { limit: 'Largest gap.' } },
];

export const source: PolicySource = {
  path: '.github/vision-gate.yml',
  commit: 'c0ffee',
  side: 'base',
  rules,
  presets: {
    strict: 'strict: true\nrules: { training-data/*: error, ethics/group-gap: [error, { limit: 0.2 }] }',
    clinic:
      'error_budget: { score: 0.002 }\nrules: { ethics/group-gap: [warning, { limit: 0.05 }], training-data/class-imbalance: [error, { ratio: 5, strict: true }] }',
  },
  scores: { ...scoreNames, classification: ['accuracy', 'balanced_accuracy', 'macro_f1', 'log_loss'] },
};

/** Each mistake as `line:column message`. */
export function mistakesIn(text: string): string[] {
  const result = parsePolicy(text, source);
  if ('policy' in result) return [];
  return result.mistakes.map(({ at, message }) => `${at.line}:${at.column} ${message}`);
}

export function policyOf(text: string) {
  const result = parsePolicy(text, source);
  if ('mistakes' in result) throw new Error(result.mistakes.map(({ message }) => message).join('\n'));
  return result.policy;
}
