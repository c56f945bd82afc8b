import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { GitRepository } from '../repository.ts';
import { git } from '../run.ts';

/** The folder `.dvc` of the working tree. */
export interface DvcFolder {
  /** `null` when there is none: a bare repository, or one that does not use DVC here. */
  folder: string | null;
  /** What git tracks of it, in lower case, since some disks take `.DVC/config.local` for `.dvc/config.local`. */
  tracked: string[];
}

export async function findDvcFolder({ directory }: GitRepository, signal?: AbortSignal): Promise<DvcFolder> {
  const place = await git(directory, ['rev-parse', '--show-toplevel'], { signal });
  const folder = place.ok ? join(place.stdout.toString().replace(/\n$/, ''), '.dvc') : null;
  const found = folder === null ? null : await lstat(folder).catch(() => null);
  if (!found?.isDirectory()) return { folder: null, tracked: [] };
  const look = ['ls-files', '-z', '--full-name', '--', ':(top,icase).dvc'];
  const listed = await git(directory, look, { signal, env: { GIT_LITERAL_PATHSPECS: '0' } });
  // Without an answer nothing in it is taken for the user's own.
  const tracked = listed.ok ? listed.stdout.toString().toLowerCase().split('\0').filter(Boolean) : ['.dvc'];
  return { folder, tracked };
}
