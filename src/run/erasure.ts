import type { Tools } from '../model/gatherer.ts';
import type { Policy } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';

/** The erasure register as the base branch's tip holds it: a pull request may add to it and not take from it. */
export async function erasureOf(
  { erasure }: Policy,
  tip: Snapshot | null,
  secret: string | null,
): Promise<Pick<Tools, 'erasure'>> {
  if (erasure === undefined) return {};
  const text = tip?.files.has(erasure.register) ? (await tip.read(erasure.register)).toString('utf8') : null;
  return { erasure: { text, secret } };
}
