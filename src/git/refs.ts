import { Fault } from '../model/fault.ts';
import type { CommitReference } from '../model/report.ts';
import { deepenUntil } from './remote.ts';
import { openRepository } from './repository.ts';
import { findCommit, hasCommit, isAncestor, mergeBase, noSuchRevision, symbolicTarget } from './revision.ts';
import { askRemote, branchName, bringCommit, notHere, type Search, trackingCommit } from './search.ts';

/** A commit as an event or a flag names it: by branch (or any revision), by full id, or both. */
export interface RequestedCommit {
  ref?: string;
  /** An id of zeros (a push's `before`, for a new branch) counts as absent. */
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
  const notes: string[] = [];
  const search = { repository, remote: fetch ? (repository.remotes[0] ?? null) : null, notes, signal };
  if (search.remote !== null && repository.programs.ignored.length > 0) {
    const settings = repository.programs.ignored.map((key) => `\`${key}\``).join(', ');
    notes.push(
      `The repository's own configuration names programs (${settings}) that are not run. Set them with \`git config --global\` if the remote needs them.`,
    );
  }
  if ('audit' in request) {
    const head = await resolveHead(search, '--ref', request.audit);
    return { base: null, head, mergeBase: null, baseTip: null, notes };
  }

  const head = await resolveHead(search, '--head', request.head ?? {});
  const asked = request.base && (request.base.ref !== undefined || knownId(request.base)) ? request.base : null;
  const baseTip = await resolveBaseTip(search, asked ?? { ref: await defaultBranch(search) });
  const common = await findMergeBase(search, baseTip, head, request.mergeBase);
  const base = { commit: common ?? baseTip.commit, ref: baseTip.ref };
  if (common === null) {
    notes.push(`${named(baseTip)} and ${named(head)} share no history: head is compared with the tip of the base.`);
  } else if (common === head.commit) {
    notes.push(
      `${named(baseTip)} already holds ${named(head)}, so nothing differs. Name an earlier commit with \`--base\` to compare with it.`,
    );
  }
  return { base, head, mergeBase: common, baseTip, notes };
}

async function resolveHead(search: Search, flag: string, request: RequestedCommit): Promise<CommitReference> {
  const { repository, signal } = search;
  const { ref = 'HEAD' } = request;
  const sha = knownId(request);
  if (sha) {
    await bringCommit(search, sha, `head commit ${sha}`);
    return { commit: sha, ref: request.ref ?? '' };
  }
  const here = (await findCommit(repository, ref, signal)) ?? (await trackingCommit(search, ref));
  if (here) return { commit: here, ref };
  const tip = await askRemote(search, ref);
  if (!tip?.commit) throw await noSuchRevision(repository, flag, ref, signal);
  await bringCommit(search, tip.commit, `branch \`${ref}\``);
  return { commit: tip.commit, ref };
}

async function resolveBaseTip(search: Search, request: RequestedCommit): Promise<CommitReference> {
  const { repository, remote, notes, signal } = search;
  const { ref } = request;
  const sha = knownId(request);
  if (ref === undefined) {
    await bringCommit(search, sha!, `base commit ${sha}`);
    return { commit: sha!, ref: '' };
  }

  const tip = await askRemote(search, ref);
  if (tip?.commit) {
    await bringCommit(search, tip.commit, `base branch \`${ref}\``);
    await noteUnpushed(search, ref, tip.commit);
    return { commit: tip.commit, ref };
  }
  const unreachable = tip?.unreachable;
  const here = await newest(search, [
    await trackingCommit(search, ref),
    sha && (await hasCommit(repository, sha, signal)) ? sha : null,
    await findCommit(repository, ref, signal),
  ]);
  if (here) {
    if (unreachable) {
      notes.push(
        `\`${remote}\` could not be asked for \`${ref}\`: ${unreachable} The base is what was fetched before.`,
      );
    }
    return { commit: here, ref };
  }
  if (sha) {
    await bringCommit(search, sha, `base commit ${sha}`);
    return { commit: sha, ref };
  }
  if (unreachable) throw notHere(`base branch \`${ref}\``, `\`${remote}\` does not answer: ${unreachable}`);
  throw await noSuchRevision(repository, '--base', ref, signal);
}

/** The base when none is asked for: the remote's default branch, else `main` or `master`. */
async function defaultBranch({ repository, signal }: Search): Promise<string> {
  const [remote] = repository.remotes;
  if (remote) {
    const head = await symbolicTarget(repository, `refs/remotes/${remote}/HEAD`, signal);
    if (head) return head.slice(`refs/remotes/${remote}/`.length);
  }
  for (const branch of ['main', 'master']) {
    if (remote && (await findCommit(repository, `refs/remotes/${remote}/${branch}`, signal))) return branch;
    if (await findCommit(repository, `refs/heads/${branch}`, signal)) return branch;
  }
  throw new Fault(
    'usage',
    'Expected a base to compare with but found no default branch, `main` or `master`. Name one with `--base`, or run `vision-gate audit`.',
  );
}

/** Of commits that were all the tip once, the one that the others lead to. */
async function newest({ repository, signal }: Search, tips: (string | null)[]): Promise<string | null> {
  let best: string | null = null;
  for (const tip of tips) {
    if (tip && tip !== best && (best === null || (await isAncestor(repository, best, tip, signal)))) best = tip;
  }
  return best;
}

async function noteUnpushed({ repository, remote, notes, signal }: Search, ref: string, tip: string): Promise<void> {
  const branch = branchName(repository, ref);
  if (branch !== ref) return;
  const local = await findCommit(repository, `refs/heads/${branch}`, signal);
  if (!local || local === tip || (await isAncestor(repository, local, tip, signal))) return;
  notes.push(
    `The base is \`${branch}\` as \`${remote}\` has it; commits of the branch here that were not pushed are not part of it.`,
  );
}

async function findMergeBase(
  search: Search,
  { commit: base, ref }: CommitReference,
  { commit: head }: CommitReference,
  hint: string | undefined,
): Promise<string | null> {
  const { repository, remote, signal } = search;
  const here = await mergeBase(repository, base, head, signal);
  if (here || !repository.shallow) return here;
  if (hint) {
    await bringCommit(search, fullId(hint), `merge base ${hint}`);
    return hint;
  }
  const what = `the history between base ${ref ? `\`${ref}\`` : base} and head ${head}`;
  if (remote === null) throw notHere(what, 'there is no remote to fetch it from.');
  const found = await deepenUntil(
    repository,
    remote,
    [base, head],
    () => mergeBase(repository, base, head, signal),
    signal,
  );
  if ('refused' in found) throw notHere(what, `\`${remote}\` did not send it: ${found.refused}`);
  return found.answer;
}

/** The requested id, unless it is absent or all zeros. */
const knownId = ({ sha }: RequestedCommit) => (sha && !/^0+$/.test(sha) ? fullId(sha) : undefined);

function fullId(sha: string): string {
  if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(sha)) return sha;
  throw new Fault(
    'usage',
    `Expected the full id of a commit but received \`${sha}\`. Give all of its 40 or 64 digits.`,
  );
}

const named = ({ commit, ref }: CommitReference) => (ref ? `\`${ref}\`` : commit);
