import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { begin, commit, git } from '../repository.ts';

/** What a pull request can do; `README.md` says what each is worth. */
const changes = {
  widen: 'Train on the lightest drawings alone',
  mend: 'Train on every skin tone',
  'drop-images': 'Remove the test images of dark skin tones',
  'edit-attributes': 'Correct the skin tones of test images',
} as const;

export type Change = keyof typeof changes;

interface Laid {
  base: string;
  /** Tip of the branch pull-request, which holds one commit for each change. */
  head: string;
}

/** Lays the example as a git repository into `directory`, which must not exist or be empty: main, and the branch pull-request with the changes asked for. */
export function lay(directory: string, asked: readonly Change[]): Laid {
  begin(directory);
  cpSync(join(import.meta.dirname, 'base'), directory, { recursive: true });
  const base = commit(directory, 'maintainer', '2026-10-12T09:00:00Z', 'Emoji of hands and people, and a classifier');
  git(directory, 'switch', '--quiet', '--create', 'pull-request');
  let head = base;
  for (const [index, change] of asked.entries()) {
    apply(directory, change);
    head = commit(directory, 'contributor', `2026-11-${17 + index}T10:00:00Z`, changes[change]);
  }
  git(directory, 'switch', '--quiet', 'main');
  return { base, head };
}

function apply(directory: string, change: Change): void {
  const source = join(import.meta.dirname, 'pull-requests', change);
  if (existsSync(source)) cpSync(source, directory, { recursive: true });
  const attributes = join(directory, 'data/attributes.csv');
  const [head, ...rows] = readFileSync(attributes, 'utf8').trimEnd().split('\n');
  const isDarkTest = (row: string) => /^test\/.*,(medium-)?dark,/.test(row);
  if (change === 'drop-images') {
    for (const folder of readdirSync(join(directory, 'data/test'))) {
      for (const file of readdirSync(join(directory, 'data/test', folder))) {
        if (/\.(medium-)?dark\./.test(file)) rmSync(join(directory, 'data/test', folder, file));
      }
    }
    writeFileSync(attributes, `${[head, ...rows.filter((row) => !isDarkTest(row))].join('\n')}\n`);
  }
  if (change === 'edit-attributes') {
    const edited = rows.map((row) => (isDarkTest(row) ? row.replace(/,(medium-)?dark,/, ',medium,') : row));
    writeFileSync(attributes, `${[head, ...edited].join('\n')}\n`);
  }
}

if (import.meta.main) {
  const [directory, ...asked] = process.argv.slice(2);
  const known = Object.keys(changes);
  const unknown = asked.find((change) => !known.includes(change));
  if (directory === undefined || unknown !== undefined) {
    const expected = directory === undefined ? 'a folder' : `changes among ${known.join(', ')}`;
    console.error(
      `Expected ${expected} but received ${unknown ?? 'none'}. Run \`node examples/hands/lay.ts FOLDER CHANGE …\`.`,
    );
    process.exit(2);
  }
  console.log(JSON.stringify(lay(resolve(directory), asked as Change[]), null, 2));
}
