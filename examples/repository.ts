import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { devNull } from 'node:os';

const people = {
  maintainer: ['Mira Vogel', 'mira@example.org'],
  contributor: ['Jonas Lind', 'jonas@example.org'],
} as const;

/** Begins a repository with the branch main in `directory`, which must not exist or be empty. */
export function begin(directory: string): void {
  mkdirSync(directory, { recursive: true });
  if (readdirSync(directory).length > 0) {
    throw new Error(
      `Expected an empty folder for \`directory\` but received ${directory}. Choose another or empty it.`,
    );
  }
  git(directory, 'init', '--quiet', '--object-format=sha1', '--initial-branch=main');
}

/** Commits everything; with author and date given, the commit's id is the same on every machine. */
export function commit(directory: string, who: keyof typeof people, date: string, message: string): string {
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

export function git(directory: string, ...args: string[]): string {
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
