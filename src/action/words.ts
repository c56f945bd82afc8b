import type { Posting } from '../github/posting.ts';

/** What the check run shows while the work goes on. */
export function progressOutput(step: string, done: number, total: number): [title: string, summary: string] {
  const share = total > 0 ? ` (${Math.floor((100 * done) / total)} %)` : '';
  return [
    `Working: ${step}${share}`,
    `${done.toLocaleString('en')} of ${total.toLocaleString('en')}. The verdict follows here.`,
  ];
}

export const cancelledOutput = {
  title: 'Cancelled',
  summary: 'The run was cancelled before a verdict. Re-run the job to get one.',
};

/** For the post step, which knows only that the main step did not finish. */
export const unfinishedOutput = {
  title: 'Did not finish',
  summary:
    'The job ended before a verdict: it was cancelled, ran out of time, or its process was killed. Its log says more. Re-run the job to get a verdict.',
};

/** Stands where a job summary had to be cut. */
export const summaryNotice =
  'The summary was cut here, at the runner’s limit. The HTML report and the JSON report hold everything.';

/** Why there is no check run, or not all of it; `null` when everything was posted. */
export function postingSentence(posting: Posting): string | null {
  if (posting.posted)
    return posting.refused === undefined
      ? null
      : `GitHub refused some annotations (${posting.refused}); they are in the job summary and the reports.`;
  switch (posting.cause) {
    case 'permission':
      return `The check run could not be written: the token lacks \`${posting.missing}\`. Give the job \`permissions: { contents: read, checks: write }\`; a fork’s pull request has a read-only token, and then this summary and the job’s own status are the report.`;
    case 'limited':
      return `The check run could not be written: GitHub’s rate limit outlasted the wait (${posting.detail}). The job’s own status holds; re-run the job for the annotations.`;
    case 'refused':
      return `The check run could not be written: GitHub refused it (${posting.detail}). The job’s own status holds.`;
    case 'unreachable':
      return `The check run could not be written: GitHub did not answer (${posting.detail}). The job’s own status holds; re-run the job for the annotations.`;
  }
}
