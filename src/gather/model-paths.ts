import type { ModelPolicy } from '../model/policy.ts';
import { folderNamed, type NamedPath } from './dataset-paths.ts';

/** What a model is read from: its ONNX file, or the files of what it answered elsewhere. */
export function modelPaths({ file, predictions }: ModelPolicy): NamedPath[] {
  const named = (path: string, keys: string[]): NamedPath => ({
    path,
    keys,
    kind: path.includes('{split}') ? 'pattern' : 'file',
  });
  if (file !== undefined) return [named(file, ['file'])];
  if (predictions === undefined) return [];
  if (typeof predictions === 'string') return [named(predictions, ['predictions'])];
  return Object.entries(predictions).map(([split, path]) => named(path, ['predictions', split]));
}

/** The folder in which a model, its card and its licence lie. */
export function modelFolder(model: ModelPolicy): string {
  const [first] = modelPaths(model);
  return first === undefined ? '' : folderNamed(first);
}
