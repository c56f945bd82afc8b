import { Fault } from '../../model/fault.ts';
import type { FileEntry, MissingPlace } from '../../model/snapshot.ts';
import { joined } from '../compact.ts';
import { byPath, mergeEntries } from '../order.ts';
import type { GitRepository } from '../repository.ts';
import type { ContentStore } from '../store.ts';
import type { DvcPointer } from './download.ts';
import { listingReader } from './listing.ts';
import type { Output } from './metafile.ts';
import { readOutputs } from './outputs.ts';

type Files = Map<string, FileEntry>;

/** What a commit's `.dvc` files name. */
export interface Expansion {
  files: Files;
  missing: MissingPlace[];
}

/**
 * The files of a commit and those that its metafiles name. What git itself has at a path counts. A folder whose listing
 * cannot be had is a missing place.
 * @param metafiles of which the blobs are in the repository
 * @param like entries that are used again where path and content are the same
 */
export async function expandDvc(
  { repository, files, store }: { repository: GitRepository; files: Files; store: ContentStore },
  metafiles: readonly FileEntry[],
  { like, signal }: { like?: ReadonlyMap<string, FileEntry>; signal?: AbortSignal },
): Promise<Expansion> {
  const missing: MissingPlace[] = [];
  const outputs = await readOutputs(repository, metafiles, missing, signal);
  const folders = outputs.filter(({ output }) => output.isFolder && output.files === null);
  await store.bring(folders.map(({ output, from }) => listingEntry(output, pointerOf(output, from))));

  const entries: FileEntry[] = [];
  for (const { output, from } of outputs) {
    signal?.throwIfAborted();
    const pointer = pointerOf(output, from);
    const add = (path: string, md5: string, bytes: number) =>
      entries.push(entryOf(path, md5, { bytes, pointer, like }));
    if (!output.isFolder || output.files !== null) {
      for (const file of output.files ?? [output]) {
        const { path, md5, bytes } = file;
        const own = pointerOf({ ...file, remote: output.remote }, from);
        if (md5 !== null) entries.push(entryOf(path, md5, { bytes, pointer: own, like }));
        else missing.push({ path, fault: knownByVersion(path, own) });
      }
      continue;
    }
    const count = entries.length;
    const fault = await readFolder(output, pointer, { store, add });
    if (fault === null) continue;
    entries.length = count;
    missing.push({ path: output.path, fault });
  }
  return { files: mergeEntries(files, entries.sort(byPath)), missing };
}

/** Tells of each file of a folder; resolves to why its listing cannot be had, or is not one, and then not all were told. */
async function readFolder(
  output: Output,
  pointer: DvcPointer,
  { store, add }: { store: ContentStore; add: (path: string, md5: string, bytes: number) => void },
): Promise<Fault | null> {
  const prefix = `${output.path}/`;
  const listing = listingReader((relative, md5) => add(joined(prefix, relative), md5, Number.NaN));
  try {
    for await (const piece of store.stream(listingEntry(output, pointer))) listing.read(piece);
    listing.end();
    return null;
  } catch (error) {
    return error instanceof Fault ? error : notAListing(output, pointer, (error as Error).message);
  }
}

function knownByVersion(path: string, at: DvcPointer): Fault {
  const sentence = `Expected an \`md5\` for \`${path}\` but its content is known by the version in a cloud alone. Run \`dvc add\` and \`dvc push\` with a remote that keeps no versions, or keep it out of the policy.`;
  return new Fault('unavailable', sentence, placeOf(at));
}

function notAListing({ path, md5 }: Output, pointer: DvcPointer, reason: string): Fault {
  const sentence = `Expected the listing of \`${path}\` in the object ${md5}.dir but cannot read it: ${reason}. Run \`dvc add\` and \`dvc push\` again.`;
  return new Fault('broken', sentence, placeOf(pointer));
}

/** MD5 of no bytes: sizes of a listing's files are not said, but this one is known. */
const EMPTY = 'd41d8cd98f00b204e9800998ecf8427e';

/** An entry; the one that was there before where it is the same. */
function entryOf(
  path: string,
  md5: string,
  { bytes, pointer, like }: { bytes: number; pointer: DvcPointer; like?: ReadonlyMap<string, FileEntry> },
): FileEntry {
  const hash = joined('dvc:', md5);
  const before = like?.get(path);
  if (before?.hash === hash && isSamePlace(before.pointer, pointer)) return before;
  return { path, hash, bytes: md5 === EMPTY ? 0 : bytes, kind: 'file', pointer };
}

function isSamePlace(a: DvcPointer | undefined, b: DvcPointer): boolean {
  return a?.line === b.line && a.path === b.path && a.remote === b.remote && a.version === b.version;
}

const placeOf = ({ path, line }: DvcPointer) => ({ path, line });

/** The object that lists a folder, as an entry of the store. */
function listingEntry({ path, md5 }: Output, pointer: DvcPointer): FileEntry {
  return { path, hash: `dvc:${md5}.dir`, bytes: Number.NaN, kind: 'file', pointer };
}

function pointerOf({ line, remote, version }: Output, path: string): DvcPointer {
  if (version !== null) return { path, line, remote: version.remote, version: version.id };
  return remote === null ? { path, line } : { path, line, remote };
}
