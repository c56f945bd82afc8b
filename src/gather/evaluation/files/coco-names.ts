import type { Snapshot } from '../../../model/snapshot.ts';
import { type Id, idOf, isEntry } from '../../formats/coco/fields.ts';
import { scanLists } from '../../json/list-scanner.ts';
import type { FoundImage } from './image-names.ts';
import type { Claim, Source } from './source.ts';

/** What the numbers in COCO results mean. */
export interface CocoNames {
  image(id: unknown): FoundImage;
  /** The name of a category; what was written where it is none. */
  category(id: unknown): unknown;
}

/** Images by the ids of the dataset's own annotation files, and categories by theirs; of other formats both by name. */
export async function cocoNames(source: Source): Promise<CocoNames> {
  const { snapshot, claim, names, rows } = source;
  const named = (id: unknown) =>
    typeof id === 'string' || Number.isSafeInteger(id) ? names.named(String(id)) : { fault: String(id) };
  if (claim.dataset.format !== 'coco') return { image: named, category: (id) => id };
  const { images, categories } = await idsOf(snapshot, claim, rows);
  return {
    image(id) {
      const own = idOf(id);
      const found = own === null ? [] : (images.get(own) ?? []);
      if (found.length === 1) return { rows: found };
      if (found.length > 1) {
        return {
          fault: `id ${own}, which ${found.length} images of several annotation files have (name one file of predictions for each split)`,
        };
      }
      return typeof id === 'string' ? named(id) : { fault: `id ${String(id)}` };
    },
    category(id) {
      const own = idOf(id);
      return (own === null ? undefined : categories.get(own)) ?? id;
    },
  };
}

interface Ids {
  images: Map<Id, number[]>;
  categories: Map<Id, string>;
}

/** The ids that the listing does not keep, from the entries at whose places it lists the images. */
async function idsOf(snapshot: Snapshot, { samples, dataset }: Claim, rows: readonly number[]): Promise<Ids> {
  const ids: Ids = { images: new Map(), categories: new Map() };
  const rowAt = new Map(
    rows.map((row) => [placeKey(samples.manifest[row], samples.line[row], samples.column[row]), row]),
  );
  const { annotations = {} } = dataset;
  const files = typeof annotations === 'string' ? [annotations] : Object.values(annotations);
  const wanted = new Set(rows.map((row) => samples.manifest[row]));
  for (const path of files.filter((file) => wanted.has(file))) {
    let list = '';
    await scanLists(snapshot.stream(path), path, {
      key: (key) => {
        list = key;
      },
      entry: (value, line, column) => {
        const id = isEntry(value) ? idOf(value.id) : null;
        if (!isEntry(value) || id === null) return;
        if (list === 'categories' && typeof value.name === 'string' && !ids.categories.has(id)) {
          ids.categories.set(id, value.name);
        }
        const row = list === 'images' ? rowAt.get(placeKey(path, line, column)) : undefined;
        if (row !== undefined) ids.images.set(id, [...(ids.images.get(id) ?? []), row]);
      },
    });
  }
  return ids;
}

function placeKey(path: string, line: number, column: number): string {
  return `${line}:${column}:${path}`;
}
