/** The action: one run, told to GitHub by a check run, the job's summary and outputs, and the exit status. */
import { pathToFileURL } from 'node:url';
import { saveState } from '@actions/core';
import { type CheckRun, openCheckRun } from '../github/check-run.ts';
import { externalIdOf } from '../github/claim.ts';
import { findMergeBase } from '../github/compare.ts';
import { type ActionContext, readContext } from '../github/context.ts';
import { readPayload, setOutputs, writeSummary } from '../github/job.ts';
import { createOctokit, type Octokit } from '../github/octokit.ts';
import { safeLog, workflowCommands } from '../github/workflow-commands.ts';
import { type Outcome, run } from '../main.ts';
import { Fault } from '../model/fault.ts';
import type { Report } from '../model/report.ts';
import { findNatives } from '../natives/find.ts';
import { unableReport } from '../report/build.ts';
import { checkOutput, jobSummary } from '../report/check.ts';
import { renderTerminal } from '../report/terminal.ts';
import { exitCodeOf } from '../run/exit-code.ts';
import { writeReports } from '../run/write-reports.ts';
import { version } from '../version.ts';
import { commitsOf } from './commits.ts';
import { type ActionInputs, readInputs } from './inputs.ts';
import { cancelledOutput, postingSentence, progressOutput, summaryNotice } from './words.ts';

/** Runs the action and returns the exit status. Whatever happens, the check run is completed and a sentence is said. */
export async function main(env: NodeJS.ProcessEnv): Promise<number> {
  let context: ActionContext;
  let inputs: ActionInputs;
  let octokit: Octokit;
  try {
    context = readContext(env, readPayload(env));
    inputs = readInputs(context, env);
    octokit = createOctokit({ token: inputs.token, apiUrl: context.apiUrl });
  } catch (error) {
    return sayFault(error);
  }
  const { owner, repo } = context.repository;
  const check = await openCheckRun({
    octokit,
    owner,
    repo,
    headSha: context.headSha,
    name: inputs.checkName,
    externalId: externalIdOf(context.runId, context.attempt),
    detailsUrl: context.runUrl,
    saveState,
  });
  const stop = new AbortController();
  let closing: Promise<unknown> = Promise.resolve();
  const cancel = () => {
    stop.abort(new Fault('unable', 'The run was cancelled.'));
    closing = check.cancel(cancelledOutput);
  };
  process.once('SIGINT', cancel);
  process.once('SIGTERM', cancel);
  try {
    const outcome = await judged(context, inputs, octokit, check, stop.signal);
    return await speak(outcome, inputs, check);
  } catch (error) {
    if (stop.signal.aborted) {
      await closing;
      return sayFault(stop.signal.reason);
    }
    throw error;
  }
}

/** A run that could not be made has a report too: the check must fail with its sentence, not hang or pass. */
async function judged(
  context: ActionContext,
  inputs: ActionInputs,
  octokit: Octokit,
  check: CheckRun,
  signal: AbortSignal,
): Promise<Outcome | { report: Report; exitCode: 2 | 3 }> {
  const { owner, repo } = context.repository;
  const repository = `${owner}/${repo}`;
  try {
    return await run(
      {
        directory: inputs.directory,
        repository,
        commits: await commitsOf(context, inputs, (base, head) => findMergeBase({ octokit, owner, repo, base, head })),
        policyFile: inputs.policyFile,
        strict: inputs.strict,
        only: inputs.only,
        provider: inputs.provider,
        erasureKey: inputs.erasureKey,
        cache: [inputs.cache],
        natives: async () => (await findNatives({ ...inputs.natives, event: context.eventName, signal })).root,
      },
      (step, done, total) => check.progress(...progressOutput(step, done, total)),
      signal,
    );
  } catch (error) {
    if (signal.aborted) throw error;
    const fault = error instanceof Fault ? error : null;
    const words =
      fault?.message ??
      `The gate itself failed, which is a bug of ours: ${error instanceof Error ? error.stack : error}`;
    const report = unableReport({
      tool: version,
      repository,
      head: { commit: context.headSha, ref: context.headRef ?? '' },
      fault: words,
      at: fault?.at,
    });
    return { report, exitCode: exitCodeOf(fault?.kind ?? 'unable') === 2 ? 2 : 3 };
  }
}

async function speak(
  outcome: Outcome | { report: Report; exitCode: number },
  inputs: ActionInputs,
  check: CheckRun,
): Promise<number> {
  const { report, exitCode } = outcome;
  await writeReports(report, 'pictures' in outcome ? outcome.pictures : [], inputs.reports);
  const output = checkOutput(report);
  const posting = await check.complete({ ...output, conclusion: report.verdict.conclusion });
  log(renderTerminal(report, { colour: false, width: 120 }));
  if (!posting.posted || posting.refused) {
    for (const command of workflowCommands(output.annotations)) process.stdout.write(`${command}\n`);
  }
  const sentence = postingSentence(posting);
  if (sentence) log(sentence);
  await writeSummary([jobSummary(report), ...(sentence ? [sentence] : [])].join('\n\n'), summaryNotice);
  setOutputs({ conclusion: report.verdict.conclusion, report: inputs.reports.json, html: inputs.reports.html });
  log(`Report: ${pathToFileURL(inputs.reports.html).pathname}`);
  return exitCode;
}

function log(text: string): void {
  for (const line of text.split('\n')) process.stdout.write(`${safeLog(line)}\n`);
}

function sayFault(error: unknown): number {
  if (!(error instanceof Fault)) throw error;
  for (const command of workflowCommands([
    {
      path: error.at?.path ?? '.github',
      start_line: error.at?.line ?? 1,
      end_line: error.at?.line ?? 1,
      annotation_level: 'failure',
      message: error.message,
      title: 'Vision Gate could not run',
    },
  ]))
    process.stdout.write(`${command}\n`);
  return exitCodeOf(error.kind);
}
