import type { Latency, Target } from '../../src/model/facts.ts';
import type { Problem, Test } from '../../src/model/finding.ts';
import { defineRule } from '../../src/model/rule.ts';
import { fewestRuns, percentileBounds } from '../../src/statistics/percentile-bounds.ts';
import { compareTimes, milliseconds, runsOf } from '../shared/durations.ts';

const shares = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 } as const;

/** Stands for not knowing: a factor of ten either way. */
const unknown: [number, number] = [-0.9, 9];

export default defineRule({
  meta: {
    id: 'deployment/latency-over-budget',
    title: 'A model takes longer than its target allows.',
    why: 'A frame that is answered too late is a frame that is lost. The budget is of a percentile, since it is the slow runs that miss the deadline; it counts as broken only where its lower 99 % bound is over the budget, and where base was timed too, only if head is slower than base.',
    fix: 'Use a smaller network, input or precision, or raise `latency_ms` of the target in the policy. What was measured is the machine that the gate runs on: run it where the model will run.',
    severity: 'error',
    recommended: true,
    measure: 'measured',
    needs: ['targets'],
    uses: ['latency', 'durations'],
    messages: {
      over: '{model} takes {took} ms at {percentile} on {target} for a batch of {batch} (at least {least} ms, {runs} runs on {device}), and {allowed} ms are allowed.',
    },
    options: {},
  },

  defaults: {},

  *evaluate({ head, pair }) {
    for (const target of Object.values(head.targets)) {
      const on = ({ target: name }: Latency) => name === target.target;
      for (const latency of Object.values(pair.latency).filter(on)) yield* judge(latency, target, true);
      for (const latency of Object.values(head.durations).filter(on)) yield* judge(latency, target, false);
    }
  },
});

/** @param besideBase - whether base's model is another one, which head may be slower than */
function* judge(latency: Latency, target: Target, besideBase: boolean): Generator<Problem<'over'> | Test<'over'>> {
  const { model, batch, device, pairs } = latency;
  const runs = runsOf(latency, 'head');
  for (const [percentile, allowed] of Object.entries(target.latencyMs) as [keyof typeof shares, number][]) {
    const bounds = percentileBounds(runs, shares[percentile]);
    const place = {
      message: 'over',
      subject: `${model} on ${target.target}`,
      identity: `${model}/${target.target}/${percentile}`,
      at: target.at,
      data: {
        model,
        target: target.target,
        batch,
        device,
        percentile,
        allowed,
        runs: runs.length,
        took: milliseconds(bounds?.estimate ?? Math.max(...runs)),
        least: milliseconds(bounds?.lower ?? Math.min(...runs)),
      },
    } as const;
    if (bounds === null) {
      const requiredN = fewestRuns(shares[percentile]);
      yield {
        ...place,
        effect: 0,
        interval: unknown,
        tolerance: 0,
        p: 1,
        n: runs.length,
        requiredN,
        family: 'latency',
      };
    } else if (bounds.lower > allowed) {
      const change = { ...compareTimes(pairs, 0), ...place, tolerance: 0, family: 'latency' } as const;
      yield { ...place, measured: bounds.estimate, limit: allowed, unit: 'ms', ...(besideBase && { change }) };
    }
  }
}
