import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CommitRequest } from '../git/refs.ts';
import type { ActionContext } from '../github/context.ts';
import type { ActionInputs } from './inputs.ts';

/** The commits that an event is about. A merge queue's base is its group's own; `base` and `head` are a manual run's inputs. */
export async function commitsOf(
  { eventName, baseRef, baseSha, headSha, headRef }: ActionContext,
  { base, head, directory }: Pick<ActionInputs, 'base' | 'head' | 'directory'>,
  findMergeBase: (base: string, head: string) => Promise<string>,
): Promise<CommitRequest> {
  const own = { sha: headSha, ...(headRef ? { ref: headRef } : {}) };
  const wanted = head ? { ref: head } : own;
  if (base) return { base: { ref: base }, head: wanted };
  if (!baseSha) return { audit: wanted };
  if (eventName === 'push' || eventName === 'merge_group') return { base: { sha: baseSha }, head: own };
  const target = { sha: baseSha, ...(baseRef ? { ref: baseRef } : {}) };
  // A full history answers by itself; a shallow one would have to be deepened, perhaps to its root.
  const shallow = existsSync(join(directory, '.git', 'shallow'));
  const mergeBase = shallow ? await findMergeBase(baseRef ?? baseSha, headSha).catch(() => undefined) : undefined;
  return { base: target, head: own, ...(mergeBase ? { mergeBase } : {}) };
}
