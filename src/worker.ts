/** The door of the worker thread in which rules run, so that the main one can always talk and listen. */
import { parentPort } from 'node:worker_threads';
import { rules } from '../rules/index.ts';
import { type PackedTree, unpackTree } from './columns/tree.ts';
import { type BaseRuns, type EvaluateOptions, evaluate, evaluateBase } from './evaluate/evaluate.ts';
import type { BothSides } from './evaluate/run-rule.ts';
import type { JudgeMessage } from './run/judge.ts';

let begun: { base: BothSides['base']; options: EvaluateOptions; onBase: BaseRuns };

parentPort?.on('message', (packed: PackedTree) => {
  const message = unpackTree(packed) as JudgeMessage;
  if (message.step === 'base') {
    const { base, options } = message;
    begun = { base, options, onBase: base ? evaluateBase(rules, base, options) : new Map() };
  } else {
    const { base, options, onBase } = begun;
    parentPort?.postMessage(evaluate(rules, { base, ...message.rest }, options, onBase));
  }
});
