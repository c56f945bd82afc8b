import type { DetectedObjects, DetectionResults, Flip, Samples, TrueObjects } from '../../../model/facts.ts';
import { Fault } from '../../../model/fault.ts';
import type { Answer, FoundObjects } from '../../../model/vision.ts';
import { matchesAt50, visible } from '../../../score/detection/matches.ts';
import { frameOf } from '../../truth/frames.ts';
import { annotationsOf, trueObjects } from '../../truth/objects.ts';
import type { Answers, FlipPair, Flips, Reading, TaskReader } from '../task-reader.ts';
import { isSameList } from './classification.ts';

/** Boxes that are found, held against boxes that are marked. An image in which nothing is marked is one of background. */
export const detection: TaskReader = {
  rows: markedRows,
  keyOf: ({ hash }, row) => hash[row],
  async results(reading, { samples, rows: asked, images }, answers) {
    const rows = asked.filter((row) => answers.has(row));
    const index = new Map(reading.classes.map((name, position) => [name, position]));
    const frame = frameOf(samples, reading.shown);
    const { objects: truth } = trueObjects(samples, rows, images, frame, (name) => index.get(name), reading.model);
    const detected = detectedObjects(reading, rows, answers);
    return {
      rows: Int32Array.from(rows),
      results: { task: 'detection', classes: reading.classes.length, overlap: 'box', truth, detected },
    };
  },
  over,
  truthKeys,
  flips: flipsBetween,
};

/** Images of a split that are in the commit, whether anything is marked in them or not. */
export function markedRows({ annotations, split: splits, hash, count }: Samples, split: string): number[] {
  if (annotations === null) return [];
  return Array.from({ length: count }, (_, row) => row).filter((row) => splits[row] === split && hash[row] !== '');
}

/** What was found in each row's image, end to end. @throws Fault where a class is none of the model's */
export function detectedObjects(reading: Reading, rows: readonly number[], answers: Answers): DetectedObjects {
  const found = rows.map((row) => objectsOf(answers.get(row)));
  const n = found.reduce((sum, { scores }) => sum + scores.length, 0);
  const detected: DetectedObjects = {
    start: new Int32Array(rows.length + 1),
    category: new Int32Array(n),
    boxes: new Float64Array(4 * n),
    masks: found.every(({ masks }) => masks !== null) ? found.flatMap(({ masks }) => masks ?? []) : null,
    score: new Float64Array(n),
  };
  let at = 0;
  found.forEach(({ boxes, scores, categories }, image) => {
    const foreign = categories.find((category) => !(category >= 0 && category < reading.classes.length));
    if (foreign !== undefined) throw foreignClass(reading, foreign);
    detected.category.set(categories, at);
    detected.boxes.set(boxes, 4 * at);
    detected.score.set(scores, at);
    at += scores.length;
    detected.start[image + 1] = at;
  });
  return detected;
}

function objectsOf(answer: Answer | undefined): FoundObjects {
  if (answer && 'objects' in answer) return answer.objects;
  throw new RangeError('Expected the objects of an image but received another answer. Ask the model again.');
}

function foreignClass({ model, path, classes, at }: Reading, category: number): Fault {
  return new Fault(
    'broken',
    `${path} answers with class ${category} but its list of labels names ${classes.length}, from 0 on. Correct \`labels\` of models.${model}.`,
    at,
  );
}

function over(classes: readonly string[], own: readonly string[], given: unknown): DetectionResults {
  const results = given as DetectionResults;
  if (isSameList(classes, own)) return results;
  const to = Int32Array.from(own, (name) => classes.indexOf(name));
  const renamed = (category: Int32Array) => category.map((index) => to[index]);
  return {
    ...results,
    classes: classes.length,
    truth: { ...results.truth, category: renamed(results.truth.category) },
    detected: { ...results.detected, category: renamed(results.detected.category) },
  };
}

function truthKeys(samples: Samples, rows: readonly number[]): string[] {
  const { annotations, classes, hash } = samples;
  const byRow = annotationsOf(samples);
  const difficult = annotations?.attributes.difficult;
  return rows.map((row) => {
    const objects = (byRow.get(row) ?? []).map((at) =>
      JSON.stringify([
        classes[annotations!.category[at]],
        [...annotations!.boxes.subarray(4 * at, 4 * at + 4)],
        annotations!.area[at],
        annotations!.crowd[at],
        annotations!.geometry[at],
        difficult?.[at],
      ]),
    );
    return JSON.stringify([hash[row], ...objects.sort()]);
  });
}

/** Objects that base found and head misses, at a score that a user would see; those that base was surest of come first. */
function flipsBetween({ samples, rows, base, head }: FlipPair, classes: readonly string[]): Flips {
  const [before, after] = [base, head] as DetectionResults[];
  const [was, is] = [before, after].map((results) => matchesAt50(results, visible).found);
  const { truth } = before;
  const negative: Flip[] = [];
  let positive = 0;
  let n = 0;
  for (let image = 0; image < rows.length; image++) {
    for (let object = truth.start[image]; object < truth.start[image + 1]; object++) {
      if (truth.crowd[object] === 1 || truth.ignore?.[object] === 1) continue;
      n += 1;
      const [found, missed] = [!Number.isNaN(was[object]), Number.isNaN(is[object])];
      if (!found && !missed) positive += 1;
      if (found && missed) negative.push(missedObject(samples, rows[image], truth, object, was[object], classes));
    }
  }
  negative.sort((a, b) => b.weight - a.weight || (a.path < b.path ? -1 : 1));
  return { negative, counts: { negative: negative.length, positive, of: 'objects', n } };
}

function missedObject(
  samples: Samples,
  row: number,
  { category, boxes }: TrueObjects,
  object: number,
  score: number,
  classes: readonly string[],
): Flip {
  const [left, top, width, height] = boxes.subarray(4 * object, 4 * object + 4);
  return {
    path: samples.path[row],
    hash: samples.hash[row],
    label: classes[category[object]],
    base: { answer: 'found', confidence: Math.round(score * 1e4) / 1e4 },
    head: { answer: 'missed', confidence: null },
    box: [left, top, width, height],
    weight: score,
  };
}
