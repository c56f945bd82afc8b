import { folderOf } from '../../gather/formats/files/paths.ts';
import { type FoundDataset, nameOf } from '../found.ts';
import { byFolder, type Look } from '../look.ts';
import { homeOf, oneForEach } from './splits.ts';

/** Pascal VOC: XML files whose root is `annotation`, in the devkit's layout or a folder for each split. */
export async function findVoc(look: Look): Promise<FoundDataset[]> {
  const folders: string[] = [];
  for (const [folder, files] of byFolder(look.named(/\.xml$/i))) {
    const start = (await look.start(files[0].path, 4096))?.toString('utf8') ?? '';
    if (/<annotation[\s>]/.test(start)) folders.push(folder);
  }
  const found: FoundDataset[] = [];
  const loose: string[] = [];
  for (const folder of folders) {
    const root = folderOf(folder);
    const isDevkit = /(^|\/)Annotations$/.test(folder) && hasFolder(look, `${root}/JPEGImages`);
    if (isDevkit) found.push({ name: nameOf(root, 'voc'), format: 'voc', keys: { root: root || '.' }, doubts: [] });
    else loose.push(folder);
  }
  for (const [home, of] of Map.groupBy(loose, (folder) => homeOf(`${folder}/x`))) {
    const splits = oneForEach(of.map((folder) => `${folder}/`));
    const annotations = splits
      ? Object.fromEntries(Object.entries(splits).map(([split, folder]) => [split, folder.slice(0, -1)]))
      : of[0];
    const doubts = splits
      ? []
      : [`Which of ${of.join(', ')} is which split is not said: name a folder for each in \`annotations\`.`];
    found.push({ name: nameOf(home, 'voc'), format: 'voc', keys: { annotations }, doubts });
  }
  return found;
}

function hasFolder(look: Look, folder: string): boolean {
  const prefix = folder.replace(/^\//, '');
  return look.files.some(({ path }) => path.startsWith(`${prefix}/`));
}
