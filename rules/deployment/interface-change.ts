import { defineRule } from '../../src/model/rule.ts';
import { interfaceBreaks } from '../shared/interface.ts';

export default defineRule({
  meta: {
    id: 'deployment/interface-change',
    title: 'A model is called otherwise than its base.',
    why: 'The code that serves the model names its inputs and outputs, fills their shapes and reads classes by index. It is deployed on another day than the model, and fails, or answers with the wrong name.',
    fix: 'Export the model with the interface of its base, or change what calls it first and waive the finding.',
    severity: 'error',
    recommended: true,
    measure: 'counted',
    needs: ['models'],
    messages: {
      missing: '{model} no longer has the {kind} `{name}`.',
      added: '{model} needs a new input, `{name}`.',
      changed: 'The {kind} `{name}` of {model} is {now}; it was {was}.',
      classes: 'Class {index} of {model} is {now}; it was {was}.',
    },
    options: {},
  },

  defaults: {},

  *evaluate({ base, head }) {
    for (const model of Object.values(head.models)) {
      const before = base.models?.[model.model];
      if (!before) continue;
      for (const { message, part, data } of interfaceBreaks(before, model)) {
        yield {
          message,
          subject: model.model,
          identity: `${model.model}/${part}`,
          at: (message === 'classes' && model.labelsAt) || { path: model.path },
          data: { model: model.model, ...data },
        };
      }
    }
  },
});
