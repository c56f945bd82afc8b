import type { Finding } from '../src/model/finding.ts';

/** A fault that the example's head commit plants. */
export interface Planted {
  /** Id of the rule that must see it. */
  fault: string;
  /** Subject of the finding, or its beginning and `*`, for one finding or more whose subjects are found by a search. */
  subject: string;
  /** What was done. */
  why: string;
}

/** One sentence for every planted fault that was not found, and for every finding that was not planted. */
export function differences(
  planted: readonly Planted[],
  findings: readonly Pick<Finding, 'rule' | 'subject' | 'text'>[],
): string[] {
  const isOf = ({ fault, subject }: Planted, finding: { rule: string; subject: string }) =>
    fault === finding.rule &&
    (subject.endsWith('*') ? finding.subject.startsWith(subject.slice(0, -1)) : finding.subject === subject);
  return [
    ...planted
      .filter((fault) => !findings.some((finding) => isOf(fault, finding)))
      .map(({ fault, subject, why }) => `Planted but not found: ${fault} on ${subject} (${why})`),
    ...findings
      .filter((finding) => !planted.some((fault) => isOf(fault, finding)))
      .map(({ rule, subject, text }) => `Found but not planted: ${rule} on ${subject}: ${text}`),
  ];
}
