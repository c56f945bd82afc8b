import { lstat, readFile } from 'node:fs/promises';
import { homedir, platform } from 'node:os';
import { join } from 'node:path';
import { fetchObjects } from '../remote.ts';
import type { GitRepository } from '../repository.ts';
import { git } from '../run.ts';
import { type ConfigText, type DvcConfig, readDvcConfig } from './config.ts';
import type { DvcFolder } from './folder.ts';

/** Larger configurations are not read. */
const CONFIG_BYTES = 2 ** 20;

/**
 * DVC's configuration as far as it is trusted: the machine's, the user's, that of the commit `trusted` (the base branch's
 * tip) and `.dvc/config.local` if git does not track it. Never that of the commit that is judged: a pull request could
 * name a remote that takes credentials.
 */
export async function trustedDvcConfig(
  repository: GitRepository,
  { folder, tracked }: DvcFolder,
  trusted: string | null,
  signal?: AbortSignal,
): Promise<DvcConfig> {
  const committed = trusted === null ? null : await committedConfig(repository, trusted, signal);
  const isOwn = !tracked.includes('.dvc') && !tracked.includes('.dvc/config.local');
  const texts = [
    await configIn(systemFolder(), 'config'),
    await configIn(userFolder(), 'config'),
    committed === null ? null : { text: committed, folder: folder ?? join(repository.directory, '.dvc') },
    folder !== null && isOwn ? await configIn(folder, 'config.local') : null,
  ];
  return readDvcConfig(texts.filter((text) => text !== null));
}

async function configIn(folder: string, name: string): Promise<ConfigText | null> {
  const file = join(folder, name);
  const found = await lstat(file).catch(() => null);
  if (!found?.isFile() || found.size > CONFIG_BYTES) return null;
  const text = await readFile(file, 'utf8').catch(() => null);
  return text === null ? null : { text, folder };
}

async function committedConfig(
  repository: GitRepository,
  commit: string,
  signal?: AbortSignal,
): Promise<string | null> {
  const outcome = await git(repository.directory, ['ls-tree', '-z', '--full-tree', commit, '--', '.dvc/config'], {
    signal,
  });
  const oid = outcome.ok ? /^100\d{3} blob ([0-9a-f]+)\t/.exec(outcome.stdout.toString())?.[1] : undefined;
  if (oid === undefined) return null;
  const here = await readBlob(repository, oid, signal);
  if (here !== null || repository.promisor === null) return here;
  await fetchObjects(repository, repository.promisor, [oid], signal);
  return readBlob(repository, oid, signal);
}

async function readBlob(repository: GitRepository, oid: string, signal?: AbortSignal): Promise<string | null> {
  const outcome = await git(repository.directory, ['cat-file', 'blob', oid], { signal });
  return outcome.ok && outcome.stdout.length <= CONFIG_BYTES ? outcome.stdout.toString() : null;
}

/** As `platformdirs` has them for an application `dvc` of `iterative`. */
function userFolder(): string {
  const named = process.env.DVC_GLOBAL_CONFIG_DIR;
  if (named) return named;
  if (platform() === 'darwin') return join(homedir(), 'Library', 'Application Support', 'dvc');
  if (platform() === 'win32') {
    return join(process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'iterative', 'dvc');
  }
  return join(process.env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'dvc');
}

function systemFolder(): string {
  const named = process.env.DVC_SYSTEM_CONFIG_DIR;
  if (named) return named;
  if (platform() === 'darwin') return '/Library/Application Support/dvc';
  if (platform() === 'win32') return join(process.env.ALLUSERSPROFILE ?? 'C:\\ProgramData', 'iterative', 'dvc');
  return join((process.env.XDG_CONFIG_DIRS || '/etc/xdg').split(':')[0], 'dvc');
}
