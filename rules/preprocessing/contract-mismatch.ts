import { defineRule } from '../../src/model/rule.ts';
import { mismatches } from '../shared/contract.ts';

export default defineRule({
  meta: {
    id: 'preprocessing/contract-mismatch',
    title: "What is declared of a model does not fit the model's input or output.",
    why: 'Whoever serves the model goes by its preprocessing and its labels. If they do not fit the graph, it fails at the first image, or answers with the name of another class.',
    fix: 'Correct the preprocessing or the list of labels, or export the model with the input and output that they describe.',
    severity: 'error',
    recommended: true,
    measure: 'counted',
    needs: ['models'],
    messages: {
      type: 'The input {input} of {model} is of type {type}, and pixels are given as float, float16, double or uint8.',
      rank: 'The input {input} of {model} has {rank} dimensions, and a batch of images has 4.',
      layout:
        'The preprocessing of {model} declares the layout {layout}, and the input {input} is {shape}: {fitting} fits it.',
      channels: 'The preprocessing of {model} makes {colour} images ({made}), and the input {input} takes {taken}.',
      size: 'The preprocessing of {model} makes images of {made}, and the input {input} is {shape}.',
      statistics: 'The normalisation of {model} has {values} of {name}, and its images have {channels}.',
      deviation: 'The normalisation of {model} divides by a standard deviation of 0.',
      bytes: 'The input {input} of {model} takes whole numbers (uint8), and the preprocessing makes fractions.',
      labels: '{model} has {labels} labels, and its output {output} has {classes} classes.',
    },
    options: {},
  },

  defaults: {},

  *evaluate({ head }) {
    for (const model of Object.values(head.models)) {
      for (const { message, part, at, data } of mismatches(model)) {
        yield { message, subject: model.model, identity: `${model.model}/${part}`, at, data };
      }
    }
  },
});
