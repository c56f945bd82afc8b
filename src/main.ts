/**
 * The whole story: two commits become facts, rules turn facts into findings, findings become a verdict, the verdict
 * becomes a report. This file only connects; it and the worker's door are the only ones that know that rules exist.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rules } from '../rules/index.ts';
import { presets } from '../rules/presets/index.ts';
import { openCache } from './cache/store.ts';
import { factsRead } from './evaluate/evaluate.ts';
import { openContainers } from './gather/containers/open.ts';
import { gatherPair, gatherSide, withSources } from './gather/gather.ts';
import { isTouched } from './gather/relevance.ts';
import { changedPaths } from './git/changes.ts';
import { type CommitRequest, resolveCommits } from './git/refs.ts';
import { openSnapshot } from './git/snapshot.ts';
import { illustrate } from './illustrate/illustrate.ts';
import type { Tools } from './model/gatherer.ts';
import type { Picture, Report } from './model/report.ts';
import { doorPath } from './natives/doors.ts';
import { buildReport, mistakenVerdict, type ReportParts, untouchedVerdict } from './report/build.ts';
import { environmentOf } from './run/environment.ts';
import { erasureOf } from './run/erasure.ts';
import { findPolicy } from './run/find-policy.ts';
import { openJudge } from './run/judge.ts';
import { policyOfSides } from './run/policy-of-sides.ts';
import { stopwatch } from './run/stopwatch.ts';
import { scoreNames } from './score/names.ts';
import { version } from './version.ts';
import { openVision } from './vision/open.ts';

export interface Request {
  /** Folder of the repository, on this machine. */
  directory: string;
  /** `owner/name`, or the folder's name. */
  repository: string;
  commits: CommitRequest;
  /** A policy named by hand; otherwise the base branch's. */
  policyFile: string | null;
  /** Inconclusive comparisons fail, whatever the policy says. */
  strict: boolean;
  /** Causes and rules to run; all when empty. */
  only: readonly string[];
  provider: string;
  /** Secret of the erasure register; `null` where there is none. */
  erasureKey?: string | null;
  /** Folders of the cache, the last one written; empty: kept in memory. */
  cache: readonly string[];
  /** Finds the folder that holds `node_modules` with the native parts; called only when pixels or models are needed. */
  natives(): Promise<string>;
}

/** Told how the work goes: a step's name, and how much of it is done. */
export type Progress = Tools['progress'];

export interface Outcome {
  report: Report;
  pictures: Picture[];
  /** 0 success or neutral, 1 the gate failed, 2 usage or policy mistake. */
  exitCode: 0 | 1 | 2;
}

/**
 * Runs the gate.
 * @throws Fault for a mistake in the request and for a repository that cannot be read; an abort as it is.
 */
export async function run(request: Request, progress: Progress, signal: AbortSignal): Promise<Outcome> {
  const clock = stopwatch();
  const commits = await resolveCommits(request.directory, request.commits, { signal });
  const notes: Report['notes'] = commits.notes.map((text) => ({ text }));
  const note = (text: string) => void notes.push({ text });
  const { base: baseCommit, head: headCommit } = commits;
  const tell = (parts: Pick<ReportParts, 'policy' | 'verdict'> & Partial<ReportParts>): Report =>
    buildReport({
      tool: version,
      repository: request.repository,
      base: baseCommit,
      head: headCommit,
      notes,
      timings: clock.laps(),
      ...parts,
    });

  const trusted = (commits.baseTip ?? commits.head).commit;
  const base =
    commits.base && (await openSnapshot(request.directory, commits.base.commit, 'base', { signal, trusted }));
  const like = base ?? undefined;
  const head = await openSnapshot(request.directory, commits.head.commit, 'head', { signal, trusted, like });
  const tip =
    commits.baseTip?.commit === commits.base?.commit
      ? base
      : commits.baseTip &&
        (await openSnapshot(request.directory, commits.baseTip.commit, 'base', { signal, trusted, like }));

  const vocabulary = { scores: scoreNames, presets };
  const search = { tip, base, head, file: request.policyFile, directory: request.directory, ...vocabulary };
  const found = await findPolicy({ ...search, rules: rules.map(({ meta, defaults }) => ({ ...meta, defaults })) });
  clock.lap('read commits and policy');
  if ('mistakes' in found) {
    const { mistakes, source } = found;
    return {
      report: tell({ policy: source, mistakes, verdict: mistakenVerdict(mistakes) }),
      pictures: [],
      exitCode: 2,
    };
  }
  const policy = { ...found.policy, strict: found.policy.strict || request.strict };
  notes.push(...found.notes);
  const policies = policyOfSides(policy, { tip, base, head });
  notes.push(...policies.notes);
  if (base && !isTouched([policies.base, policies.head], changedPaths(base.files, head.files))) {
    return { report: tell({ policy: policy.source, verdict: untouchedVerdict }), pictures: [], exitCode: 0 };
  }

  await using resources = new AsyncDisposableStack();
  const scratch = resources.adopt(await mkdtemp(join(tmpdir(), 'vision-gate-')), (folder) =>
    rm(folder, { recursive: true, force: true }),
  );
  const cache = resources.adopt(openCache({ directories: request.cache, note }), (store) => store.close());
  const natives = { nativesRoot: await request.natives(), door: doorPath('vision') };
  const vision = resources.adopt(openVision({ ...natives, signal, log: note }), (children) => children.close());
  // Every run asks for them: the child that answers, and the thread of the rules, start while images are listed.
  vision.versions().catch(() => {});
  const judge = resources.adopt(openJudge(), (worker) => worker.close());
  const tools: Tools = {
    vision,
    cache,
    signal,
    scratch,
    provider: request.provider,
    ...(await erasureOf(policies.head, tip, request.erasureKey ?? null)),
    progress,
    note,
  };
  const wanted = withSources(factsRead(rules, policy, request.only), policy);
  const before = base && {
    snapshot: base,
    policy: policies.base,
    gathered: await gatherSide(base, policies.base, tools, wanted),
  };
  const today = new Date().toISOString().slice(0, 10);
  judge.begin(before?.gathered ?? null, { policy, today, only: request.only });
  clock.lap('gather base');
  const after = {
    snapshot: head,
    policy: policies.head,
    gathered: await gatherSide(head, policies.head, tools, wanted, before?.gathered),
  };
  clock.lap('gather head');
  const pair = before ? await gatherPair(before, after, tools, wanted) : { facts: {}, unread: [] };
  clock.lap('compare');

  const sides = { base: before?.gathered ?? null, head: after.gathered, pair };
  const evaluation = await judge.finish({ head: after.gathered, pair }, signal);
  clock.lap('judge');
  const pictures = await illustrate(
    { causes: evaluation.causes, datasets: Object.values(pair.facts.changes ?? {}) },
    { base: base && openContainers(base), head: openContainers(head) },
    vision,
  );
  clock.lap('illustrate');
  const environment = await environmentOf(vision, request.provider);
  const report = tell({
    ...evaluation,
    policy: { ...policy.source, ...(policy.presets && { presets: policy.presets }) },
    gathered: sides,
    environment,
  });
  return { report, pictures, exitCode: report.verdict.conclusion === 'failure' ? 1 : 0 };
}
