import { folderOf } from '../../gather/formats/files/paths.ts';
import { readYamlMap } from '../../gather/formats/text/yaml-map.ts';
import { Fault } from '../../model/fault.ts';
import { type FoundDataset, nameOf } from '../found.ts';
import type { Look } from '../look.ts';

const largest = 1024 * 1024;
const anyName = /^(data|dataset|config)$/i;

/** Datasets of Ultralytics' YOLO: a YAML file that names classes and the folders of splits. */
export async function findYolo(look: Look): Promise<FoundDataset[]> {
  const found: FoundDataset[] = [];
  for (const { path, bytes } of look.named(/\.ya?ml$/i)) {
    if (bytes > largest) continue;
    const keys = keysOf(await look.read(path), path);
    const declares = (keys.has('names') || keys.has('nc')) && (keys.has('train') || keys.has('val'));
    if (!declares) continue;
    const stem = nameOf(path.replace(/\.ya?ml$/i, ''), 'data');
    const name = anyName.test(stem) ? nameOf(folderOf(path), stem) : stem;
    found.push({ name, format: 'yolo', keys: { data: path }, doubts: [] });
  }
  return found;
}

function keysOf(bytes: Buffer | null, path: string): Set<string> {
  if (bytes === null) return new Set();
  try {
    return new Set(readYamlMap(bytes, path).entries.keys());
  } catch (error) {
    if (error instanceof Fault) return new Set();
    throw error;
  }
}
