import type { Facts, ModelDanger, ModelFile, ModelFiles } from '../../model/facts.ts';
import { Fault } from '../../model/fault.ts';
import type { Gatherer, Tools } from '../../model/gatherer.ts';
import type { Policy } from '../../model/policy.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { readOnnx } from '../models/onnx.ts';
import { openModel } from '../models/open-model.ts';
import { couldBeModel, dangersInBytes } from './bytes.ts';
import { dangersInNetwork } from './network.ts';

/** Files that hold models, under the one name `repository`: the policy's own, and those that the other side does not have. */
export const modelFiles: Gatherer<'modelFiles'> = {
  fact: 'modelFiles',
  async gather(snapshot, policy, tools, _, other) {
    const owners = ownersOf(policy);
    const candidates = [...snapshot.files.values()].filter(
      ({ path, kind }) => kind === 'file' && (couldBeModel(path) || owners.has(path)),
    );
    const before = new Set(other?.facts.modelFiles?.repository?.hashes ?? []);
    const isOther = snapshot.side === 'head';
    const faults: { name: string; fault: Fault }[] = [];
    const files: ModelFile[] = [];
    for (const { path, hash } of candidates) {
      const model = owners.get(path) ?? null;
      if (model === null && (!isOther || before.has(hash))) continue;
      tools.signal.throwIfAborted();
      try {
        files.push({ path, hash, model, dangers: await dangersOf(snapshot, path, tools) });
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        // What is wrong with the policy's own models is told by `models`; another file that is no model runs nothing.
        if (model === null && error.kind !== 'broken') faults.push({ name: path, fault: error });
      }
    }
    const repository: ModelFiles = { files, hashes: [...new Set(candidates.map(({ hash }) => hash))] };
    const entries = candidates.length > 0 ? { repository } : {};
    return { entries: entries as Facts['modelFiles'], faults };
  },
};

function ownersOf(policy: Policy): Map<string, string> {
  return new Map(Object.values(policy.models).flatMap(({ name, file }) => (file === undefined ? [] : [[file, name]])));
}

async function dangersOf(snapshot: Snapshot, path: string, tools: Tools): Promise<ModelDanger[]> {
  const source = await openModel(snapshot, path, tools.scratch);
  try {
    const dangers = dangersInBytes(source);
    if (dangers.length > 0 || !/\.onnx$/i.test(path)) return dangers;
    return dangersInNetwork(snapshot, path, readOnnx(source));
  } finally {
    source.close();
  }
}
