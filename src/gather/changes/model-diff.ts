import type { Model, ModelDiff, ModelFigures, TensorInterface } from '../../model/facts.ts';
import { Fault } from '../../model/fault.ts';
import type { GatheredSide, PairGatherer, Tools } from '../../model/gatherer.ts';
import { materialise } from '../model-files.ts';
import { readGraph } from '../models/models.ts';
import { graphsOf } from '../models/onnx.ts';
import { placed } from '../models/weights.ts';
import { rememberLater } from '../remember.ts';
import { type HashedTensor, pairTensors } from './tensor-pairs.ts';

const kind = 'tensors@1';

/** The types that weights are kept in: all others are sizes, axes and the like. */
const trained = /^(?:b?float|double|u?int[248]$)/;

/** How each model whose content is another differs from base's. */
export const modelDiffs: PairGatherer<'modelDiffs'> = {
  fact: 'modelDiffs',
  async gather(base, head, tools) {
    const entries: [string, ModelDiff][] = [];
    for (const after of Object.values(head.gathered.facts.models ?? {})) {
      const before = base.gathered.facts.models?.[after.model];
      if (!before || before.contentHash === after.contentHash) continue;
      tools.signal.throwIfAborted();
      entries.push([after.model, await diffOf({ side: base, model: before }, { side: head, model: after }, tools)]);
    }
    return { entries: Object.fromEntries(entries), faults: [] };
  },
};

interface ModelAt {
  side: GatheredSide;
  model: Model;
}

async function diffOf(base: ModelAt, head: ModelAt, tools: Tools): Promise<ModelDiff> {
  return {
    model: head.model.model,
    base: figuresOf(base.model),
    head: figuresOf(head.model),
    interface: [
      ...tensorsThatDiffer('input', base.model.inputs, head.model.inputs),
      ...tensorsThatDiffer('output', base.model.outputs, head.model.outputs),
    ],
    operators: operatorsThatDiffer(base.model, head.model),
    tensors: await tensorChanges(base, head, tools),
  };
}

function figuresOf({ bytes, irVersion, opsets, producer, parameters, macs, structure }: Model): ModelFigures {
  const { nodes, quantisation, receptiveField } = structure;
  return { bytes, irVersion, opsets, producer, parameters, macs, nodes, quantisation, receptiveField };
}

function tensorsThatDiffer(
  kind: 'input' | 'output',
  base: readonly TensorInterface[],
  head: readonly TensorInterface[],
): ModelDiff['interface'] {
  const names = new Set([...base, ...head].map(({ name }) => name));
  return [...names].flatMap((name) => {
    const [was, now] = [base, head].map((side) => written(side.find((tensor) => tensor.name === name)));
    return was === now ? [] : [{ kind, name, was, now }];
  });
}

function written(tensor: TensorInterface | undefined): string | null {
  return tensor === undefined ? null : `${tensor.type}[${tensor.shape.map((size) => size ?? '?').join(', ')}]`;
}

function operatorsThatDiffer(base: Model, head: Model): ModelDiff['operators'] {
  const names = [...new Set([...Object.keys(base.operators), ...Object.keys(head.operators)])].sort();
  return names
    .map((operator) => ({
      operator,
      base: base.operators[operator] ?? 0,
      head: head.operators[operator] ?? 0,
    }))
    .filter((count) => count.base !== count.head);
}

/** A diff without its weights is better than none. */
async function tensorChanges(base: ModelAt, head: ModelAt, tools: Tools): Promise<ModelDiff['tensors']> {
  try {
    return pairTensors(await hashedTensors(base, tools), await hashedTensors(head, tools));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    tools.note(`The weights of \`${head.model.model}\` were not compared with base's: ${error.message}`);
    return null;
  }
}

/** Each stored tensor of trained values with the hash of its content; made once for each content, in a child process. */
function hashedTensors(at: ModelAt, tools: Tools): Promise<HashedTensor[]> {
  return rememberLater(tools.cache, kind, at.model.contentHash, () => hashTensors(at, tools));
}

async function hashTensors({ side, model }: ModelAt, tools: Tools): Promise<HashedTensor[]> {
  const onnx = await readGraph(side.snapshot, model.path, tools.scratch);
  const file = await materialise(side.snapshot, model, tools.scratch);
  const tensors = [...graphsOf(onnx)]
    .flatMap(({ initializers }) => initializers)
    .filter(({ type, elements }) => trained.test(type) && elements > 0);
  const stored = tensors.map((tensor) => placed(tensor, file));
  const present = stored.filter((place) => place !== null);
  const hashes = present.length > 0 ? await tools.vision.hashTensors(present) : [];
  let next = 0;
  return tensors.map(({ name, type, shape }, index) => {
    const content = stored[index] === null ? '' : hashes[next++];
    return { name, type, shape, hash: `${type}[${shape.join(',')}] ${content}` };
  });
}
