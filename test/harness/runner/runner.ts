/** Runs a built action as GitHub's runner does: one step of one job, with its pre and post. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { inputEnvironment, type Job, jobEnvironment } from './environment.ts';
import { createCommandFiles } from './file-commands.ts';
import { holds, type JobStatus, readManifest } from './manifest.ts';
import { createOutputCommands, type StepAnnotation } from './output-commands.ts';
import { findTracked, kill, runStep } from './process.ts';

export interface ActionRun {
  /** Folder with `action.yml`. */
  action: string;
  event: { name: string; payload: unknown };
  /** `owner/name`. */
  repository: string;
  /** What `GITHUB_SHA` names. */
  sha: string;
  /** The step's working directory. */
  workspace: string;
  inputs?: Record<string, string>;
  /** The workflow's `env:`; it wins over the runner's own variables. */
  env?: Record<string, string>;
  /** Fills `${{ github.token }}`. */
  token?: string;
  apiUrl?: string;
  serverUrl?: string;
  ref?: string;
  actor?: string;
  runId?: number;
  attempt?: number;
  /** Kept when given, as on a persistent runner; otherwise gone with the job. */
  toolCache?: string;
  /** The node of `runs.using`; this process's own by default. */
  nodePath?: string;
  /** Cancels the main step after so many milliseconds. */
  cancelAfterMs?: number;
  /** Cancels the main step when a line of its log matches. */
  cancelWhen?: RegExp;
  /** Ends each step after so many milliseconds, as `timeout-minutes` does. */
  timeoutMs?: number;
  /** Multiplies the runner's spans between SIGINT, SIGTERM and SIGKILL; 1 by default. */
  timeScale?: number;
}

export interface StepResult {
  result: JobStatus;
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  /** Signals that the runner sent. */
  sent: NodeJS.Signals[];
  outputs: Record<string, string>;
  /** What this and earlier steps of the action saved. */
  state: Record<string, string>;
  /** Markdown; `''` when it was larger than 1 MiB. */
  summary: string;
  annotations: StepAnnotation[];
  /** Annotations past ten of a type. */
  dropped: number;
  log: string;
  milliseconds: number;
}

export interface ActionResult extends StepResult {
  cancelled: boolean;
  pre?: StepResult;
  post?: StepResult;
  /** Processes that outlived the job; the runner kills them. Linux only. */
  orphans: number;
}

const TRACKING = 'RUNNER_TRACKING_ID';

export async function runAction(run: ActionRun): Promise<ActionResult> {
  const folder = mkdtempSync(join(tmpdir(), 'runner-'));
  try {
    return await runInFolder(run, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runInFolder(run: ActionRun, folder: string): Promise<ActionResult> {
  const manifest = readManifest(resolve(run.action));
  const job = describeJob(run, folder);
  const tracking = `github_${randomUUID()}`;
  const { variables: inputs, unexpected } = inputEnvironment(manifest, run.inputs ?? {}, job);
  const masks = [job.token];
  const shared = { env: {} as Record<string, string>, path: [] as string[], state: {} as Record<string, string> };
  const environment = jobEnvironment(job);

  async function step(script: string, cancel: AbortSignal, cancelNow: () => void): Promise<StepResult> {
    const started = performance.now();
    const files = createCommandFiles(job.temporary);
    const commands = createOutputCommands(masks);
    const state = Object.fromEntries(Object.entries(shared.state).map(([name, value]) => [`STATE_${name}`, value]));
    const variables = { ...environment, ...shared.env, ...run.env, ...inputs, ...state, ...files.variables };
    const exit = await runStep({
      script,
      nodePath: run.nodePath ?? process.execPath,
      cwd: job.workspace,
      env: {
        ...variables,
        PATH: [...shared.path.toReversed(), variables.PATH].join(delimiter),
        [TRACKING]: tracking,
      },
      line(text) {
        commands.line(text);
        if (run.cancelWhen?.test(text)) cancelNow();
      },
      cancel,
      timeScale: run.timeScale ?? 1,
    });
    const collected = files.collect();
    for (const { message } of collected.errors) commands.line(`::error::${message}`);
    Object.assign(shared.state, commands.state, collected.state);
    Object.assign(shared.env, collected.env);
    shared.path.push(...collected.path);
    const failed = exit.exitCode !== 0 || commands.failed || collected.errors.some(({ fails }) => fails);
    return {
      ...exit,
      result: exit.sent.length > 0 ? 'cancelled' : failed ? 'failure' : 'success',
      outputs: { ...commands.outputs, ...collected.outputs },
      state: { ...shared.state },
      summary: collected.summary,
      annotations: commands.annotations,
      dropped: commands.dropped,
      log: commands.log.join('\n'),
      milliseconds: performance.now() - started,
    };
  }

  async function limited(script: string, cancellable: boolean): Promise<StepResult> {
    const cancel = new AbortController();
    const cancelNow = () => {
      if (cancellable) cancel.abort();
    };
    const ended = new AbortController();
    const after = (milliseconds: number | undefined, act: () => void) => {
      if (milliseconds === undefined) return;
      delay(milliseconds, undefined, { signal: ended.signal }).then(act, () => {});
    };
    after(run.timeoutMs, () => cancel.abort());
    if (cancellable) after(run.cancelAfterMs, cancelNow);
    try {
      return await step(script, cancel.signal, cancelNow);
    } finally {
      ended.abort();
    }
  }

  const pre =
    manifest.pre && holds(manifest.pre.condition, 'success') ? await limited(manifest.pre.file, false) : undefined;
  const main = await limited(manifest.main, true);
  const post =
    manifest.post && holds(manifest.post.condition, main.result) ? await limited(manifest.post.file, false) : undefined;
  const orphans = findTracked(TRACKING, tracking);
  orphans.forEach(kill);

  if (unexpected.length > 0) {
    const valid = Object.keys(manifest.inputs).map((name) => `'${name}'`);
    const names = unexpected.map((name) => `'${name}'`);
    const message = `Unexpected input(s) ${names.join(', ')}, valid inputs are [${valid.join(', ')}]`;
    main.annotations.unshift({ type: 'warning', message, properties: {} });
  }
  return { ...main, cancelled: main.result === 'cancelled', pre, post, orphans: orphans.length };
}

function describeJob(run: ActionRun, folder: string): Job {
  const temporary = join(folder, '_temp');
  const toolCache = run.toolCache ?? join(folder, '_tool');
  const eventPath = join(temporary, '_github_workflow', 'event.json');
  mkdirSync(join(temporary, '_github_workflow'), { recursive: true });
  mkdirSync(toolCache, { recursive: true });
  writeFileSync(eventPath, JSON.stringify(run.event.payload));
  const number = (run.event.payload as { pull_request?: { number?: number } }).pull_request?.number;
  const apiUrl = run.apiUrl ?? 'https://api.github.com';
  return {
    event: run.event,
    repository: run.repository,
    sha: run.sha,
    ref: run.ref ?? (number === undefined ? 'refs/heads/main' : `refs/pull/${number}/merge`),
    token: run.token ?? 'ghs_token',
    apiUrl,
    serverUrl: run.serverUrl ?? 'https://github.com',
    runId: run.runId ?? 1,
    attempt: run.attempt ?? 1,
    actor: run.actor ?? 'octocat',
    workspace: resolve(run.workspace),
    temporary,
    toolCache,
    eventPath,
  };
}
