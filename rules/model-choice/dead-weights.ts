import { defineRule } from '../../src/model/rule.ts';
import { counted, listed, percent } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'model-choice/dead-weights',
    title: 'Weights of a network do nothing, or are no numbers.',
    why: 'A filter of zeros answers the same whatever it sees: it costs memory and time, and tells of a training that killed it (too high a learning rate, a dying ReLU). A weight that is no number makes every answer none.',
    fix: 'Lower the learning rate or the weight decay and train again; remove filters that were pruned on purpose. Where weights are no numbers, go back to a checkpoint from before.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['models'],
    messages: {
      dead: '{dead} of {filters} filters of {model} ({share}) are zero everywhere, {zeros} of its weights.',
      notFinite: '{model} has weights that are no finite numbers: {tensors}.',
    },
    options: { share: 'Share of filters that may be zero, 0–1.' },
  },

  defaults: { share: 0.05 },

  *evaluate({ head, options }) {
    for (const { model, path, weights } of Object.values(head.models)) {
      if (!weights) continue;
      const { values, zeros, filters, deadFilters, notFinite } = weights;
      if (notFinite.length > 0) {
        yield {
          message: 'notFinite',
          subject: model,
          identity: model,
          at: { path },
          data: {
            model,
            tensors: listed(notFinite.map(({ tensor, values: count }) => `${counted(count, 'value')} of ${tensor}`)),
          },
        };
      }
      if (filters === 0 || deadFilters / filters <= options.share) continue;
      yield {
        message: 'dead',
        subject: model,
        identity: model,
        at: { path },
        measured: deadFilters / filters,
        limit: options.share,
        data: {
          dead: deadFilters,
          filters,
          model,
          share: percent(deadFilters / filters),
          zeros: percent(zeros / values),
        },
      };
    }
  },
});
