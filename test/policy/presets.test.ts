import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { presets } from '../../rules/presets/index.ts';
import { parsePolicy } from '../../src/policy/parse.ts';
import { scoreNames } from '../../src/score/names.ts';
import { mistakesIn, policyOf } from './vocabulary.ts';

const settingsOf = (text: string) =>
  Object.fromEntries(
    Object.entries(policyOf(text).rules).map(([id, { severity, options }]) => [id, [severity, options]]),
  );

describe('layers', () => {
  test('a preset holds where the policy says nothing', () => {
    const policy = policyOf('version: 1\nextends: strict\n');
    expect(policy.strict).toBe(true);
    expect(policy.lost).toBe('failure');
    expect(policy.rules['ethics/group-gap']).toEqual({
      severity: 'error',
      options: { limit: 0.2 },
      at: { path: '.github/vision-gate.yml', line: 2, column: 1 },
    });
  });

  test('later presets go over earlier ones, and the policy over all, option by option', () => {
    expect(settingsOf('version: 1\nextends: [strict, clinic]\n')).toEqual({
      'training-data/*': ['error', {}],
      'training-data/class-imbalance': ['error', { ratio: 5, strict: true }],
      'ethics/group-gap': ['warning', { limit: 0.05 }],
    });
    expect(
      settingsOf('version: 1\nextends: clinic\nrules:\n  training-data/class-imbalance: [warning, { ratio: 9 }]\n'),
    ).toEqual({
      'training-data/class-imbalance': ['warning', { ratio: 9, strict: true }],
      'ethics/group-gap': ['warning', { limit: 0.05 }],
    });
  });

  test("a cause's setting sets aside what earlier layers say of its rules", () => {
    expect(settingsOf('version: 1\nextends: clinic\nrules: { training-data/*: off }\n')).toEqual({
      'ethics/group-gap': ['warning', { limit: 0.05 }],
      'training-data/*': ['off', {}],
    });
  });

  test('the policy names the presets, and what holds by each', () => {
    const text =
      'version: 1\nextends: [strict, clinic]\nstrict: false\nrules: { training-data/class-imbalance: [error, { ratio: 9 }] }\n';
    expect(policyOf(text).presets).toEqual([
      { name: 'strict', sets: ['training-data/*: error'] },
      {
        name: 'clinic',
        sets: [
          'error_budget, score: 0.002',
          'ethics/group-gap: warning',
          'ethics/group-gap, limit: 0.05',
          'training-data/class-imbalance, strict: true',
        ],
      },
    ]);
    expect(policyOf('version: 1\n').presets).toBeUndefined();
  });
});

describe('mistakes', () => {
  test.each([
    ['extends: strickt', '2:10 Expected strict or clinic for `extends` but received `strickt`. Did you mean `strict`?'],
    [
      'extends: [clinic, clinik]',
      '2:19 Expected strict or clinic for `extends[1]` but received `clinik`. Did you mean `clinic`?',
    ],
    [
      'extends: [clinic, clinic]',
      '2:19 Expected each preset once in `extends` but received `clinic` again. Remove one of the two.',
    ],
    [
      'extends: []',
      '2:10 Expected list of at least 1 item for `extends` but received list. For example: `extends: strict`.',
    ],
    ['extends: 3', '2:10 Expected strict or clinic for `extends` but received 3. Use `strict` or `clinic`.'],
    ['extends:', '2:9 Expected name or list for `extends` but received nothing. For example: `extends: strict`.'],
    [
      'extends: clinic\nerror_budget: { score: 0.009 }',
      '3:1 Expected shares that sum to at most 0.01 for `error_budget` but received 0.015. Lower one of them; a key that is left out keeps its default.',
    ],
  ])('%s', (line, message) => {
    expect(mistakesIn(`version: 1\n${line}\n`)).toEqual([message]);
  });

  test('a mistake of the policy is at its own line, whatever a preset says', () => {
    expect(mistakesIn('version: 1\nextends: clinic\nrules:\n  ethics/group-gap: [error, { limt: 1 }]\n')).toEqual([
      '4:31 Expected an option of `rules.ethics/group-gap` but received `limt`. Did you mean `limit`?',
    ]);
  });
});

describe.each(Object.keys(presets))('the packaged preset %s', (name) => {
  test('names rules and options that exist, and holds as it is written', () => {
    const vocabulary = {
      scores: scoreNames,
      presets,
      rules: rules.map(({ meta, defaults }) => ({ ...meta, defaults })),
    };
    const at = { path: 'vision-gate.yml', commit: 'c0ffee', side: 'head' as const };
    const written = presets[name].replace(/^(#.*\n)*/, '');
    const alone = parsePolicy(`version: 1\n${written}`, { ...at, ...vocabulary });
    const extended = parsePolicy(`version: 1\nextends: ${name}\n`, { ...at, ...vocabulary });
    if ('mistakes' in alone || 'mistakes' in extended) throw new Error(JSON.stringify([alone, extended], null, 1));
    const plain = ({ positions: _, presets: __, rules, ...rest }: typeof alone.policy) => ({
      ...rest,
      rules: Object.entries(rules).map(([id, { severity, options }]) => [id, severity, options]),
    });
    expect(plain(extended.policy)).toEqual(plain(alone.policy));
  });
});

test('the presets are those that the documents promise', () => {
  expect(Object.keys(presets)).toEqual(['biometric', 'eu-high-risk', 'medical', 'recommended', 'strict']);
});
