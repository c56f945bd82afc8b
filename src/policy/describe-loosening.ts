import type { Policy, RuleSetting, Waiver } from '../model/policy.ts';

/** Keys whose larger number lets more pass. */
const looserWhenLarger = new Set([
  'tolerance',
  'latency_tolerance',
  'parameters',
  'flops',
  'file_mb',
  'memory_mb',
  'gpu_memory_mb',
  'growth',
  'opset',
]);
const strictness = { off: 0, warning: 1, error: 2 };

interface Change {
  looser: boolean;
  sentence: string;
}

/**
 * What an edited policy would change from the next pull request on: one sentence for each difference, and first those
 * that let more pass than before. Empty when the two say the same.
 */
export function describeLoosening(base: Policy, head: Policy): string[] {
  const changes = [
    ...compareNamed(base, head),
    ...compareRules(base.rules, head.rules),
    ...compareWaivers(base.waivers, head.waivers),
    ...compareSwitches(base, head),
  ];
  return changes
    .toSorted((a, b) => Number(b.looser) - Number(a.looser))
    .map(({ looser, sentence }) => (looser ? `Looser: ${sentence}` : sentence));
}

function compareNamed(base: Policy, head: Policy): Change[] {
  return (['datasets', 'models', 'targets'] as const).flatMap((section) => {
    const kind = section.slice(0, -1);
    return namesOf(base[section], head[section]).flatMap((name): Change[] => {
      const before = base[section][name];
      const after = head[section][name];
      if (!before) return [{ looser: false, sentence: `The ${kind} \`${name}\` would be added.` }];
      if (!after) return [{ looser: true, sentence: `The ${kind} \`${name}\` would no longer be checked.` }];
      return compareValues({ ...before }, { ...after }, `${section}.${name}`);
    });
  });
}

function compareValues(before: Record<string, unknown>, after: Record<string, unknown>, place: string): Change[] {
  return namesOf(before, after).flatMap((property): Change[] => {
    const [from, to] = [before[property], after[property]];
    if (same(from, to)) return [];
    const key = property.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
    return [{ looser: isLooser(key, from, to), sentence: changed(`${place}.${key}`, from, to) }];
  });
}

function isLooser(key: string, from: unknown, to: unknown): boolean {
  if (looserWhenLarger.has(key)) return to === undefined || (typeof from === 'number' && Number(to) > from);
  if (key === 'latency_ms') {
    const [before, after] = [from, to] as [Record<string, number>?, Record<string, number>?];
    return Object.entries(before ?? {}).some(([percentile, most]) => !(Number(after?.[percentile]) <= most));
  }
  if (key === 'unit' || key === 'variant_of') return from !== undefined;
  if (key === 'unit') return from !== undefined;
  if (key === 'intersections') return from !== undefined;
  if (key === 'groups') return (from as string[]).some((group) => !(to as string[]).includes(group));
  // `models` of a target: absent means every model.
  if (key === 'models') return Array.isArray(to) && (!Array.isArray(from) || from.some((model) => !to.includes(model)));
  return false;
}

function compareRules(base: Policy['rules'], head: Policy['rules']): Change[] {
  return namesOf(base, head).flatMap((id): Change[] => {
    const [from, to] = [base[id], head[id]];
    const changes: Change[] = [];
    if (from?.severity !== to?.severity) {
      const looser = from && to ? strictness[to.severity] < strictness[from.severity] : to?.severity === 'off';
      changes.push({ looser, sentence: changed(`rules.${id}`, severityOf(from), severityOf(to)) });
    }
    return [...changes, ...compareOptions(from?.options ?? {}, to?.options ?? {}, id)];
  });
}

function compareOptions(from: Record<string, unknown>, to: Record<string, unknown>, id: string): Change[] {
  return namesOf(from, to)
    .filter((option) => !same(from[option], to[option]))
    .map((option) => ({
      looser: false,
      sentence: `The option \`${option}\` of \`${id}\` would change from ${written(from[option] ?? 'its default')} to ${written(to[option] ?? 'its default')}.`,
    }));
}

function severityOf(setting: RuleSetting | undefined): string {
  return setting?.severity ?? 'its default';
}

function compareWaivers(base: Waiver[], head: Waiver[]): Change[] {
  const keyOf = ({ rule, subject }: Waiver) => `${rule}\n${subject}`;
  const before = new Map(base.map((waiver) => [keyOf(waiver), waiver]));
  const after = new Map(head.map((waiver) => [keyOf(waiver), waiver]));
  const changes: Change[] = [];
  for (const [key, waiver] of after) {
    const old = before.get(key);
    const what = `The waiver of \`${waiver.rule}\` for \`${waiver.subject}\``;
    if (!old) {
      changes.push({ looser: true, sentence: `${what} would be added until ${waiver.until}: ${waiver.reason}` });
    } else if (old.until !== waiver.until) {
      changes.push({
        looser: waiver.until > old.until,
        sentence: `${what} would hold until ${waiver.until} instead of ${old.until}.`,
      });
    }
  }
  for (const [key, waiver] of before) {
    if (after.has(key)) continue;
    changes.push({
      looser: false,
      sentence: `The waiver of \`${waiver.rule}\` for \`${waiver.subject}\` would be removed.`,
    });
  }
  return changes;
}

function compareSwitches(base: Policy, head: Policy): Change[] {
  const changes: Change[] = [];
  if (base.strict !== head.strict) {
    changes.push({ looser: base.strict, sentence: changed('strict', base.strict, head.strict) });
  }
  if (base.lost !== head.lost) {
    changes.push({ looser: head.lost === 'neutral', sentence: changed('lost', base.lost, head.lost) });
  }
  const [before, after] = [base.erasure?.register, head.erasure?.register];
  if (before !== after) {
    changes.push({ looser: before !== undefined, sentence: changed('erasure.register', before, after) });
  }
  for (const [family, key] of [
    ['score', 'score'],
    ['classesAndGroups', 'classes_and_groups'],
    ['latency', 'latency'],
  ] as const) {
    const [from, to] = [base.errorBudget[family], head.errorBudget[family]];
    // A smaller chance of a false alarm asks for more proof, so less is caught.
    if (from !== to) changes.push({ looser: to < from, sentence: changed(`error_budget.${key}`, from, to) });
  }
  return changes;
}

function changed(place: string, from: unknown, to: unknown): string {
  if (from === undefined) return `\`${place}\` would be set to ${written(to)}.`;
  if (to === undefined) return `\`${place}\` would be removed; it was ${written(from)}.`;
  return `\`${place}\` would change from ${written(from)} to ${written(to)}.`;
}

function written(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function namesOf(a: object, b: object): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])];
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
