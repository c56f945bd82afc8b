import type { Memory, Model, Target } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { amount } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'compute/over-budget',
    title: 'A model needs more than its target has.',
    why: 'A model that does not fit is found out on the device: it is killed for memory, misses its deadline, or does not download.',
    fix: 'Use a smaller network, prune or quantise it, or raise the budget of the target in the policy.',
    severity: 'error',
    recommended: true,
    measure: 'measured',
    needs: ['targets', 'models'],
    uses: ['memory'],
    messages: {
      parameters: '{model} has {needed} parameters, and {target} allows {allowed}.',
      macs: '{model} takes {needed} multiply–accumulates for an image, and {target} allows {allowed}.',
      file: "{model}'s file has {needed} MB, and {target} allows {allowed} MB.",
      memory: '{model} takes {needed} MB of memory at a batch of {batch}, and {target} allows {allowed} MB.',
    },
    options: { noise: 'Share by which measured memory differs from run to run.' },
  },

  defaults: { noise: 0.05 },

  *evaluate({ head, options }) {
    for (const target of Object.values(head.targets)) {
      for (const name of target.models) {
        const model = head.models[name];
        if (!model) continue;
        const memory = Object.values(head.memory).find(
          (measured) => measured.model === name && measured.target === target.target,
        );
        for (const { message, needed, limit, unit, shown } of needsOf(model, memory, target)) {
          if (needed <= limit) continue;
          yield {
            message,
            subject: name,
            identity: `${name}/${target.target}`,
            at: target.at,
            measured: needed,
            limit,
            unit,
            noise: message === 'memory' ? options.noise * needed : 0,
            data: {
              model: name,
              target: target.target,
              needed: shown(needed),
              allowed: shown(limit),
              batch: memory?.batch,
            },
          };
        }
      }
    }
  },
});

interface Need {
  message: 'parameters' | 'macs' | 'file' | 'memory';
  needed: number;
  limit: number;
  unit: string;
  shown(value: number): string;
}

/** What is both limited and known, with its limit. */
function needsOf({ parameters, macs, bytes }: Model, memory: Memory | undefined, { budgets }: Target): Need[] {
  const megabytes = (value: number) => String(Number(value.toFixed(1)));
  const need = (
    message: Need['message'],
    needed: number | null | undefined,
    limit: number | undefined,
    unit: string,
    shown: Need['shown'],
  ): Need[] => (needed == null || limit === undefined ? [] : [{ message, needed, limit, unit, shown }]);
  return [
    ...need('parameters', parameters, budgets.parameters, 'parameters', amount),
    ...need('macs', macs, budgets.macs, 'multiply–accumulates', amount),
    ...need('file', bytes / 1e6, budgets.fileMb, 'MB', megabytes),
    ...need('memory', memory?.peakMb, budgets.memoryMb, 'MB', megabytes),
  ];
}
