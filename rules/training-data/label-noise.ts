import type { ClassificationResults, Predictions, Samples } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { type LabelFilter, labelFilters, labelIssues } from '../../src/score/label-quality/label-issues.ts';
import { labelQuality } from '../../src/score/label-quality/quality.ts';
import { nameOnce } from '../shared/annotations.ts';
import { imageOf, placeOf } from '../shared/samples.ts';
import { type Found, shortList } from '../shared/short-list.ts';
import { isEvaluation } from '../shared/splits.ts';
import { percent } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'training-data/label-noise',
    title: 'The label of an evaluation image is likely wrong.',
    why: 'A model that has not seen the image is surer of another class than it usually is of that class. Often the label is at fault, and each wrong label in an evaluation set takes a right answer for a wrong one.',
    fix: 'Look at the images, the most doubtful first, and correct the labels that are wrong. Where the model is wrong and the label right, nothing is to be done: the finding only asks to look.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['samples', 'predictions'],
    messages: {
      doubtful:
        '{path} in {split} is labelled {label}, and {model} answers {answer} with {confidence}: look at the label.',
      more: '{measured} labels of {split} in {dataset} are doubtful to {model}; {listed} of them are named, the most doubtful first.',
    },
    options: {
      filter: `Method of cleanlab's find_label_issues: ${labelFilters.join(', ')}; any other name stands for the first.`,
      listed: 'Images of one split that are named, of those that were doubtful before and of those that are new.',
      samples: 'Predicted images that a split must have.',
    },
  },

  defaults: { filter: 'prune_by_noise_rate' as string, listed: 20, samples: 50 },

  *evaluate({ base, head, options }) {
    const once = nameOnce();
    for (const predictions of Object.values<Predictions>(head.predictions)) {
      const { model, dataset } = predictions;
      const samples = head.samples[dataset];
      if (!samples) continue;
      const before = base.samples?.[dataset];
      const predictedBefore = base.predictions?.[model];
      const doubtfulBefore = before && predictedBefore ? doubtful(before, predictedBefore, options) : [];
      const known = new Set(doubtfulBefore.map(nameOf));
      const old = new Set(before ? evaluated(before) : []);
      const doubts = doubtful(samples, predictions, options).filter(({ name }) => known.has(name) || !old.has(name));
      // Of the old ones those that base names, and no other: which come first changes with every model.
      const named = new Set(shortList(doubtfulBefore, known, options.listed).listed.map(nameOf));
      const isNamed = ({ name }: Found) => named.has(name);
      const inOrder = [...doubts.filter(isNamed), ...doubts.filter((doubt) => !isNamed(doubt))];
      const { listed: first, crowded } = shortList(inOrder, known, options.listed);
      const listed = first.filter((doubt) => isNamed(doubt) || !known.has(doubt.name));
      for (const { name, row, file: split, label, answer, confidence } of listed) {
        yield {
          message: 'doubtful',
          subject: samples.path[row],
          identity: once(`${model} ${name}`),
          at: placeOf(samples, row),
          data: { path: samples.path[row], split, label, model, answer, confidence: percent(confidence) },
          evidence: imageOf(samples, row),
        };
      }
      for (const { file: split, total, listed } of crowded) {
        yield {
          message: 'more',
          subject: `${dataset}: ${split}`,
          identity: `${model} ${dataset}/${split}`,
          measured: total,
          limit: 0,
          data: { split, dataset, model, listed },
        };
      }
    }
  },
});

/** A label that is likely wrong; `file` is its split. */
interface Doubt extends Found {
  row: number;
  label: string;
  answer: string;
  confidence: number;
}

const nameOf = ({ name }: Found) => name;

/** Content and label of each evaluation image: what a judgement of its label depends on, but for the model. */
function evaluated({ hash, split, label, count }: Samples): string[] {
  return Array.from({ length: count }, (_, row) => row)
    .filter((row) => isEvaluation(split[row]))
    .map((row) => `${hash[row]} ${label[row]}`);
}

/** Doubtful labels of the evaluation splits, which the model was not trained on; the most doubtful of each split first. */
function doubtful(
  samples: Samples,
  { classes, splits }: Predictions,
  options: { filter: string; samples: number },
): Doubt[] {
  const filter = labelFilters.find((name) => name === options.filter) ?? labelFilters[0];
  return Object.values(splits)
    .filter(({ split, rows }) => isEvaluation(split) && rows.length >= options.samples && classes.length > 1)
    .flatMap(({ split, rows, results }) =>
      results.task === 'classification' ? inSplit(samples, classes, { split, rows, results }, filter) : [],
    );
}

function inSplit(
  samples: Samples,
  classes: string[],
  { split, rows, results }: { split: string; rows: Int32Array; results: ClassificationResults },
  filter: LabelFilter,
): Doubt[] {
  const { truth, scores, predicted } = results;
  const given = { labels: truth, probabilities: scores, classes: classes.length };
  const flags = labelIssues(given, filter);
  const quality = labelQuality(given, 'normalized_margin');
  return [...flags.keys()]
    .filter((index) => flags[index] === 1)
    .sort((a, b) => quality[a] - quality[b] || a - b)
    .map((index) => ({
      name: `${samples.hash[rows[index]]} ${samples.label[rows[index]]}`,
      file: split,
      row: rows[index],
      label: classes[truth[index]],
      answer: classes[predicted[index]],
      confidence: scores[index * classes.length + predicted[index]],
    }));
}
