import type { RestEndpointMethodTypes } from '@octokit/rest';
import type { Octokit } from './octokit.ts';
import { type Patience, sendOnce } from './send-once.ts';

export type CheckRunData = RestEndpointMethodTypes['checks']['get']['response']['data'];

/** Where a check run belongs and how it is recognised. */
export interface CheckRunPlace {
  owner: string;
  repo: string;
  /** The pull request's head commit, not the merge commit of `GITHUB_SHA`. */
  headSha: string;
  name: string;
  /** `externalIdOf(runId, attempt)`: says which run of the workflow it belongs to. */
  externalId: string;
  detailsUrl?: string;
}

type Place = CheckRunPlace & { octokit: Octokit };

/** The longest that a job may run on a self-hosted runner. */
const FIVE_DAYS = 5 * 24 * 60 * 60 * 1000;

/** Marks a check run as one of this product's, and of this attempt of this workflow run. */
export function externalIdOf(runId: number, attempt: number): string {
  return `${runId}.${attempt}`;
}

/** This run's own unfinished check run, if there is one; by it a post step finds what was created but not remembered. */
export async function findOwnRun(place: Place): Promise<CheckRunData | null> {
  return ownRun(await listRuns(place), place.externalId);
}

/** Takes up or creates the check run, and concludes as `cancelled` those that dead runs left open. */
export async function claimCheckRun(place: Place, patience: Patience): Promise<CheckRunData> {
  const { octokit, owner, repo, headSha, name, externalId, detailsUrl } = place;
  const runs = await listRuns(place);
  const claimed =
    ownRun(runs, externalId) ??
    (await sendOnce(
      () =>
        octokit.rest.checks.create({
          owner,
          repo,
          name,
          head_sha: headSha,
          external_id: externalId,
          status: 'in_progress',
          started_at: new Date().toISOString(),
          ...(detailsUrl !== undefined && { details_url: detailsUrl }),
          request: { retries: 0 },
        }),
      () => findOwnRun(place),
      patience,
    ));
  const stale = runs.filter((run) => isStale(run, externalId, Date.now()));
  const end = { owner, repo, status: 'completed', conclusion: 'cancelled', request: { retries: 0 } } as const;
  await Promise.allSettled(stale.map(({ id }) => octokit.rest.checks.update({ ...end, check_run_id: id })));
  return claimed;
}

function ownRun(runs: CheckRunData[], externalId: string): CheckRunData | null {
  return runs.find((run) => run.external_id === externalId && run.status !== 'completed') ?? null;
}

function listRuns({ octokit, owner, repo, headSha, name }: Place): Promise<CheckRunData[]> {
  return octokit.paginate(octokit.rest.checks.listForRef, {
    owner,
    repo,
    ref: headSha,
    check_name: name,
    filter: 'all',
    per_page: 100,
    request: { retries: 2 },
  });
}

/**
 * Unfinished and certainly nobody's: of an earlier attempt of this workflow run (attempts follow each other), or older
 * than any job can be. Another workflow run of the same commit may be at work and is left alone.
 */
function isStale(run: CheckRunData, externalId: string, now: number): boolean {
  if (run.status === 'completed' || run.external_id === externalId) return false;
  const [theirs, ours] = [parseExternalId(run.external_id), parseExternalId(externalId)];
  if (!theirs || !ours) return false;
  if (theirs.runId === ours.runId) return theirs.attempt < ours.attempt;
  return run.started_at !== null && now - Date.parse(run.started_at) > FIVE_DAYS;
}

function parseExternalId(externalId: string | null): { runId: string; attempt: number } | undefined {
  const [, runId, attempt] = /^(\d+)\.(\d+)$/.exec(externalId ?? '') ?? [];
  return runId === undefined ? undefined : { runId, attempt: Number(attempt) };
}
