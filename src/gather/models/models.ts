import type { Gathered, Model } from '../../model/facts.ts';
import { Fault } from '../../model/fault.ts';
import type { Gatherer, Tools } from '../../model/gatherer.ts';
import type { Policy } from '../../model/policy.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { readClassList } from '../formats/classes/class-list.ts';
import { refuseMissingPlaces } from '../missing-places.ts';
import { policyPosition } from '../policy-position.ts';
import { refuseCycles } from './cycles.ts';
import { readDeclaration } from './declaration.ts';
import { checkExternalData } from './external-data.ts';
import { imageInputOf, inputSizes } from './image-input.ts';
import { macsByNode } from './macs.ts';
import { nodesOf, type OnnxModel, readOnnx } from './onnx.ts';
import { openModel } from './open-model.ts';
import { countParameters } from './parameters.ts';
import { layoutOf, resolvePreprocessing } from './preprocessing.ts';
import { isSpatial } from './spatial.ts';
import { structureOf } from './structure.ts';
import { weightsOf } from './weights.ts';

/** Reads each model of the policy. One whose file the commit does not have is left out; one that cannot be read is a fault. */
export const models: Gatherer<'models'> = {
  fact: 'models',
  async gather(snapshot, policy, tools, sofar) {
    const entries: [string, Model][] = [];
    const faults: { name: string; fault: Fault }[] = [];
    for (const [name, { file }] of Object.entries(policy.models)) {
      tools.signal.throwIfAborted();
      if (file === undefined) continue;
      try {
        refuseMissingPlaces(snapshot, [{ path: file, keys: [], kind: 'file' }]);
        if (!snapshot.files.has(file)) {
          tools.note(`Model \`${name}\`: ${snapshot.side} (${snapshot.commit.slice(0, 7)}) has no ${file}.`);
          continue;
        }
        entries.push([name, await readModel(snapshot, file, policy, name, tools, sofar)]);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        faults.push({ name, fault: error });
      }
    }
    return { entries: Object.fromEntries(entries), faults };
  },
};

async function readModel(
  snapshot: Snapshot,
  file: string,
  policy: Policy,
  name: string,
  tools: Tools,
  sofar: Gathered,
): Promise<Model> {
  const declared = policy.models[name];
  const entry = snapshot.files.get(file)!;
  const onnx = await readGraph(snapshot, file, tools.scratch);
  const external = checkExternalData(snapshot, onnx, entry);

  const declaration = await readDeclaration(snapshot, policy, name);
  const input = imageInputOf(onnx.graph.inputs, declaration ? layoutOf(declaration) : undefined);
  const saysOfOrientation = policy.datasets[declared.data]?.orientation;
  const { preprocessing, notes } = resolvePreprocessing(declaration, input, saysOfOrientation);
  for (const note of notes) tools.note(note);

  const labelsAt = policyPosition(policy, 'models', name, 'labels');
  const list = declared.labels === undefined ? null : await readClassList(snapshot, declared.labels, labelsAt);
  const dataset = sofar.facts.samples?.[declared.data];
  const { sizes, batch } = inputSizes(onnx.graph.inputs, preprocessing);
  const costs = macsByNode(onnx, sizes, batch);
  const files = { path: file, contentHash: external.contentHash, externalData: external.locations };

  return {
    model: name,
    path: file,
    hash: entry.hash,
    bytes: external.bytes,
    contentHash: external.contentHash,
    irVersion: onnx.irVersion,
    opsets: onnx.opsets,
    producer: onnx.producer,
    inputs: onnx.graph.inputs,
    outputs: onnx.graph.outputs,
    parameters: countParameters(onnx),
    macs: costs.total,
    operators: countOperators(onnx),
    spatial: isSpatial(onnx),
    structure: structureOf(onnx, sizes, costs.nodes),
    weights: await weightsOf(snapshot, onnx, files, tools),
    externalData: external.locations,
    labels: list?.classes ?? dataset?.classes ?? [],
    labelsAt: list?.at ?? dataset?.classesAt ?? null,
    preprocessing,
    preprocessingDeclared: declaration !== null,
    preprocessingAt: declaration?.at ?? policyPosition(policy, 'models', name),
    task: declared.task,
    dataset: declared.data,
    score: declared.score,
    tolerance: declared.tolerance,
    at: { path: file },
  };
}

/** A model's graph; its weights are passed over. */
export async function readGraph(snapshot: Snapshot, file: string, scratch: string): Promise<OnnxModel> {
  const source = await openModel(snapshot, file, scratch);
  try {
    const onnx = readOnnx(source);
    refuseCycles(onnx, file);
    return onnx;
  } finally {
    source.close();
  }
}

/** Nodes by operator, those of subgraphs and functions too; sorted by name. */
function countOperators(model: OnnxModel): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { op, domain } of nodesOf(model)) {
    const name = domain === '' ? op : `${domain}:${op}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
