import { isEntry, written } from '../../formats/coco/fields.ts';
import { scanList } from '../../json/list-scanner.ts';
import { type CocoNames, cocoNames } from './coco-names.ts';
import { type Found, foundIn, objectsOf } from './detections.ts';
import { anImage, placeText, refuseSecond, type Source } from './source.ts';

/** Objects that are held at once. */
const most = 5_000_000;

/**
 * Reads COCO's results: a list of `image_id`, `category_id`, `score` and `bbox`, with `segmentation` for instances. Images
 * without an entry were answered with nothing: all of the file's split, or all of each split of which it names an image.
 */
export async function readCocoResults(source: Source): Promise<void> {
  const { snapshot, claim, place, into } = source;
  const { path } = place;
  const names = await cocoNames(source);
  const index = new Map(claim.classes.map((name, position) => [name, position]));
  const objects = new Map<number, Found[]>();
  let count = 0;
  await scanList(snapshot.stream(path), path, (value, line, column) => {
    if (++count > most) return;
    into.count += 1;
    takeEntry(source, names, index, objects, value, { path, line, column });
  });
  if (count > most) {
    const sentence = `Expected at most ${most} entries in ${path} but received ${count}. Leave out those with the lowest scores.`;
    source.mistakes.refused.add(sentence, { path });
  }
  const at = { path };
  for (const row of answeredRows(source, objects)) {
    const before = into.placeOf([row]);
    if (before !== null) {
      refuseSecond(source, [row], before, at);
      continue;
    }
    const found = objects.get(row) ?? [];
    objects.delete(row);
    into.put([row], { task: claim.model.task as 'detection', objects: objectsOf(found, claim.model) }, at);
  }
}

function takeEntry(
  source: Source,
  names: CocoNames,
  index: ReadonlyMap<string, number>,
  objects: Map<number, Found[]>,
  value: unknown,
  at: { path: string; line: number; column: number },
): void {
  const { claim, mistakes } = source;
  if (!isEntry(value)) {
    const sentence = `Expected an object for each detection in ${placeText(at)} but received ${written(value)}. Write \`image_id\`, \`category_id\`, \`bbox\` and \`score\`.`;
    mistakes.refused.add(sentence, at);
    return;
  }
  const image = names.image(value.image_id);
  if ('fault' in image) {
    mistakes.leftOut.add(
      `Expected ${anImage(source)} for \`image_id\` in ${placeText(at)} but received ${image.fault}. The prediction is passed over: write the id that the dataset has.`,
      at,
    );
    return;
  }
  const name = names.category(value.category_id);
  const found = foundIn(value, name, { claim, index, row: image.rows[0], at });
  if (typeof found === 'string') {
    mistakes.refused.add(found, at);
    return;
  }
  for (const row of image.rows) {
    const own = objects.get(row);
    if (own === undefined) objects.set(row, [found]);
    else own.push(found);
  }
}

function answeredRows({ place, rows, claim }: Source, objects: ReadonlyMap<number, unknown>): readonly number[] {
  if (place.split !== null || objects.size === 0) return rows;
  const { split } = claim.samples;
  const named = new Set([...objects.keys()].map((row) => split[row]));
  return rows.filter((row) => named.has(split[row]));
}
