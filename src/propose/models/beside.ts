import { readClassList } from '../../gather/formats/classes/class-list.ts';
import { folderOf } from '../../gather/formats/files/paths.ts';
import { Fault } from '../../model/fault.ts';
import type { Look } from '../look.ts';

/** What lies near a model's file and belongs to it; each a path of the repository. */
export interface Beside {
  preprocessing: string | null;
  history: string | null;
  card: string | null;
  /** Lists of classes, the nearest first. */
  labels: { path: string; classes: string[] }[];
}

const most = 12;

/** Looks in the model's folder, in one of its own name, and in those above it. */
export async function lookBeside(look: Look, file: string): Promise<Beside> {
  const stem = file.slice(file.lastIndexOf('/') + 1).replace(/\.onnx$/i, '');
  const own = folderOf(file);
  const inOwn = own === '' ? stem : `${own}/${stem}`;
  const folders = [inOwn, own, ...above(own)];
  const nearest = (name: RegExp, depth: number) =>
    folders
      .slice(0, depth)
      .flatMap((folder) => filesIn(look, folder).filter((path) => name.test(path.slice(path.lastIndexOf('/') + 1))));

  const labels: Beside['labels'] = [];
  const lists = nearest(
    /^(labels?|classes|class_names|names|obj|categories|synset\w*)\.(txt|names|json|ya?ml)$|^config\.json$|\.names$/i,
    folders.length,
  );
  for (const path of lists.slice(0, most)) {
    const classes = await classesOf(look, path);
    if (classes) labels.push({ path, classes });
  }
  const dvclive = look.files.find(({ path }) => /(^|\/)dvclive\/plots\/metrics\//.test(path));
  const live = dvclive?.path.slice(0, dvclive.path.indexOf('dvclive/') + 'dvclive'.length);
  const lightning = look.files.filter(({ path }) => /(^|\/)version_\d+\/metrics\.csv$/.test(path)).at(-1);
  return {
    preprocessing: nearest(/^(preprocessor|image_processor)_config\.json$/, 3)[0] ?? null,
    history: nearest(/^(results|metrics|history|training_?log|log)\.csv$/i, 4)[0] ?? live ?? lightning?.path ?? null,
    card: nearest(/^(readme|model_?card)\.md$/i, own === '' ? 1 : 2)[0] ?? null,
    labels,
  };
}

function above(folder: string): string[] {
  return folder === '' ? [] : [folderOf(folder), ...above(folderOf(folder))];
}

function filesIn(look: Look, folder: string): string[] {
  return look.files.flatMap(({ path }) => (folderOf(path) === folder ? [path] : []));
}

async function classesOf(look: Look, path: string): Promise<string[] | null> {
  try {
    return (await readClassList(look.snapshot, path, { path })).classes;
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}
