import type { Comparisons, DatasetChanges, ModelChange, ModelDiff, Predictions, SplitScores, Task } from './facts.ts';
import type { Position } from './fault.ts';
import type { Finding, JudgedTest } from './finding.ts';
import type { PolicyMistake, PresetUse } from './policy.ts';
import type { Cause, Severity } from './rule.ts';

export type Conclusion = 'success' | 'neutral' | 'failure';

export interface Verdict {
  conclusion: Conclusion;
  /** Why, most important first; each a sentence. */
  because: string[];
}

export interface RuleResult {
  rule: string;
  cause: Cause;
  title: string;
  why: string;
  fix: string;
  severity: Severity | 'off';
  outcome: 'ran' | 'skipped' | 'errored';
  /** Why it did not run, or not on everything. */
  reason?: string;
  /** Where that is, if it is a place of the repository. */
  reasonAt?: Position;
  /** Names of datasets and models that base has and head lost. */
  lost: string[];
  findings: Finding[];
  /** Problems of base that head no longer has. */
  fixed: Finding[];
  tests: JudgedTest[];
}

export interface CauseResult {
  cause: Cause;
  results: RuleResult[];
}

/** What became of a model's score; its classes, groups and slices are told by the tests that were made of them. */
export type ShownComparison = Omit<Comparisons, 'classes' | 'groups' | 'slices'>;

export interface ModelScores {
  model: string;
  dataset: string;
  task: Task;
  /** `claimed`: the answers were read from files of the repository, not made here. */
  origin: Predictions['origin'];
  score: string;
  split: string;
  base: SplitScores | null;
  head: SplitScores | null;
  comparison: ShownComparison | null;
}

export interface CommitReference {
  commit: string;
  /** Branch, tag or words that it was asked for by; `''` when only the id is known. */
  ref: string;
}

export interface Report {
  version: 1;
  tool: string;
  repository: string;
  /** `null` for an audit of one commit. */
  base: CommitReference | null;
  head: CommitReference;
  policy: { path: string; commit: string; side: 'base' | 'head' | 'given'; presets?: PresetUse[] } | null;
  /** Mistakes in the policy: the gate did not run. */
  mistakes: PolicyMistake[];
  verdict: Verdict;
  causes: CauseResult[];
  changes: { datasets: DatasetChanges[]; models: ModelChange[]; modelDiffs: ModelDiff[] };
  scores: ModelScores[];
  /** Sentences for the reader: shallow history, trusted cache off, images left out … */
  notes: { text: string; at?: Position }[];
  timings: { step: string; milliseconds: number }[];
  environment: Record<string, string>;
}

/** An annotation of GitHub's Checks API. */
export interface Annotation {
  path: string;
  start_line: number;
  end_line: number;
  start_column?: number;
  end_column?: number;
  annotation_level: 'notice' | 'warning' | 'failure';
  message: string;
  title?: string;
  raw_details?: string;
}

/** What a check run shows. `summary` and `text` are Markdown of at most 65 535 characters. */
export interface CheckOutput {
  title: string;
  summary: string;
  text?: string;
  annotations: Annotation[];
}

/** Thumbnails of a finding's evidence, by its fingerprint; of a changed image, by `image:` and its content hash. */
export interface Picture {
  fingerprint: string;
  images: { caption: string; width: number; height: number /** `data:image/webp;base64,…` */; uri: string }[];
}
