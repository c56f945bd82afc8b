import type {
  Annotations,
  ClassificationResults,
  DetectionResults,
  Predictions,
  Samples,
} from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { type LabelFilter, labelFilters, labelIssues } from '../../src/score/label-quality/label-issues.ts';
import { boxIssues, boxQuality, imageQuality } from '../../src/score/label-quality/object-lab.ts';
import { labelQuality } from '../../src/score/label-quality/quality.ts';
import { nameOnce } from '../shared/annotations.ts';
import { imageOf, placeOf } from '../shared/samples.ts';
import { type Found, shortList } from '../shared/short-list.ts';
import { isEvaluation } from '../shared/splits.ts';
import { counted, listed as list, percent } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'training-data/label-noise',
    title: 'The label of an evaluation image is likely wrong.',
    why: 'A model that has not seen the image is surer of another class than it usually is of that class. Often the label is at fault, and each wrong label in an evaluation set takes a right answer for a wrong one. Boxes are judged as ObjectLab does: sure detections that no box meets, boxes that meet a detection of their class badly or one of another class.',
    fix: 'Look at the images, the most doubtful first, and correct the labels that are wrong. Where the model is wrong and the label right, nothing is to be done: the finding only asks to look.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['samples', 'predictions'],
    messages: {
      doubtful:
        '{path} in {split} is labelled {label}, and {model} answers {answer} with {confidence}: look at the label.',
      boxes: '{path} in {split}: by the answers of {model}, {what}: look at the boxes.',
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
      for (const { name, row, file: split, message, data } of listed) {
        yield {
          message,
          subject: samples.path[row],
          identity: once(`${model} ${name}`),
          at: placeOf(samples, row),
          data: { path: samples.path[row], split, model, ...data },
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

/** A label, or the boxes of an image, that are likely wrong; `file` is its split. */
interface Doubt extends Found {
  row: number;
  message: 'doubtful' | 'boxes';
  data: Record<string, string>;
}

const nameOf = ({ name }: Found) => name;

/** Content and marks of each evaluation image: what a judgement of its label depends on, but for the model. */
function evaluated(samples: Samples): string[] {
  const marks = marksOf(samples);
  return Array.from({ length: samples.count }, (_, row) => row)
    .filter((row) => isEvaluation(samples.split[row]))
    .map((row) => `${samples.hash[row]} ${marks(row)}`);
}

/** What is said of each image: its label, or what is marked in it. */
function marksOf({ annotations, label }: Samples): (row: number) => string {
  if (!annotations) return (row) => String(label[row]);
  const marked = markedIn(annotations);
  return (row) => marked.get(row)?.join(' ') ?? '';
}

function markedIn({ count, sample, category, boxes }: Annotations): Map<number, string[]> {
  const marked = new Map<number, string[]>();
  for (let at = 0; at < count; at++) {
    const own = `${category[at]}:${boxes.subarray(4 * at, 4 * at + 4).join()}`;
    const others = marked.get(sample[at]);
    if (others) others.push(own);
    else marked.set(sample[at], [own]);
  }
  return marked;
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
    .flatMap(({ split, rows, results }) => {
      if (results.task === 'classification' && !results.hard) {
        return inSplit(samples, classes, { split, rows, results }, filter);
      }
      return results.task === 'detection' ? boxesInSplit(samples, { split, rows, results }) : [];
    });
}

/** Images with a box that ObjectLab flags, the most doubtful first. */
function boxesInSplit(
  samples: Samples,
  { split, rows, results }: { split: string; rows: Int32Array; results: DetectionResults },
): Doubt[] {
  const quality = boxQuality(results);
  const issues = boxIssues(results, quality);
  const ofImage = imageQuality(results, quality);
  const marks = marksOf(samples);
  const countIn = (flags: Uint8Array, start: Int32Array, image: number) =>
    flags.subarray(start[image], start[image + 1]).reduce((sum, flag) => sum + flag, 0);
  return [...ofImage.keys()]
    .sort((a, b) => ofImage[a] - ofImage[b] || a - b)
    .flatMap((image): Doubt[] => {
      const { truth, detected } = results;
      const overlooked = countIn(issues.overlooked, detected.start, image);
      const misplaced = countIn(issues.badlyLocated, truth.start, image);
      const swapped = countIn(issues.swapped, truth.start, image);
      const what = [
        ...(overlooked > 0 ? [`${counted(overlooked, 'object')} not marked`] : []),
        ...(misplaced > 0 ? [`${counted(misplaced, 'box', 'boxes')} badly placed`] : []),
        ...(swapped > 0 ? [`${counted(swapped, 'box', 'boxes')} of another class`] : []),
      ];
      if (what.length === 0) return [];
      const row = rows[image];
      return [
        {
          name: `${samples.hash[row]} ${marks(row)}`,
          file: split,
          row,
          message: 'boxes',
          data: { what: list(what) },
        },
      ];
    });
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
      message: 'doubtful',
      data: {
        label: classes[truth[index]],
        answer: classes[predicted[index]],
        confidence: percent(scores[index * classes.length + predicted[index]]),
      },
    }));
}
