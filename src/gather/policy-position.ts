import type { Position } from '../model/fault.ts';
import type { Policy } from '../model/policy.ts';

/** Where the policy says it: the place of the deepest of `keys` that it has, else the policy file. */
export function policyPosition(policy: Policy, ...keys: (string | number)[]): Position {
  for (let depth = keys.length; depth > 0; depth--) {
    const at = policy.positions[pointer(keys.slice(0, depth))];
    if (at !== undefined) return at;
  }
  return { path: policy.source.path };
}

/** RFC 6901. */
function pointer(keys: (string | number)[]): string {
  return keys.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
