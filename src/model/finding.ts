import type { Position } from './fault.ts';
import type { Cause, Severity } from './rule.ts';

/** A picture that shows the matter: the illustrator draws it, no rule does. */
export interface Evidence {
  kind: 'image' | 'pair';
  images: { path: string; hash: string; side: 'base' | 'head'; caption?: string }[];
}

/** Values by slot; a problem leaves out those that its message does not have. */
export type Data = Readonly<Record<string, string | number | undefined>>;

/** A certain matter. */
export interface Problem<M extends string = string> {
  message: M;
  /** What the finding is about, as the user names it: a path, a class, a model. */
  subject: string;
  /** What stays the same when a file moves: content hash for samples and model files, the policy's name for datasets, models, classes and groups. */
  identity: string;
  /** Only warns, whatever the rule's own severity: a guess in a rule of certainties. */
  severity?: 'warning';
  at?: Position;
  /** Value, its limit and their unit, where the matter is one of degree. Further past the limit is worse. */
  measured?: number;
  limit?: number;
  unit?: string;
  /** Fills the message's slots. */
  data?: Data;
  evidence?: Evidence;
  /** For a measured value: the paired test of the change from base to head. Without one, the noise floor decides. */
  change?: Omit<Test<M>, 'message'>;
  /** For a measured value without a test: differences from base up to this are noise. */
  noise?: number;
}

export type Family = 'score' | 'classes and groups' | 'latency' | 'advisory';

/** A statistical comparison, significant or not. Only the engine decides what it means. */
export interface Test<M extends string = string> {
  message: M;
  subject: string;
  identity: string;
  at?: Position;
  /** How much worse; positive is worse. */
  effect: number;
  /** Two-sided 95 % interval of the effect. */
  interval: readonly [number, number];
  /** Effect that is accepted. */
  tolerance: number;
  /** One-sided, for H0: effect ≤ tolerance. */
  p: number;
  n: number;
  /** Samples that would decide, when this many do not. */
  requiredN?: number;
  family: Family;
  unit?: string;
  data?: Data;
  evidence?: Evidence;
}

export type Decision = 'worse' | 'not worse' | 'inconclusive';

/** A test with the engine's decision. */
export interface JudgedTest extends Test {
  rule: string;
  decision: Decision;
  /** p after the family's correction; compare with the family's budget. */
  adjustedP: number;
  /** Base's own test of the same was undecided too, so that this change is not what left it open. */
  inherited?: true;
}

export type Origin = 'introduced' | 'worsened' | 'inherited';

/** A problem, or a failed test, in its context. */
export interface Finding {
  rule: string;
  cause: Cause;
  severity: Severity;
  origin: Origin;
  /** Stable across commits: rule, message and identity. */
  fingerprint: string;
  /** Key of the rule's message. */
  message: string;
  /** The message with its slots filled; plain text, unescaped. */
  text: string;
  subject: string;
  identity: string;
  at?: Position;
  measured?: number;
  limit?: number;
  unit?: string;
  /** The base's value, where there is one. */
  was?: number;
  test?: JudgedTest;
  data?: Data;
  evidence?: Evidence;
  waiver?: { reason: string; until: string };
}
