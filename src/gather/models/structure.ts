import type { ModelStructure } from '../../model/facts.ts';
import type { NodeCost } from './macs.ts';
import { nodesOf, type OnnxModel } from './onnx.ts';
import { initializersOf, quantisationOf } from './quantisation.ts';
import { receptiveFieldOf } from './receptive-field.ts';

/** Nodes that are named. */
const mostNamed = 5;

/** @param sizes shape of each input */
export function structureOf(
  model: OnnxModel,
  sizes: Map<string, number[]>,
  costs: readonly NodeCost[],
): ModelStructure {
  let nodes = 0;
  for (const _ of nodesOf(model)) nodes += 1;
  return {
    nodes,
    functions: model.functions.map(({ domain, name }) => `${domain}:${name}`).sort(),
    costliest: costs.toSorted((a, b) => b.macs - a.macs).slice(0, mostNamed),
    initializers: initializersOf(model),
    quantisation: quantisationOf(model),
    receptiveField: receptiveFieldOf(model, sizes),
    metadata: model.metadata,
  };
}
