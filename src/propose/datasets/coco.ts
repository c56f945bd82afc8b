import { type FoundDataset, nameOf } from '../found.ts';
import type { Look } from '../look.ts';
import { homeOf, inOrder, splitOfPath } from './splits.ts';

const looked = 256 * 1024;

/** COCO's instances: a JSON object with images and annotations, or with images that have a file's name. */
export async function findCoco(look: Look): Promise<FoundDataset[]> {
  const files: string[] = [];
  for (const { path, bytes } of look.named(/\.json$/i)) {
    if (bytes < 20) continue;
    const start = (await look.start(path, looked))?.toString('latin1') ?? '';
    if (isCoco(start)) files.push(path);
  }
  return [...Map.groupBy(files, homeOf)].map(([home, paths]) => datasetOf(home, paths));
}

function isCoco(start: string): boolean {
  if (!/^\s*(?:\xef\xbb\xbf)?\{/.test(start)) return false;
  const has = (key: string) => new RegExp(`"${key}"\\s*:\\s*\\[`).test(start);
  const named = /"file_name"\s*:/.test(start);
  return (has('images') && (named || has('annotations'))) || (has('annotations') && /"image_id"\s*:/.test(start));
}

function datasetOf(home: string, paths: readonly string[]): FoundDataset {
  const name = nameOf(home, 'coco');
  const bySplit = Map.groupBy(paths, (path) => splitOfPath(path) ?? '');
  const unsaid = bySplit.get('') ?? [];
  bySplit.delete('');
  const chosen = inOrder(Object.fromEntries([...bySplit].map(([split, of]) => [split, likeliest(of)])));
  const passed = paths.filter((path) => !Object.values(chosen).includes(path));
  if (Object.keys(chosen).length > 0) {
    const doubts = passed.length > 0 ? [`Other COCO files were left out: ${listed(passed)}.`] : [];
    return { name, format: 'coco', keys: { annotations: chosen }, doubts };
  }
  const annotations = likeliest(unsaid);
  const others = unsaid.filter((path) => path !== annotations);
  return {
    name,
    format: 'coco',
    keys: { annotations },
    doubts: [
      `No file's name says its split, so all of ${annotations} counts as train. Name one file for each split: \`annotations: { train: …, test: … }\`.`,
      ...(others.length > 0 ? [`Other COCO files were left out: ${listed(others)}.`] : []),
    ],
  };
}

/** COCO ships three files a split; objects are in `instances`. */
function likeliest(paths: readonly string[]): string {
  const rank = (path: string) =>
    /instances/i.test(path) ? 0 : /captions|keypoints|panoptic|stuff/i.test(path) ? 2 : 1;
  return paths.toSorted((a, b) => rank(a) - rank(b) || a.length - b.length)[0];
}

function listed(paths: readonly string[]): string {
  return paths.length > 3 ? `${paths.slice(0, 3).join(', ')} and ${paths.length - 3} more` : paths.join(', ');
}
