import type { Finding } from '../model/finding.ts';
import type { Waiver } from '../model/policy.ts';

/**
 * Marks the findings that a waiver holds for. It holds up to and on its last day.
 * @param today `YYYY-MM-DD`, UTC.
 */
export function waive(findings: Finding[], waivers: readonly Waiver[], today: string): Finding[] {
  const holding = waivers
    .filter(({ until }) => until >= today)
    .map((waiver) => ({ waiver, matches: globMatcher(waiver.subject) }));
  if (holding.length === 0) return findings;
  return findings.map((finding) => {
    const found = holding.find(({ waiver, matches }) => waiver.rule === finding.rule && matches(finding.subject));
    return found ? { ...finding, waiver: { reason: found.waiver.reason, until: found.waiver.until } } : finding;
  });
}

/** `*` matches within a folder, `**` across folders, `?` one character; everything else is itself. */
export function globMatcher(glob: string): (text: string) => boolean {
  const parts = glob.split(/(\*\*\/?|\*|\?)/);
  const source = parts
    .map((part) => {
      if (part === '**/') return '(?:.*/)?';
      if (part === '**') return '.*';
      if (part === '*') return '[^/]*';
      if (part === '?') return '[^/]';
      return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    })
    .join('');
  const pattern = new RegExp(`^${source}$`, 's');
  return (text) => text === glob || pattern.test(text);
}
