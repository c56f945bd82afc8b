import { defineRule } from '../../src/model/rule.ts';
import { counted, percent } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'compute/starved-accelerator',
    title: 'An accelerator waits for its images.',
    why: 'A model that answers faster than processors decode is paid for and stands still. A faster device, or a smaller model, then gains nothing.',
    fix: 'Give the service more processor cores for each accelerator, smaller pictures or a faster decoder (on the GPU, or scaled while decoding), or put normalisation into the graph.',
    severity: 'warning',
    recommended: true,
    measure: 'measured',
    needs: ['pace', 'models'],
    messages: {
      waiting:
        '{model} would wait {share} of the time on {target}: it answers {answered} images a second at a batch of {batch}, and {threads} decode {decoded}.',
    },
    options: {
      waiting: 'Share of the time that an accelerator may wait for decoded images.',
      noise: 'By how much that share differs from run to run.',
    },
  },

  defaults: { waiting: 0.5, noise: 0.1 },

  *evaluate({ head, options }) {
    for (const { model, target, batch, decoded, answered, threads } of Object.values(head.pace)) {
      // Decoding goes on while the model runs: the slower of the two sets the pace.
      const share = Math.max(0, 1 - decoded / answered);
      if (share <= options.waiting) continue;
      yield {
        message: 'waiting',
        subject: `${model} on ${target}`,
        identity: `${model}/${target}`,
        at: head.models[model] && { path: head.models[model].path },
        measured: share,
        limit: options.waiting,
        noise: options.noise,
        data: {
          model,
          target,
          batch,
          share: percent(share),
          answered: rate(answered),
          decoded: rate(decoded),
          threads: counted(threads, 'thread'),
        },
      };
    }
  },
});

const rate = (value: number): string => String(Number(value.toPrecision(3)));
