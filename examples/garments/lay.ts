import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { devNull } from 'node:os';
import { dirname, join, resolve } from 'node:path';

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
const people = {
  maintainer: ['Mira Vogel', 'mira@example.org'],
  contributor: ['Jonas Lind', 'jonas@example.org'],
} as const;

/**
 * Lays the example as a git repository into `directory`, which must not exist or be empty: main, and one commit beside it
 * on improve-classifier, the pull request. Authors and dates are fixed, so the commit ids are the same on every machine.
 */
export function lay(directory: string): Laid {
  mkdirSync(directory, { recursive: true });
  if (readdirSync(directory).length > 0) {
    throw new Error(
      `Expected an empty folder for \`directory\` but received ${directory}. Choose another or empty it.`,
    );
  }
  git(directory, 'init', '--quiet', '--object-format=sha1', '--initial-branch=main');

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

function commit(directory: string, who: keyof typeof people, date: string, message: string): string {
  const [name, email] = people[who];
  git(directory, 'add', '--all');
  run(directory, ['commit', '--quiet', '--message', message], {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
    GIT_COMMITTER_DATE: date,
  });
  return git(directory, 'rev-parse', 'HEAD');
}

function git(directory: string, ...args: string[]): string {
  return run(directory, args, {});
}

/** Runs git without what the machine, the user or a surrounding git command sets, which could change what is committed. */
function run(directory: string, args: string[], identity: Record<string, string>): string {
  const settings = ['core.autocrlf=false', 'core.fileMode=false', `core.hooksPath=${devNull}`, 'gc.auto=0'];
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  const env = { ...Object.fromEntries(own), GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: devNull, ...identity };
  const configured = settings.flatMap((setting) => ['-c', setting]);
  return execFileSync('git', [...configured, '-C', directory, ...args], { env, encoding: 'utf8' }).trim();
}

if (import.meta.main) {
  const [directory] = process.argv.slice(2);
  if (directory === undefined) {
    console.error('Expected a folder but received none. Run `node examples/garments/lay.ts FOLDER`.');
    process.exit(2);
  }
  console.log(JSON.stringify(lay(resolve(directory)), null, 2));
}
