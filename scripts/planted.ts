import type { Finding } from '../src/model/finding.ts';

/** A fault that the example's head commit plants: a rule, and the subject of its finding. */
export interface Planted {
  rule: string;
  subject: string;
  /** What was done, and why the rule must see it. */
  why: string;
}

/** One sentence for every planted fault that was not found, and for every finding that was not planted. */
export function differences(
  planted: readonly Planted[],
  findings: readonly Pick<Finding, 'rule' | 'subject' | 'text'>[],
): string[] {
  const key = ({ rule, subject }: { rule: string; subject: string }) => `${rule}\n${subject}`;
  const found = new Set(findings.map(key));
  const expected = new Set(planted.map(key));
  return [
    ...planted
      .filter((fault) => !found.has(key(fault)))
      .map(({ rule, subject, why }) => `Planted but not found: ${rule} on ${subject} (${why})`),
    ...findings
      .filter((finding) => !expected.has(key(finding)))
      .map(({ rule, subject, text }) => `Found but not planted: ${rule} on ${subject}: ${text}`),
  ];
}
