/** The check run: in progress at once, completed exactly once, never the reason that a verdict goes unsaid. */
import { setTimeout as delay } from 'node:timers/promises';
import type { CheckOutput, Conclusion } from '../model/report.ts';
import { type CheckRunData, type CheckRunPlace, claimCheckRun } from './claim.ts';
import { fitOutput } from './limits.ts';
import type { Octokit } from './octokit.ts';
import { explainFailure, type Failure, PERMISSION, type Posting } from './posting.ts';
import { createProgress } from './progress.ts';
import { sendOnce } from './send-once.ts';
import { rememberDone, rememberId, rememberPlace, type SaveState } from './state.ts';

export interface OpenOptions extends CheckRunPlace {
  octokit: Octokit;
  /** Keeps what the post step needs. */
  saveState: SaveState;
  /** Milliseconds before each further attempt of a write. */
  waits?: readonly number[];
  /** Least milliseconds between two progress updates; 10 000 by default. */
  progressInterval?: number;
}

/** Of the texts, `summary` and `text` are Markdown. */
export interface Outcome extends CheckOutput {
  conclusion: Conclusion | 'cancelled' | 'timed_out';
}

export interface CheckRun {
  /** How it stands now. */
  posting(): Posting;
  /** Shows where the work is. Returns at once; of calls in quick succession the last one is sent. */
  progress(title: string, summary: string): void;
  /** Posts the annotations in batches, in their order, and the conclusion with the last. Repeated calls change nothing. */
  complete(outcome: Outcome): Promise<Posting>;
  /** Stops whatever is being posted and concludes `cancelled`, unless the conclusion is already there. */
  cancel(output: { title: string; summary: string }): Promise<Posting>;
}

const BATCH = 50;
/** Milliseconds that a cancellation waits for a request in flight; the runner grants 7.5 s before it insists. */
const CANCEL_GRACE = 1_000;

/**
 * Creates the check run `in_progress`, or takes up this run's own unfinished one, and closes those that earlier attempts
 * left open. Never throws for what GitHub or the network does: such a run is `posted: false`, says why, and ignores what
 * it is told.
 */
export async function openCheckRun(options: OpenOptions): Promise<CheckRun> {
  const { owner, repo, headSha, name, externalId } = options;
  rememberPlace(options.saveState, { owner, repo, headSha, name, externalId });
  try {
    const data = await claimCheckRun(options, { waits: options.waits });
    rememberId(options.saveState, data.id);
    return openRun(options, data);
  } catch (error) {
    return unpostedRun(explainFailure(error, PERMISSION));
  }
}

function unpostedRun(failure: Failure): CheckRun {
  const posting: Posting = { posted: false, annotations: 0, ...failure };
  return {
    posting: () => posting,
    progress: () => {},
    complete: async () => posting,
    cancel: async () => posting,
  };
}

function openRun(options: OpenOptions, opened: CheckRunData): CheckRun {
  const { octokit, owner, repo, saveState, waits } = options;
  const target = { owner, repo, check_run_id: opened.id };
  const once = { request: { retries: 0 } };
  const stopped = new AbortController();
  const progress = createProgress({ octokit, target, interval: options.progressInterval });
  const alreadyThere = opened.output.annotations_count;
  let sent = 0;
  let done = false;
  let completion: Promise<Posting> | undefined;
  let failure: Failure | undefined;
  let refused: string | undefined;

  const read = async () => (await octokit.rest.checks.get({ ...target, ...once })).data;

  async function update(output: CheckOutput, conclusion?: Outcome['conclusion'], signal?: AbortSignal): Promise<void> {
    const { annotations, text, title, summary } = output;
    const expected = alreadyThere + sent + annotations.length;
    await sendOnce(
      () =>
        octokit.rest.checks.update({
          ...target,
          ...once,
          ...(conclusion && { status: 'completed', conclusion }),
          output: { title, summary, ...(conclusion && text !== undefined && { text }), annotations },
        }),
      async () => {
        const data = await read();
        const complete = conclusion === undefined || data.status === 'completed';
        return complete && data.output.annotations_count >= expected ? data : null;
      },
      { waits, signal },
    );
    sent += annotations.length;
    if (conclusion !== undefined) {
      done = true;
      rememberDone(saveState);
    }
  }

  async function post({ conclusion, ...given }: Outcome): Promise<Posting> {
    await progress.stop();
    const output = fitOutput(given);
    try {
      do {
        if (stopped.signal.aborted) return posting();
        const annotations = output.annotations.slice(sent, sent + BATCH);
        const last = sent + annotations.length === output.annotations.length;
        await update({ ...output, annotations }, last ? conclusion : undefined, stopped.signal);
      } while (sent < output.annotations.length);
    } catch (error) {
      if (stopped.signal.aborted) return posting();
      failure = explainFailure(error, PERMISSION);
      if (failure.cause === 'refused' && output.annotations.length > 0) await completeWithout(output, conclusion);
    }
    return posting();
  }

  /** GitHub refused an annotation: the conclusion must be posted all the same. */
  async function completeWithout(output: CheckOutput, conclusion: Outcome['conclusion']): Promise<void> {
    refused = failure?.detail;
    try {
      await update({ ...output, annotations: [] }, conclusion, stopped.signal);
      failure = undefined;
    } catch (error) {
      failure = explainFailure(error, PERMISSION);
    }
  }

  function posting(): Posting {
    const annotations = alreadyThere + sent;
    if (failure) return { posted: false, annotations, ...failure };
    const url = opened.html_url ?? opened.url;
    return { posted: true, id: opened.id, url, annotations, ...(refused !== undefined && { refused }) };
  }

  return {
    posting,
    progress: progress.show,
    complete(outcome) {
      completion ??= post(outcome);
      return completion;
    },
    async cancel(output) {
      stopped.abort();
      await Promise.race([Promise.all([progress.stop(), completion]), delay(CANCEL_GRACE, undefined, { ref: false })]);
      completion ??= Promise.resolve(posting());
      try {
        if (!done && (await read()).status !== 'completed') await update({ ...output, annotations: [] }, 'cancelled');
        failure = undefined;
      } catch (error) {
        failure = explainFailure(error, PERMISSION);
      }
      return posting();
    },
  };
}
