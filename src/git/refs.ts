import { Fault } from '../model/fault.ts';
import type { CommitReference } from '../model/report.ts';
import { openRepository } from './repository.ts';
import { findCommit, hasCommit, noSuchRevision } from './revision.ts';
import {
  askRemote,
  bringCommit,
  findMergeBase,
  newest,
  noBase,
  noteComparison,
  type Search,
  symbolicTarget,
  trackingCommit,
  unreachable,
} from './search.ts';

/** A commit as an event or a flag names it: by branch (or any revision), by full id, or both. */
export interface RequestedCommit {
  ref?: string;
  sha?: string;
}

/** Two commits to compare, or one to audit. Without `base` the default branch is meant, without `head` HEAD. */
export type CommitRequest =
  | { base?: RequestedCommit; head?: RequestedCommit; mergeBase?: string }
  | { audit: RequestedCommit };

export interface ResolvedCommits {
  /** What head's data and models are compared with: the merge base, or base's tip when the histories share nothing. */
  base: CommitReference | null;
  head: CommitReference;
  /** Best common ancestor of base's tip and head. */
  mergeBase: string | null;
  /** Tip of the base branch as fetched now: where the policy is read. */
  baseTip: CommitReference | null;
  /** What the reader should know: no network, unrelated histories … */
  notes: string[];
}

export interface ResolveOptions {
  signal?: AbortSignal;
  /** `false` asks no remote: what is here must do. */
  fetch?: boolean;
}

/**
 * Finds the commits that a run is about. Missing ones are fetched by id, without content where the clone is shallow or
 * partial, and a shallow history is deepened until the merge base is there. `mergeBase` (GitHub's answer to a comparison of
 * the two) spares that. No branch of the repository is moved.
 * @throws Fault `usage` for a revision that does not exist, `unable` for a repository without commits, `unavailable` for a
 * commit or a merge base that cannot be fetched.
 */
export async function resolveCommits(
  directory: string,
  request: CommitRequest,
  { signal, fetch = true }: ResolveOptions = {},
): Promise<ResolvedCommits> {
  const repository = await openRepository(directory, signal);
  const search: Search = { repository, remote: fetch ? (repository.remotes[0] ?? null) : null, notes: [], signal };
  if ('audit' in request) {
    const head = await resolveHead(search, '--ref', request.audit);
    return { base: null, head, mergeBase: null, baseTip: null, notes: search.notes };
  }

  const head = await resolveHead(search, '--head', request.head ?? {});
  const baseTip = await resolveBaseTip(search, request.base ?? (await defaultBranch(search)));
  const common = await findMergeBase(search, baseTip, head, request.mergeBase);
  const base = { commit: common ?? baseTip.commit, ref: baseTip.ref };
  noteComparison(search, base, baseTip, head, common);
  return { base, head, mergeBase: common, baseTip, notes: search.notes };
}

async function resolveHead(search: Search, name: string, { ref, sha }: RequestedCommit): Promise<CommitReference> {
  const { repository, signal } = search;
  if (sha) {
    await bringCommit(search, sha, name);
    return { commit: sha, ref: ref ?? '' };
  }
  if (ref === undefined || ref === 'HEAD') {
    const commit = await findCommit(repository, 'HEAD', signal);
    if (commit) return { commit, ref: 'HEAD' };
    throw new Fault(
      'unable',
      `The repository in \`${repository.directory}\` has no commit yet. Commit something first.`,
    );
  }
  const here = (await findCommit(repository, ref, signal)) ?? (await trackingCommit(search, ref));
  if (here) return { commit: here, ref };
  const tip = await askRemote(search, ref);
  if (!tip || 'unreachable' in tip || tip.commit === null) throw await noSuchRevision(repository, name, ref, signal);
  await bringCommit(search, tip.commit, name);
  return { commit: tip.commit, ref };
}

async function resolveBaseTip(search: Search, { ref, sha }: RequestedCommit): Promise<CommitReference> {
  const { repository, notes, signal } = search;
  if (ref === undefined && !sha) throw noBase();
  if (ref === undefined) {
    await bringCommit(search, sha!, '--base');
    return { commit: sha!, ref: '' };
  }

  const tip = await askRemote(search, ref);
  if (tip && 'commit' in tip && tip.commit !== null) {
    await bringCommit(search, tip.commit, '--base');
    return { commit: tip.commit, ref };
  }
  const here = await newest(search, [
    await trackingCommit(search, ref),
    sha && (await hasCommit(repository, sha, signal)) ? sha : null,
    await findCommit(repository, ref, signal),
  ]);
  if (tip && 'unreachable' in tip && here) {
    notes.push(
      `\`${search.remote}\` could not be asked for \`${ref}\`: ${tip.unreachable} The base is what was fetched before.`,
    );
  }
  if (here) return { commit: here, ref };
  if (sha) {
    await bringCommit(search, sha, '--base');
    return { commit: sha, ref };
  }
  if (tip && 'unreachable' in tip) throw unreachable(search, `the base branch \`${ref}\``, tip.unreachable);
  throw await noSuchRevision(repository, '--base', ref, signal);
}

/** The base when none is asked for: the remote's default branch, else `main` or `master`. */
async function defaultBranch({ repository, remote, signal }: Search): Promise<RequestedCommit> {
  const tracked = repository.remotes[0] ?? remote;
  const head = tracked && (await symbolicTarget(repository, `refs/remotes/${tracked}/HEAD`, signal));
  if (head) return { ref: head };
  for (const ref of ['main', 'master']) {
    if (tracked && (await findCommit(repository, `refs/remotes/${tracked}/${ref}`, signal))) return { ref };
    if (await findCommit(repository, `refs/heads/${ref}`, signal)) return { ref };
  }
  throw noBase();
}
