import { Fault } from '../model/fault.ts';
import type { AnyRule } from '../model/rule.ts';

/** The rules as a list for people, or as JSON for programs. */
export function listRules(rules: readonly AnyRule[], asJson: boolean): string {
  const entries = rules.map(({ meta: { id, severity, recommended, title } }) => ({
    id,
    cause: id.slice(0, id.indexOf('/')),
    severity,
    recommended,
    title,
  }));
  if (asJson) return JSON.stringify(entries, null, 2);
  const width = Math.max(...entries.map(({ id }) => id.length));
  return entries.map(({ id, severity, title }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${title}`).join('\n');
}

/** A rule's page, as plain text. @throws Fault `usage` for a name that is no rule's. */
export function explain(rules: readonly AnyRule[], id: string | undefined): string {
  const rule = rules.find(({ meta }) => meta.id === id || meta.id.endsWith(`/${id}`));
  if (!rule)
    throw new Fault(
      'usage',
      `Expected the name of a rule but received ${JSON.stringify(id ?? '')}. \`vision-gate rules\` lists them.`,
    );
  const { meta, defaults } = rule;
  const options = Object.entries(meta.options).map(
    ([name, sentence]) => `  ${name} (${JSON.stringify(defaults[name])}): ${sentence}`,
  );
  return [
    `${meta.id} – ${meta.severity}${meta.recommended ? '' : ', off unless the policy switches it on'}`,
    meta.title,
    '',
    `Why it matters: ${meta.why}`,
    `What to do: ${meta.fix}`,
    ...(options.length > 0 ? ['', 'Options:', ...options] : []),
  ].join('\n');
}
