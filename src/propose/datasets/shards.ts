import { splitOfFile } from '../../gather/formats/files/split-names.ts';
import type { DatasetFormat } from '../../model/policy.ts';
import { type FoundDataset, nameOf } from '../found.ts';
import { byFolder, type Look } from '../look.ts';
import { homeOf, inOrder, splitOfPath } from './splits.ts';

/** Parquet files and WebDataset's tar shards, which hold their images. */
export function findShards(look: Look): FoundDataset[] {
  return [
    ...shardsOf(look, /\.parquet$/i, 'parquet', /(^|\/)metadata\.parquet$/),
    ...shardsOf(look, /\.tar(\.gz)?$/i, 'webdataset', /^$/),
  ];
}

function shardsOf(look: Look, ending: RegExp, format: DatasetFormat, except: RegExp): FoundDataset[] {
  const files = look.named(ending).filter(({ path }) => !except.test(path));
  const homes = Map.groupBy(byFolder(files), ([folder]) => homeOf(`${folder}/x`));
  return [...homes].map(([home, folders]) => {
    const patterns = new Map<string, string>();
    let isUnsaid = false;
    for (const [folder, entries] of folders) {
      for (const { path } of entries) {
        const split = splitOfPath(path);
        if (split === null) isUnsaid = true;
        else if (!patterns.has(split)) patterns.set(split, patternOf(path, folder, ending));
      }
    }
    const name = nameOf(home, format);
    if (patterns.size === 0) {
      const all = folders.flatMap(([, entries]) => entries);
      const splits = {
        train:
          all.length === 1 ? all[0].path : `${folders[0][0] ? `${folders[0][0]}/` : ''}*${extensionOf(all[0].path)}`,
      };
      const doubt = `No shard's name says its split, so all count as train. Name each split's files in \`splits\`.`;
      return { name, format, keys: { splits }, doubts: [doubt] };
    }
    const doubts = isUnsaid ? ['Some shards do not say their split and were left out: add them to `splits`.'] : [];
    return { name, format, keys: { splits: inOrder(Object.fromEntries(patterns)) }, doubts };
  });
}

/** All shards of one split: by what their names begin with where these say it, else by their folder. */
function patternOf(path: string, folder: string, ending: RegExp): string {
  const file = path.slice(path.lastIndexOf('/') + 1);
  const inside = folder === '' ? '' : `${folder}/`;
  const stem = file.replace(ending, '');
  if (splitOfFile(`${stem}.`) === null) return `${inside}*${extensionOf(path)}`;
  const word = /^(.*?(?:train(?:ing)?|valid(?:ation)?|val|dev|test(?:ing)?|eval(?:uation)?))(?![a-z])/i.exec(stem);
  return stem === word?.[1] ? path : `${inside}${word?.[1] ?? stem}*${extensionOf(path)}`;
}

function extensionOf(path: string): string {
  return /\.tar\.gz$/i.test(path) ? '.tar.gz' : path.slice(path.lastIndexOf('.'));
}
