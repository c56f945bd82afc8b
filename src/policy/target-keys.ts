import type { PolicyMistake } from '../model/policy.ts';
import { runtimeNames, supportOf } from '../runtimes/runtimes.ts';
import type { PolicyDocument } from './document.ts';
import { suggestion } from './issues.ts';

/** `name` or `name@version`. */
export const spelling = /^[a-z][a-z0-9-]*(?:@\d+(?:\.\d+)*)?$/;

/** What the schema cannot say of a target: that its runtime is one of those whose operators are known. */
export function checkTargetKeys(
  name: string,
  { runtime }: Record<string, unknown>,
  document: PolicyDocument,
): PolicyMistake[] {
  if (typeof runtime !== 'string' || !spelling.test(runtime) || supportOf(runtime) !== null) return [];
  const path = ['targets', name, 'runtime'];
  const [word] = runtime.split('@');
  const message = runtimeNames.includes(word)
    ? `Expected a version of ${word} whose operators are known but received \`${runtime}\`. Write a newer one, or leave it out: \`runtime: ${word}\`.`
    : `Expected the name of a runtime but received \`${runtime}\`. ${suggestion(word, runtimeNames, path)}`;
  return [{ at: document.valueAt(path), message }];
}
