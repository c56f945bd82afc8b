import { createHash } from 'node:crypto';
import { Fault } from '../../model/fault.ts';
import type { FileEntry, Snapshot } from '../../model/snapshot.ts';
import { folderOf, type ResolvedPath, resolvePath } from '../formats/files/paths.ts';
import { graphsOf, nodesOf, type OnnxModel } from './onnx.ts';
import type { Tensor } from './tensor.ts';

/**
 * Files beside the model that hold its weights: their paths relative to the model's folder, sorted, and the hash of the
 * model and these files together (the model's own when there are none).
 * @throws Fault `broken` when a location is not in the model's folder, is a link, is missing, or is shorter than its tensors.
 */
export function checkExternalData(
  snapshot: Snapshot,
  model: OnnxModel,
  entry: FileEntry,
): { locations: string[]; contentHash: string; bytes: number } {
  const folder = folderOf(entry.path);
  const files = new Map<string, FileEntry>();
  for (const { name, external, bytes } of tensorsOf(model)) {
    if (external === null) continue;
    const location = relativeLocation(folder, external.location, entry.path);
    const path = folder === '' ? location : `${folder}/${location}`;
    const file = files.get(location) ?? findData(snapshot, path, entry.path);
    files.set(location, file);
    const needed = external.offset + (external.length ?? bytes);
    if (needed > file.bytes) {
      throw new Fault(
        'broken',
        `Expected at least ${needed} bytes in ${path} for tensor \`${name}\` of ${entry.path} but received ${file.bytes}. ` +
          'Export the model again and commit both files together.',
        { path },
      );
    }
  }
  const locations = [...files.keys()].sort();
  return { locations, contentHash: hashTogether(entry, locations, files), bytes: sum(entry, files) };
}

/** Every tensor that the file mentions, wherever it stands. */
export function* tensorsOf(model: OnnxModel): Generator<Tensor, void, undefined> {
  for (const { initializers } of graphsOf(model)) yield* initializers;
  for (const { attributes } of nodesOf(model)) for (const { tensors } of attributes.values()) yield* tensors;
}

function relativeLocation(folder: string, location: string, model: string): string {
  const place = locate(folder, location);
  if ('path' in place) return place.path;
  throw new Fault(
    'broken',
    `Expected external data in the folder of ${model} but received ${JSON.stringify(location)}, ${place.fault}. ` +
      'Export the model with its data beside it.',
    { path: model },
  );
}

/** Why a location is not in the folder of the model that names it: `an absolute path` …; `null` when it is. */
export function refusedLocation(folder: string, location: string): string | null {
  const place = locate(folder, location);
  return 'fault' in place ? place.fault : null;
}

/** A location's path in the folder. */
function locate(folder: string, location: string): ResolvedPath {
  const resolved = location.includes('\\') ? { fault: 'a path with backslashes' } : resolvePath(folder, location);
  if ('fault' in resolved || folder === '') return resolved;
  if (resolved.path.startsWith(`${folder}/`)) return { path: resolved.path.slice(folder.length + 1) };
  return { fault: 'a path that leaves the folder' };
}

function findData(snapshot: Snapshot, path: string, model: string): FileEntry {
  const file = snapshot.files.get(path);
  if (file?.kind === 'file') return file;
  const received =
    file === undefined ? 'the commit has none' : `it is a ${file.kind === 'symlink' ? 'symbolic link' : 'submodule'}`;
  throw new Fault(
    'broken',
    `Expected a file at ${path}, the external data of ${model}, but ${received}. Commit the file itself.`,
    {
      path: model,
    },
  );
}

function hashTogether(model: FileEntry, locations: string[], files: Map<string, FileEntry>): string {
  if (locations.length === 0) return model.hash;
  const hash = createHash('sha256').update(`${model.hash}\n`);
  for (const location of locations) hash.update(`${location}\0${files.get(location)!.hash}\n`);
  return `sha256:${hash.digest('hex')}`;
}

function sum(model: FileEntry, files: Map<string, FileEntry>): number {
  return [...files.values()].reduce((total, { bytes }) => total + bytes, model.bytes);
}
