import { findOwnRun } from './claim.ts';
import type { Octokit } from './octokit.ts';
import { explainFailure, PERMISSION, type Posting } from './posting.ts';
import { type GetState, recallUnfinished } from './state.ts';

/**
 * Concludes as `cancelled` the check run that the main step left open: killed, crashed or out of time. `null` when there
 * was nothing to close. Never throws for what GitHub or the network does.
 */
export async function closeUnfinished(options: {
  octokit: Octokit;
  getState: GetState;
  /** Shown in place of the last progress; Markdown. */
  output: { title: string; summary: string };
}): Promise<Posting | null> {
  const { octokit, getState, output } = options;
  const unfinished = recallUnfinished(getState);
  if (!unfinished) return null;
  const { owner, repo } = unfinished.place;
  try {
    const run =
      unfinished.id === undefined
        ? await findOwnRun({ octokit, ...unfinished.place })
        : (await octokit.rest.checks.get({ owner, repo, check_run_id: unfinished.id })).data;
    if (!run || run.status === 'completed') return null;
    // Safe to repeat: it appends nothing.
    const { data } = await octokit.rest.checks.update({
      owner,
      repo,
      check_run_id: run.id,
      status: 'completed',
      conclusion: 'cancelled',
      output,
    });
    return { posted: true, id: data.id, url: data.html_url ?? data.url, annotations: data.output.annotations_count };
  } catch (error) {
    return { posted: false, annotations: 0, ...explainFailure(error, PERMISSION) };
  }
}
