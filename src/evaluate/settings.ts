import type { Policy } from '../model/policy.ts';
import type { AnyRule, Severity } from '../model/rule.ts';

export interface Setting {
  severity: Severity | 'off';
  options: Record<string, unknown>;
  /** Why it is off. */
  reason: string | null;
}

/** A rule's severity and options: its own setting in the policy, else its cause's, else the rule's defaults. */
export function settingOf(rule: AnyRule, policy: Policy): Setting {
  const { id, severity, recommended } = rule.meta;
  const cause = id.slice(0, id.indexOf('/'));
  const own = policy.rules[id];
  const setting = own ?? policy.rules[`${cause}/*`];
  const options = { ...rule.defaults, ...own?.options };
  if (!setting) {
    return recommended
      ? { severity, options, reason: null }
      : { severity: 'off', options, reason: 'Not among the recommended rules; the policy can switch it on.' };
  }
  return {
    severity: setting.severity,
    options,
    reason: setting.severity === 'off' ? 'Switched off in the policy.' : null,
  };
}
