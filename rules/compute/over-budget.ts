import type { Memory, Model, Target } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { amount, percent } from '../shared/wording.ts';

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
      gpuMemory: '{model} takes {needed} MB of GPU memory at a batch of {batch}, and {target} allows {allowed} MB.',
      grown:
        '{model} needs {needed} {what} after {was}: {share} more, and {target} allows {allowed} more in one change.',
    },
    options: { noise: 'Share by which measured memory differs from run to run.' },
  },

  defaults: { noise: 0.05 },

  *evaluate({ base, head, options }) {
    for (const target of Object.values(head.targets)) {
      for (const name of target.models) {
        const model = head.models[name];
        if (!model) continue;
        const memory = memoryOn(target, name, head.memory);
        const before = base.models?.[name];
        const former = before && needsOf(before, memoryOn(target, name, base.memory));
        for (const { message, what, needed, budget, unit, shown } of needsOf(model, memory)) {
          const noise = unit === 'MB' && message !== 'file' ? options.noise * needed : 0;
          const known = { subject: name, at: target.at, measured: needed, unit, noise };
          const limit = target.budgets[budget];
          if (limit !== undefined && needed > limit) {
            const data = { model: name, target: target.target, needed: shown(needed), allowed: shown(limit) };
            const batch = noise > 0 ? { batch: memory?.batch } : {};
            yield { ...known, message, identity: `${name}/${target.target}`, limit, data: { ...data, ...batch } };
          }
          const was = former?.find((one) => one.message === message)?.needed;
          const most =
            was !== undefined && target.growth !== null ? was * (1 + target.growth) : Number.POSITIVE_INFINITY;
          if (was === undefined || was === 0 || needed <= most) continue;
          yield {
            ...known,
            message: 'grown',
            identity: `${name}/${target.target}/${budget}`,
            limit: most,
            data: {
              model: name,
              target: target.target,
              needed: shown(needed),
              what,
              was: shown(was),
              share: percent(needed / was - 1),
              allowed: percent(target.growth ?? 0),
            },
          };
        }
      }
    }
  },
});

interface Need {
  message: 'parameters' | 'macs' | 'file' | 'memory' | 'gpuMemory';
  what: string;
  needed: number;
  budget: keyof Target['budgets'];
  unit: string;
  shown(value: number): string;
}

function memoryOn({ target }: Target, model: string, memory: Record<string, Memory> = {}): Memory | undefined {
  return Object.values(memory).find((measured) => measured.model === model && measured.target === target);
}

/** What is known of what a model needs. */
function needsOf({ parameters, macs, bytes }: Model, memory: Memory | undefined): Need[] {
  const megabytes = (value: number) => String(Number(value.toFixed(1)));
  const need = (needed: number | null | undefined, rest: Omit<Need, 'needed'>): Need[] =>
    needed == null ? [] : [{ needed, ...rest }];
  const counted = { shown: amount };
  const sized = { unit: 'MB', shown: megabytes };
  return [
    ...need(parameters, {
      message: 'parameters',
      what: 'parameters',
      budget: 'parameters',
      unit: 'parameters',
      ...counted,
    }),
    ...need(macs, {
      message: 'macs',
      what: 'multiply–accumulates',
      budget: 'macs',
      unit: 'multiply–accumulates',
      ...counted,
    }),
    ...need(bytes / 1e6, { message: 'file', what: 'MB in its file', budget: 'fileMb', ...sized }),
    ...need(memory?.peak?.peakMb, { message: 'memory', what: 'MB of memory', budget: 'memoryMb', ...sized }),
    ...need(memory?.peak?.gpuMb, { message: 'gpuMemory', what: 'MB of GPU memory', budget: 'gpuMemoryMb', ...sized }),
  ];
}
