import type { GateChange, Governance } from '../../model/facts.ts';
import type { Policy } from '../../model/policy.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { findGateWorkflows } from '../governance/gate-workflows.ts';

type Workflow = Governance['workflows'][number];

/** Where a policy may be. */
const policyPaths = ['.github/vision-gate.yml', 'vision-gate.yml'];

/** Workflows of base that run the gate and are edited or gone at head, and edits of the policy. A file that was only renamed is no change. */
export async function gateChanges(base: Snapshot, head: Snapshot, policy: Policy): Promise<GateChange[]> {
  const before = await findGateWorkflows(base);
  const after = await findGateWorkflows(head);
  const workflows = before.flatMap((workflow) => workflowChange(workflow, after, head) ?? []);
  const policies = [...new Set([policy.source.path, ...policyPaths])].flatMap(
    (path) => policyChange(path, base, head) ?? [],
  );
  return [...workflows, ...policies];
}

function workflowChange(before: Workflow, after: Workflow[], head: Snapshot): GateChange | null {
  const { path, hash, uses } = before;
  if (after.some((workflow) => workflow.hash === hash)) return null;
  const entry = head.files.get(path);
  if (entry === undefined) {
    return { path, change: 'removed', detail: `it used ${listOf(uses)}`, at: { path } };
  }
  if (entry.hash === hash) return null;
  const now = after.find((workflow) => workflow.path === path);
  return { path, change: 'edited', detail: editOf(uses, now?.uses), at: { path, line: 1 } };
}

function editOf(before: string[], after: string[] | undefined): string {
  if (after === undefined) return 'it no longer runs the gate';
  const gone = before.filter((use) => !after.includes(use));
  const come = after.filter((use) => !before.includes(use));
  if (gone.length > 0 && come.length > 0) return `${listOf(gone)} became ${listOf(come)}`;
  if (gone.length > 0) return `${listOf(gone)} is gone`;
  return come.length > 0 ? `${listOf(come)} is new` : 'what it uses of the gate is the same';
}

function policyChange(path: string, base: Snapshot, head: Snapshot): GateChange | null {
  const before = base.files.get(path);
  const after = head.files.get(path);
  if (before?.hash === after?.hash) return null;
  const detail =
    before === undefined ? 'it is new' : after === undefined ? 'it is gone' : 'it holds from the next pull request on';
  return { path, change: 'policy', detail, at: { path } };
}

function listOf(uses: string[]): string {
  return uses.length === 0 ? 'the gate' : uses.map((use) => `\`${use}\``).join(', ');
}
