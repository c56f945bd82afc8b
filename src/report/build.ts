import type { Comparisons, Gathered, GatheredPair } from '../model/facts.ts';
import type { Position } from '../model/fault.ts';
import type { PolicyMistake } from '../model/policy.ts';
import type { CauseResult, CommitReference, ModelScores, Report, ShownComparison, Verdict } from '../model/report.ts';

export interface ReportParts {
  tool: string;
  repository: string;
  base: CommitReference | null;
  head: CommitReference;
  policy: Report['policy'];
  verdict: Verdict;
  causes?: CauseResult[];
  gathered?: { base: Gathered | null; head: Gathered; pair: GatheredPair };
  mistakes?: PolicyMistake[];
  notes?: Report['notes'];
  timings?: Report['timings'];
  environment?: Record<string, string | string[]>;
}

/** Puts a run's outcome into the one shape that every renderer reads: plain data, stable order. */
export function buildReport({ gathered, ...parts }: ReportParts): Report {
  const pair = gathered?.pair.facts ?? {};
  return {
    version: 1,
    tool: parts.tool,
    repository: parts.repository,
    base: parts.base,
    head: parts.head,
    policy: parts.policy,
    mistakes: parts.mistakes ?? [],
    verdict: parts.verdict,
    causes: parts.causes ?? [],
    changes: {
      datasets: Object.values(pair.changes ?? {}),
      models: Object.values(pair.modelChanges ?? {}),
      modelDiffs: Object.values(pair.modelDiffs ?? {}),
    },
    scores: gathered ? modelScores(gathered.base, gathered.head, gathered.pair) : [],
    notes: parts.notes ?? [],
    timings: parts.timings ?? [],
    environment: Object.fromEntries(
      Object.entries(parts.environment ?? {}).map(([name, value]) => [name, [value].flat().join(', ')]),
    ),
  };
}

function modelScores(base: Gathered | null, head: Gathered, pair: GatheredPair): ModelScores[] {
  const before = base?.facts.scores ?? {};
  const after = head.facts.scores ?? {};
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].sort().map((model) => {
    const either = after[model] ?? before[model];
    return {
      model,
      dataset: either.dataset,
      task: either.task,
      origin: (head.facts.predictions?.[model] ?? base?.facts.predictions?.[model])?.origin ?? 'measured',
      score: either.splits[either.evaluation]?.declared.name ?? '',
      split: either.evaluation,
      base: before[model]?.splits[before[model].evaluation] ?? null,
      head: after[model]?.splits[after[model].evaluation] ?? null,
      comparison: shown(pair.facts.comparisons?.[model]),
    };
  });
}

function shown(compared: Comparisons | undefined): ShownComparison | null {
  if (!compared) return null;
  const { classes: _classes, groups: _groups, slices: _slices, ...rest } = compared;
  return rest;
}

/** A policy with mistakes judges nothing, and could not look is not a pass. */
export function mistakenVerdict(mistakes: readonly PolicyMistake[]): Verdict {
  const count = mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`;
  return {
    conclusion: 'failure',
    because: [
      `The policy has ${count}, so nothing was checked.`,
      ...mistakes.map(({ at, message }) => `${at.path}:${at.line ?? 1}:${at.column ?? 1} ${message}`),
    ],
  };
}

export const untouchedVerdict: Verdict = {
  conclusion: 'success',
  because: ['Nothing that the policy names has changed: no dataset, no model, no document of theirs.'],
};

/** The report of a run that could not be made. */
export function unableReport(
  parts: Pick<Report, 'tool' | 'repository' | 'head'> & { fault: string; at?: Position },
): Report {
  const { fault, at, ...known } = parts;
  return buildReport({
    ...known,
    base: null,
    policy: null,
    mistakes: at ? [{ at, message: fault }] : [],
    verdict: { conclusion: 'failure', because: [fault] },
  });
}
