/** Class scores of the whole picture: one answer for classification, one for each label where there are several. */
import { Fault } from '../../model/fault.ts';
import { classCount, probabilitiesOf, recogniseKind } from '../probabilities.ts';
import { type HeadJob, type Layout, type OutputTensor, type ReadAnswer, refuseNonFinite } from './output.ts';

type Kind = 'logits' | 'probabilities';

/** Class scores before or after the softmax, or the sigmoid where a picture may have several labels. */
export const labels = (kind: Kind): Layout => ({
  expects: ({ classes }) => `n × ${classes}`,
  fit: ({ task }) => (task === 'multilabel' ? readEach(kind) : readOne(kind)),
});

/** What an output holds, judged by the rows of one batch that are filled. */
export function kindOf({ task }: HeadJob, scores: OutputTensor, rows: number, batch: number): Kind {
  if (task === 'classification') return recogniseKind(scores, rows, batch);
  const count = rows * classCount(scores, batch);
  for (let i = 0; i < count; i++) if (!(scores.data[i] >= 0 && scores.data[i] <= 1)) return 'logits';
  return 'probabilities';
}

function readOne(kind: Kind): ReadAnswer {
  return ([scores], row, batch) => ({
    task: 'classification',
    probabilities: probabilitiesOf(scores, row, batch, kind),
  });
}

function readEach(kind: Kind): ReadAnswer {
  return ([scores], row, batch) => {
    const classes = classCount(scores, batch);
    const probabilities = Float32Array.from({ length: classes }, (_, c) => {
      const value = scores.data[row * classes + c];
      refuseNonFinite(scores, value);
      if (kind === 'logits') return 1 / (1 + Math.exp(-value));
      if (value >= 0 && value <= 1) return value;
      throw new Fault(
        'broken',
        `Expected probabilities from 0 to 1 in output \`${scores.name}\` but received ${value}. Set \`output\` to logits.`,
      );
    });
    return { task: 'multilabel', probabilities };
  };
}
