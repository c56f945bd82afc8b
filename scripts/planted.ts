import type { Finding } from '../src/model/finding.ts';

/** A fault that the example's head commit plants. */
export interface Planted {
  /** Id of the rule that must see it. */
  fault: string;
  /** Subject of the finding. */
  subject: string;
  /** What was done. */
  why: string;
}

/** One sentence for every planted fault that was not found, and for every finding that was not planted. */
export function differences(
  planted: readonly Planted[],
  findings: readonly Pick<Finding, 'rule' | 'subject' | 'text'>[],
): string[] {
  const key = (rule: string, subject: string) => `${rule}\n${subject}`;
  const found = new Set(findings.map(({ rule, subject }) => key(rule, subject)));
  const expected = new Set(planted.map(({ fault, subject }) => key(fault, subject)));
  return [
    ...planted
      .filter(({ fault, subject }) => !found.has(key(fault, subject)))
      .map(({ fault, subject, why }) => `Planted but not found: ${fault} on ${subject} (${why})`),
    ...findings
      .filter(({ rule, subject }) => !expected.has(key(rule, subject)))
      .map(({ rule, subject, text }) => `Found but not planted: ${rule} on ${subject}: ${text}`),
  ];
}
