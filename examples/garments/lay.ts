import { cpSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { begin, commit, git } from '../repository.ts';

export interface Laid {
  /** Tip of main: the pull request's base. */
  base: string;
  /** Tip of improve-classifier: the pull request's head. */
  head: string;
  /** Where the two parted; main has moved on since. */
  mergeBase: string;
  prNumber: number;
}

/** What the pull request does to files of base, beside the files that it adds or overwrites. Done in this order. */
interface Changes {
  copy: { from: string; to: string }[];
  move: { from: string; to: string }[];
  delete: string[];
}

const CHANGES = 'changes.json';
const PR_NUMBER = 7;

/**
 * Lays the example as a git repository into `directory`, which must not exist or be empty: main, and one commit beside it
 * on improve-classifier, the pull request. Authors and dates are fixed, so the commit ids are the same on every machine.
 */
export function lay(directory: string): Laid {
  begin(directory);

  overlay(directory, 'base');
  const mergeBase = commit(
    directory,
    'maintainer',
    '2026-10-05T09:00:00Z',
    'Garments, photographs and two classifiers',
  );

  git(directory, 'switch', '--quiet', '--create', 'improve-classifier');
  overlay(directory, 'head');
  apply(directory, JSON.parse(readFileSync(join(import.meta.dirname, 'head', CHANGES), 'utf8')));
  const head = commit(directory, 'contributor', '2026-11-12T14:30:00Z', 'Retrain the classifier on the studio batch');

  git(directory, 'switch', '--quiet', 'main');
  overlay(directory, 'main');
  const base = commit(directory, 'maintainer', '2026-11-16T08:15:00Z', 'Say how to contribute');

  return { base, head, mergeBase, prNumber: PR_NUMBER };
}

function overlay(directory: string, side: 'base' | 'head' | 'main'): void {
  const source = join(import.meta.dirname, side);
  const manifest = join(source, CHANGES);
  cpSync(source, directory, { recursive: true, filter: (path) => path !== manifest });
}

function apply(directory: string, changes: Changes): void {
  const at = (path: string) => join(directory, path);
  for (const { from, to } of changes.copy) cpSync(at(from), at(to), { errorOnExist: true, force: false });
  for (const { from, to } of changes.move) {
    mkdirSync(dirname(at(to)), { recursive: true });
    renameSync(at(from), at(to));
  }
  for (const path of changes.delete) rmSync(at(path));
}

if (import.meta.main) {
  const [directory] = process.argv.slice(2);
  if (directory === undefined) {
    console.error('Expected a folder but received none. Run `node examples/garments/lay.ts FOLDER`.');
    process.exit(2);
  }
  console.log(JSON.stringify(lay(resolve(directory)), null, 2));
}
