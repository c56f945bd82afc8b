import { posix } from 'node:path';
import { Fault } from '../../model/fault.ts';
import type { FileEntry, MissingPlace } from '../../model/snapshot.ts';
import { openObjects } from '../objects.ts';
import type { GitRepository } from '../repository.ts';
import { gitOid } from '../tree.ts';
import { type Mistake, type Output, readDvcFile, readLockFile } from './metafile.ts';

/** Larger `.dvc` files are not read. */
const METAFILE_BYTES = 2 ** 26;

/** Entries that say what DVC keeps (`*.dvc`, `dvc.lock`), and `dvc.yaml` beside the latter. */
export function metafilesOf(files: ReadonlyMap<string, FileEntry>): FileEntry[] {
  const found: FileEntry[] = [];
  for (const entry of files.values()) {
    const { path, kind, hash } = entry;
    if (kind !== 'file' || !hash.startsWith('git:') || path.startsWith('.dvc/')) continue;
    if (isDvcFile(path) || isNamed(path, 'dvc.lock')) found.push(entry);
    else if (isNamed(path, 'dvc.yaml') && files.has(beside(path, 'dvc.lock'))) found.push(entry);
  }
  return found;
}

/** An output and where it is named. */
export interface Named {
  output: Output;
  /** The metafile that names it. */
  from: string;
}

/** What the metafiles name, of which the blobs are in the repository; those that cannot be read are missing places. */
export async function readOutputs(
  repository: GitRepository,
  metafiles: readonly FileEntry[],
  missing: MissingPlace[],
  signal?: AbortSignal,
): Promise<Named[]> {
  const small = metafiles.filter(({ bytes }) => !(bytes > METAFILE_BYTES));
  for (const { path } of metafiles.filter(({ bytes }) => bytes > METAFILE_BYTES)) {
    missing.push(unread(path, { mistake: `it has more than ${METAFILE_BYTES} bytes`, line: 1 }));
  }
  const named: Named[] = [];
  const pipelines = new Map<string, string>();
  const locks: [path: string, text: string][] = [];
  const take = (from: string, outputs: Output[] | Mistake) => {
    if ('mistake' in outputs) missing.push(unread(from, outputs));
    else for (const output of outputs) named.push({ output, from });
  };
  const objects = openObjects(repository.directory, signal);
  try {
    const waiting = small.values();
    for await (const content of objects.contents(small.map(({ hash }) => gitOid(hash)))) {
      const { path } = waiting.next().value!;
      const text = content.toString();
      if (isNamed(path, 'dvc.lock')) locks.push([path, text]);
      else if (isNamed(path, 'dvc.yaml')) pipelines.set(path, text);
      else take(path, readDvcFile(text, path));
    }
  } finally {
    objects.close();
  }
  for (const [path, text] of locks) {
    take(path, readLockFile(text, path, pipelines.get(beside(path, 'dvc.yaml')) ?? null));
  }
  return named;
}

/** What a metafile that cannot be read names is not known: by its name, or anything beside a `dvc.lock`. */
function unread(path: string, { mistake, line }: Mistake): MissingPlace {
  const place = isDvcFile(path) ? path.slice(0, -'.dvc'.length) : posix.dirname(path);
  const sentence = `Expected a file of DVC at \`${path}\` but cannot read it: ${mistake.replace(/[.:]$/, '')}. Correct it, or make it again with DVC.`;
  return { path: place === '.' ? '' : place, fault: new Fault('broken', sentence, { path, line }) };
}

const isDvcFile = (path: string) => path.endsWith('.dvc') && !isNamed(path, '.dvc');
const isNamed = (path: string, name: string) => path === name || path.endsWith(`/${name}`);
const beside = (path: string, name: string) => posix.join(posix.dirname(path), name);
