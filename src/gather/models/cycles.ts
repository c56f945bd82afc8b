import { Fault } from '../../model/fault.ts';
import { type Graph, graphsOf, type Node, type OnnxModel } from './onnx.ts';

/** @throws Fault `broken` when a node needs, directly or not, what it computes itself. */
export function refuseCycles(model: OnnxModel, path: string): void {
  for (const graph of graphsOf(model)) {
    const node = nodeOfCycle(graph);
    if (node === null) continue;
    const name = node.name || node.outputs[0] || '';
    throw new Fault(
      'broken',
      `Expected a graph without cycles in ${path} but node \`${name}\` (${node.op}) needs what it computes itself. Export the model again.`,
      { path },
    );
  }
}

/** Kahn's algorithm: takes away nodes whose inputs are all there; what is left is a cycle, and what follows from one. */
function nodeOfCycle({ nodes }: Graph): Node | null {
  const maker = new Map<string, number>();
  for (const [index, { outputs }] of nodes.entries()) for (const name of outputs) if (name) maker.set(name, index);
  const waiting = nodes.map(() => 0);
  const users: number[][] = nodes.map(() => []);
  for (const [index, { inputs }] of nodes.entries()) {
    for (const name of inputs) {
      const from = maker.get(name);
      if (from === undefined) continue;
      waiting[index]++;
      users[from].push(index);
    }
  }
  const ready = [...nodes.keys()].filter((index) => waiting[index] === 0);
  let seen = 0;
  for (let index = ready.pop(); index !== undefined; index = ready.pop()) {
    seen++;
    for (const user of users[index]) if (--waiting[user] === 0) ready.push(user);
  }
  return seen === nodes.length ? null : nodes[waiting.findIndex((left) => left > 0)];
}
