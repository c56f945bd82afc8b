import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Repository, repository } from './repository.ts';

interface Fixture {
  version: string;
  /** What git tracked, as text, and what the working tree held of what DVC tracked, in base64. */
  commits: { git: Record<string, string>; dvc: Record<string, string> }[];
  /** What `dvc push` sent, in base64. */
  remote: Record<string, string>;
}

const fixtures = JSON.parse(
  readFileSync(new URL('../reference/dvc_repository.json', import.meta.url), 'utf8'),
) as Record<string, Fixture>;

/** Two commits that the real DVC made, in the layouts of its versions 3 and 2. */
export const layouts = Object.keys(fixtures);

export interface DvcRepository extends Repository {
  base: string;
  head: string;
  /** What DVC kept at each commit, by path. */
  contents: { base: Map<string, Buffer>; head: Map<string, Buffer> };
  /** What the remote holds, by key. */
  remote: Map<string, Buffer>;
}

const decoded = (contents: Record<string, string>) =>
  new Map(Object.entries(contents).map(([path, text]) => [path, Buffer.from(text, 'base64')]));

/** The repository of one layout, with this configuration in both commits. The cache is empty. */
export async function dvcRepository(layout: string, config: string): Promise<DvcRepository> {
  const { commits, remote } = fixtures[layout];
  const repo = await repository();
  const ids: string[] = [];
  for (const { git } of commits) ids.push(await repo.commit({ ...git, '.dvc/config': config }));
  const [base, head] = ids;
  const contents = { base: decoded(commits[0].dvc), head: decoded(commits[1].dvc) };
  return { ...repo, base, head, contents, remote: decoded(remote) };
}

/** `.dvc/config` with one remote. */
export const remoteConfig = (url: string, ...options: string[]) =>
  `[core]\n    remote = store\n['remote "store"']\n    url = ${url}\n${options.map((line) => `    ${line}\n`).join('')}`;

/** Writes objects by key below a folder. */
export async function writeObjects(folder: string, objects: ReadonlyMap<string, Buffer>): Promise<void> {
  for (const [key, content] of objects) {
    await mkdir(dirname(join(folder, key)), { recursive: true });
    await writeFile(join(folder, key), content);
  }
}
