import type { ModelDanger } from '../../model/facts.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { folderOf } from '../formats/files/paths.ts';
import { refusedLocation, tensorsOf } from '../models/external-data.ts';
import { nodesOf, type OnnxModel } from '../models/onnx.ts';

/** Domains whose operators runtimes bring themselves. */
const known = /^(?:|ai\.onnx(?:\..+)?|com\.microsoft(?:\..+)?|com\.ms\.internal\.nhwc)$/;

/** What an ONNX model would reach outside its folder, and the operators that a library has to bring. */
export function dangersInNetwork(snapshot: Snapshot, path: string, onnx: OnnxModel): ModelDanger[] {
  const outside = new Map<string, ModelDanger>();
  for (const { external } of tensorsOf(onnx)) {
    if (external === null || outside.has(external.location)) continue;
    const refused = refusedLocation(folderOf(path), external.location) ?? linkAt(snapshot, path, external.location);
    if (refused !== null) {
      outside.set(external.location, { kind: 'outside', detail: `${external.location} (${refused})` });
    }
  }
  const own = new Set(onnx.functions.map(({ domain, name }) => `${domain}:${name}`));
  const foreign = new Set<string>();
  for (const { domain, op } of nodesOf(onnx)) {
    if (!known.test(domain) && !own.has(`${domain}:${op}`)) foreign.add(`${domain}:${op}`);
  }
  return [...outside.values(), ...[...foreign].sort().map((detail): ModelDanger => ({ kind: 'library', detail }))];
}

function linkAt(snapshot: Snapshot, path: string, location: string): string | null {
  const folder = folderOf(path);
  const entry = snapshot.files.get(folder === '' ? location : `${folder}/${location}`);
  return entry?.kind === 'symlink' ? 'a symbolic link' : null;
}
