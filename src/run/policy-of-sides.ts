import { describeMoves, followMoves } from '../gather/moved-paths.ts';
import { changedPaths } from '../git/changes.ts';
import type { Policy } from '../model/policy.ts';
import type { Report } from '../model/report.ts';
import type { Snapshot } from '../model/snapshot.ts';

export interface Commits {
  tip: Snapshot | null;
  base: Snapshot | null;
  head: Snapshot;
}

/** The policy as base and as head have it: what moved between its own commit and theirs is followed, and said of head. */
export function policyOfSides(
  policy: Policy,
  { tip, base, head }: Commits,
): { base: Policy; head: Policy; notes: Report['notes'] } {
  const origin = policy.source.side === 'base' && tip ? tip : head;
  const follow = (to: Snapshot) =>
    to.commit === origin.commit
      ? { policy, moves: [] }
      : followMoves(policy, changedPaths(origin.files, to.files).renamed, { origin: origin.files, files: to.files });
  const after = follow(head);
  return { base: base ? follow(base).policy : policy, head: after.policy, notes: describeMoves(after.moves) };
}
