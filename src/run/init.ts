import { openContainers } from '../gather/containers/open.ts';
import { resolveCommits } from '../git/refs.ts';
import { openSnapshot } from '../git/snapshot.ts';
import { Fault } from '../model/fault.ts';
import type { RuleDescription } from '../model/policy.ts';
import { type Proposal, propose } from '../propose/propose.ts';
import { scoreNames } from '../score/names.ts';
import type { VisionOptions } from '../vision/open.ts';
import { policyPaths } from './find-policy.ts';
import { ownTools } from './own-tools.ts';

export interface InitRequest {
  directory: string;
  /** The commit that is looked through. */
  ref: string;
  rules: readonly RuleDescription[];
  natives: VisionOptions;
  progress(step: string, done: number, total: number): void;
}

/**
 * Proposes the first policy of a commit.
 * @throws Fault `usage` where the commit has a policy already, `unable` where there is no commit
 */
export async function firstPolicy(request: InitRequest, signal: AbortSignal): Promise<Proposal & { commit: string }> {
  const { directory, ref, rules, natives, progress } = request;
  const { head } = await resolveCommits(directory, { audit: { ref } }, { signal, fetch: false });
  const snapshot = await openSnapshot(directory, head.commit, 'head', { signal, trusted: head.commit });
  const present = policyPaths.find((path) => snapshot.files.has(path));
  if (present !== undefined) {
    throw new Fault('usage', `There is a policy already: ${present}. Edit it, or remove it first.`);
  }
  await using resources = new AsyncDisposableStack();
  const tools = await ownTools(resources, natives, signal, progress);
  return { ...(await propose(openContainers(snapshot), { rules, scores: scoreNames }, tools)), commit: head.commit };
}
