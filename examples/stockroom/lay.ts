import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { begin, commit, git } from '../repository.ts';

/** What a pull request can do; `README.md` says what each is worth. */
const changes = {
  'retrain-detector': 'Leave boxes of a few pixels out of training, and retrain the detector',
  'trim-test': 'Remove unusable pictures from the test split',
  'correct-masks': 'Draw the masks of the test split by hand',
  'quantise-segmenter': 'Quantise the segmenter',
} as const;

export type Change = keyof typeof changes;

/** The pull request that the demonstration runs. */
const shown: readonly Change[] = ['retrain-detector', 'quantise-segmenter'];

interface Laid {
  base: string;
  /** Tip of the branch pull-request, which holds one commit for each change. */
  head: string;
  prNumber: number;
}

/**
 * Lays the example as a git repository into `directory`, which must not exist or be empty: main, and the branch
 * pull-request with the changes asked for. Commit ids are the same on every machine.
 */
export function lay(directory: string, asked: readonly Change[] = shown): Laid {
  begin(directory);
  cpSync(join(import.meta.dirname, 'base'), directory, { recursive: true });
  const base = commit(directory, 'maintainer', '2026-10-12T09:00:00Z', 'Pictures, a detector and a segmenter');

  git(directory, 'switch', '--quiet', '--create', 'pull-request');
  let head = base;
  for (const [index, change] of asked.entries()) {
    apply(directory, change);
    head = commit(directory, 'contributor', `2026-11-${17 + index}T10:00:00Z`, changes[change]);
  }
  git(directory, 'switch', '--quiet', 'main');
  return { base, head, prNumber: 8 };
}

/** Adds and overwrites what lies in the change's folder, but for the list of the files that it deletes. */
function apply(directory: string, change: Change): void {
  const source = join(import.meta.dirname, 'pull-requests', change);
  const list = join(source, 'deleted.json');
  cpSync(source, directory, { recursive: true, filter: (path) => path !== list });
  const deleted: string[] = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [];
  for (const path of deleted) rmSync(join(directory, path));
}

if (import.meta.main) {
  const [directory, ...asked] = process.argv.slice(2);
  const known = Object.keys(changes);
  const unknown = asked.find((change) => !known.includes(change));
  if (directory === undefined || unknown !== undefined) {
    const expected = directory === undefined ? 'a folder' : `changes among ${known.join(', ')}`;
    console.error(
      `Expected ${expected} but received ${unknown ?? 'none'}. Run \`node examples/stockroom/lay.ts FOLDER [CHANGE …]\`.`,
    );
    process.exit(2);
  }
  console.log(JSON.stringify(lay(resolve(directory), asked.length > 0 ? (asked as Change[]) : shown), null, 2));
}
