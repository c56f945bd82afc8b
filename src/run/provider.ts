import { Fault } from '../model/fault.ts';
import { providers } from '../model/providers.ts';
import { nearest } from '../policy/nearest.ts';

/**
 * The execution provider that a flag or an input names.
 * @param place - where it was written: `--provider`
 * @throws Fault `usage` for a name that onnxruntime does not have
 */
export function providerNamed(name: string, place: string): string {
  if ((providers as readonly string[]).includes(name)) return name;
  const meant = nearest(name, providers);
  const wayOut = meant === undefined ? `Use one of ${providers.join(', ')}.` : `Did you mean \`${meant}\`?`;
  throw new Fault(
    'usage',
    `Expected an execution provider for \`${place}\` but received ${JSON.stringify(name)}. ${wayOut}`,
  );
}
