import type { PolicyMistake, PresetUse } from '../model/policy.ts';
import { type PolicyDocument, readDocument } from './document.ts';

/** What a preset may set. */
const scalarKeys = ['strict', 'lost'] as const;

export interface Extended {
  /** The policy as if it and its presets were written in one file. */
  data: unknown;
  /** What each preset sets that nothing after it sets anew. */
  uses: PresetUse[];
}

/**
 * Lays a policy over the presets that it extends: later presets over earlier ones, the policy's own keys over all, a rule's
 * severity and each of its options by itself. `<cause>/*` sets aside what earlier layers say of the cause's rules.
 *
 * @param presets YAML of each preset by name; names that are not there are left to the schema
 */
export function extendPresets(data: unknown, presets: Readonly<Record<string, string>>): Extended {
  const own = mapOf(data);
  const names = namesOf(own).filter((name) => Object.hasOwn(presets, name));
  if (names.length === 0) return { data, uses: [] };
  const settings: Settings = new Map();
  for (const name of names) layOver(settings, readDocument(presets[name], name).data, name);
  layOver(settings, own, null);
  return {
    data: { ...own, ...nested(settings) },
    uses: names.map((name) => ({
      name,
      sets: [...settings].filter(([, { preset }]) => preset === name).map(([key, { value }]) => sentence(key, value)),
    })),
  };
}

/** Presets that are named again. */
export function checkExtends(document: PolicyDocument): PolicyMistake[] {
  const names = namesOf(mapOf(document.data));
  return names.flatMap((name, i) => {
    if (names.indexOf(name) === i) return [];
    const message = `Expected each preset once in \`extends\` but received \`${name}\` again. Remove one of the two.`;
    return [{ at: document.valueAt(['extends', i]), message }];
  });
}

/** By key: `strict`, `error_budget.score`, `rules.<id>`, `rules.<id>.<option>`; `null` is the policy itself. */
type Settings = Map<string, { value: unknown; preset: string | null }>;

function layOver(settings: Settings, data: unknown, preset: string | null): void {
  const layer = mapOf(data);
  const set = (key: string, value: unknown) => {
    settings.delete(key);
    settings.set(key, { value, preset });
  };
  for (const key of scalarKeys) if (layer[key] !== undefined) set(key, layer[key]);
  for (const [family, share] of Object.entries(mapOf(layer.error_budget))) set(`error_budget.${family}`, share);
  const rules = Object.entries(mapOf(layer.rules));
  for (const [id] of rules) {
    if (!id.endsWith('/*')) continue;
    const cause = `rules.${id.slice(0, -1)}`;
    for (const key of [...settings.keys()]) if (key.startsWith(cause)) settings.delete(key);
  }
  for (const [id, setting] of rules) {
    const [severity, options] = Array.isArray(setting) ? setting : [setting];
    set(`rules.${id}`, severity);
    for (const [option, value] of Object.entries(mapOf(options))) set(`rules.${id}.${option}`, value);
  }
}

function nested(settings: Settings): Record<string, unknown> {
  const plain: Record<string, unknown> = {};
  const budget: Record<string, unknown> = {};
  const rules: Record<string, [unknown, Record<string, unknown>]> = {};
  for (const [key, { value }] of settings) {
    const [section, name, option] = key.split('.');
    if (section === 'error_budget') budget[name] = value;
    else if (section !== 'rules') plain[section] = value;
    else if (option === undefined) rules[name] = [value, rules[name]?.[1] ?? {}];
    else rules[name] = [rules[name]?.[0], { ...rules[name]?.[1], [option]: value }];
  }
  const written = Object.entries(rules).map(([id, [severity, options]]) => [
    id,
    Object.keys(options).length === 0 ? severity : [severity, options],
  ]);
  return {
    ...plain,
    ...(Object.keys(budget).length > 0 && { error_budget: budget }),
    ...(written.length > 0 && { rules: Object.fromEntries(written) }),
  };
}

function sentence(key: string, value: unknown): string {
  return `${key.replace(/^rules\./, '').replace(/\.([^.]+)$/, ', $1')}: ${[value].flat().join(', ')}`;
}

function namesOf(policy: Record<string, unknown>): string[] {
  return [policy.extends].flat().filter((name): name is string => typeof name === 'string');
}

function mapOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
