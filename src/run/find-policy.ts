import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import type { Task } from '../model/facts.ts';
import { Fault } from '../model/fault.ts';
import type { Policy, PolicyMistake, RuleDescription } from '../model/policy.ts';
import type { Report } from '../model/report.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { checkPaths } from '../policy/check-paths.ts';
import { describeLoosening } from '../policy/describe-loosening.ts';
import { parsePolicy } from '../policy/parse.ts';

/** Where a policy lies; both at once is a mistake. */
export const policyPaths = ['.github/vision-gate.yml', 'vision-gate.yml'];

export interface PolicySearch {
  /** The base branch's tip, as fetched now; `null` for an audit. */
  tip: Snapshot | null;
  /** The commit that data and models are compared with. */
  base: Snapshot | null;
  head: Snapshot;
  /** A file on this machine, named by hand. */
  file: string | null;
  directory: string;
  rules: readonly RuleDescription[];
  scores: Readonly<Record<Task, readonly string[]>>;
  presets: Readonly<Record<string, string>>;
}

export type FoundPolicy =
  | { policy: Policy; notes: Report['notes'] }
  | { mistakes: PolicyMistake[]; source: Policy['source'] };

/**
 * Reads the policy that judges this run: the base branch's own, so that no pull request loosens its gate; head's only
 * where the base was read and has none.
 * @throws Fault `usage` when there is no policy, or the file named by hand cannot be read.
 */
export async function findPolicy(search: PolicySearch): Promise<FoundPolicy> {
  const { text, source, notes } = await readPolicy(search);
  const parsed = parsePolicy(text, { ...source, rules: search.rules, scores: search.scores, presets: search.presets });
  if ('mistakes' in parsed) return { ...parsed, source };
  const sides = [search.tip, search.base, search.head].filter((side) => side !== null);
  const files = new Set(sides.flatMap((side) => [...side.files.keys()]));
  const unlisted = sides.flatMap(({ missing }) => missing.map(({ path }) => path));
  const mistakes = checkPaths(parsed.policy, files, unlisted);
  if (mistakes.length > 0) return { mistakes, source };
  return { policy: parsed.policy, notes: [...notes, ...(await editNotes(search, parsed.policy))] };
}

/** What head's edit of the policy would change; it holds from the next pull request on. */
async function editNotes(
  { base, head, rules, scores, presets }: PolicySearch,
  policy: Policy,
): Promise<Report['notes']> {
  const { path, side } = policy.source;
  const at = { path, line: 1 };
  if (side !== 'base' || base?.files.get(path)?.hash === head.files.get(path)?.hash) return [];
  if (!head.files.has(path)) return [{ text: `This change removes the policy ${path}; the base’s was used.`, at }];
  const text = (await head.read(path)).toString('utf8');
  const edited = parsePolicy(text, { path, commit: head.commit, side: 'head', rules, scores, presets });
  if ('mistakes' in edited) {
    return edited.mistakes.map((mistake) => ({ text: `In the edited policy: ${mistake.message}`, at: mistake.at }));
  }
  return describeLoosening(policy, edited.policy).map((sentence) => ({
    text: `The edited policy holds from the next pull request on. ${sentence}`,
    at,
  }));
}

async function readPolicy({ tip, head, file, directory }: PolicySearch) {
  const notes: Report['notes'] = [];
  if (file !== null) {
    const text = await readFile(file, 'utf8').catch((error: Error) => {
      throw new Fault(
        'usage',
        `The policy ${file} could not be read: ${error.message}. Name an existing file with --policy.`,
      );
    });
    return {
      text,
      source: { path: relative(directory, file) || file, commit: head.commit, side: 'given' as const },
      notes,
    };
  }
  for (const snapshot of tip ? [tip, head] : [head]) {
    const present = policyPaths.filter((path) => snapshot.files.has(path));
    if (present.length > 1) {
      throw new Fault('policy', `Both ${present.join(' and ')} are present. Keep one of them.`, {
        path: present[1],
        line: 1,
      });
    }
    const [path] = present;
    if (path === undefined) continue;
    if (tip && snapshot === head) {
      notes.push({ text: `The base branch has no policy yet, so head's own is used: ${path}.`, at: { path, line: 1 } });
    }
    const text = (await snapshot.read(path)).toString('utf8');
    return {
      text,
      source: { path, commit: snapshot.commit, side: snapshot === head ? ('head' as const) : ('base' as const) },
      notes,
    };
  }
  throw new Fault(
    'usage',
    `There is no policy: expected ${policyPaths.join(' or ')}. \`vision-gate init\` looks through the repository and writes one.`,
  );
}
