import { Fault } from '../../../model/fault.ts';
import type { Answer } from '../../../model/vision.ts';
import { isEntry, written } from '../../formats/coco/fields.ts';
import { type Found, foundIn, objectsOf } from './detections.ts';
import { imageFinder } from './image-finder.ts';
import { probabilitiesOf } from './probabilities.ts';
import { type Row, rowsOf } from './rows.ts';
import { type Claim, placeText, refuseSecond, type Source } from './source.ts';

/** An answer, or a sentence. */
type AnswerOf = (row: Row, image: number) => Answer | string;

/** Reads a table or JSONL file with one row for each image: classes and their probabilities, or objects. */
export async function readRows(source: Source): Promise<void> {
  const { into, mistakes, tools } = source;
  const find = imageFinder(source);
  const answerOf = answersOf(source);
  for await (const row of rowsOf(source)) {
    tools.signal.throwIfAborted();
    into.count += 1;
    const rows = await find(row);
    if (rows === null) continue;
    const before = into.placeOf(rows);
    if (before !== null) {
      refuseSecond(source, rows, before, row.at);
      continue;
    }
    const read = answerOf(row, rows[0]);
    if (typeof read === 'string') {
      mistakes.refused.add(read, row.at);
      continue;
    }
    into.put(rows, read, row.at);
  }
}

function answersOf({ claim, place }: Source): AnswerOf {
  const { task } = claim.model;
  const index = new Map(claim.classes.map((name, position) => [name, position]));
  if (task === 'classification' || task === 'multilabel') {
    const declared = { task, classes: claim.classes, index };
    return (row) => {
      const read = probabilitiesOf(row, declared);
      if (typeof read === 'string') return read;
      return { task, probabilities: read.probabilities, ...(read.hard && { hard: true as const }) };
    };
  }
  if (task !== 'detection' && task !== 'instance-segmentation') {
    throw new Error(`Rows of ${task} hold no answers.`);
  }
  if (!/\.(?:jsonl|ndjson)$/i.test(place.path)) {
    throw new Fault(
      'broken',
      `Expected JSONL or COCO results for ${task} but received ${place.path}. A table has no room for lists of objects: write one of these.`,
      { path: place.path },
    );
  }
  return (row, image) => {
    const found = objectsIn(row, image, claim, index);
    return typeof found === 'string' ? found : { task, objects: objectsOf(found, claim.model) };
  };
}

/** The objects of a row's `detections`, or the first sentence of what is wrong. */
function objectsIn(row: Row, image: number, claim: Claim, index: ReadonlyMap<string, number>): Found[] | string {
  const list = row.get('detections');
  if (!Array.isArray(list)) {
    return `Expected a list for \`detections\` in ${placeText(row.at)} but received ${written(list)}. Write \`[]\` where nothing was found.`;
  }
  const objects: Found[] = [];
  for (const entry of list) {
    const found = isEntry(entry)
      ? foundIn(entry, entry.label ?? entry.category, { claim, index, row: image, at: row.at })
      : `Expected an object with \`bbox\`, \`label\` and \`score\` in ${placeText(row.at)} but received ${written(entry)}. Write one for each detection.`;
    if (typeof found === 'string') return found;
    objects.push(found);
  }
  return objects;
}
