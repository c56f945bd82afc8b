/** The door of the worker thread in which rules run, so that the main one can always talk and listen. */
import { parentPort } from 'node:worker_threads';
import { rules } from '../rules/index.ts';
import { type PackedTree, unpackTree } from './columns/tree.ts';
import { type EvaluateOptions, evaluate } from './evaluate/evaluate.ts';
import type { BothSides } from './evaluate/run-rule.ts';

parentPort?.on('message', (packed: PackedTree) => {
  const { sides, options } = unpackTree(packed) as { sides: BothSides; options: EvaluateOptions };
  parentPort?.postMessage(evaluate(rules, sides, options));
});
