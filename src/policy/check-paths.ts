import type { Policy, PolicyMistake } from '../model/policy.ts';
import { editDistance } from '../spelling/edit-distance.ts';
import { pointerOf } from './document.ts';

/**
 * The paths that the policy names and that are in neither commit.
 * @param files every file's path in either commit; folders follow from them
 * @param unlisted places of either commit of which it is not known what lies there
 */
export function checkPaths(policy: Policy, files: Iterable<string>, unlisted: readonly string[] = []): PolicyMistake[] {
  const named = namedPaths(policy);
  if (named.length === 0) return [];
  const known = withFolders([...files, ...unlisted]);
  const mayBeThere = (path: string) => unlisted.some((place) => place === '' || path.startsWith(`${place}/`));
  return named
    .filter(({ path }) => path !== '.' && !known.has(path) && !mayBeThere(path))
    .map(({ path, pointer }) => {
      const near = nearestPath(path, known);
      const wayOut = near === undefined ? 'Add it, or correct the path.' : `Did you mean \`${near}\`?`;
      return {
        at: policy.positions[pointer] ?? { path: policy.source.path, line: 1 },
        message: `Expected a path of the repository but received \`${path}\`, which is in neither commit. ${wayOut}`,
      };
    });
}

function namedPaths(policy: Policy): { path: string; pointer: string }[] {
  const named: { path: string; pointer: string }[] = [];
  const add = (value: unknown, ...pointer: string[]) => {
    if (typeof value === 'string' && !isPattern(value)) named.push({ path: value, pointer: pointerOf(pointer) });
  };
  const addEach = (values: unknown, ...pointer: string[]) => {
    if (typeof values === 'string') add(values, ...pointer);
    else for (const [key, value] of Object.entries(values ?? {})) add(value, ...pointer, key);
  };
  for (const [name, dataset] of Object.entries(policy.datasets)) {
    const at = ['datasets', name];
    for (const key of ['splits', 'table', 'annotations', 'masks', 'targets', 'images'] as const)
      addEach(dataset[key], ...at, key);
    for (const key of ['root', 'data', 'colours', 'attributes', 'labels'] as const) add(dataset[key], ...at, key);
  }
  add(policy.erasure?.register, 'erasure', 'register');
  for (const [name, model] of Object.entries(policy.models)) {
    for (const key of ['file', 'labels', 'preprocessing', 'serving', 'augmentation', 'history', 'card'] as const)
      add(model[key], 'models', name, key);
    add(model.training?.config, 'models', name, 'training', 'config');
    addEach(model.predictions, 'models', name, 'predictions');
    addEach(model.referenceTensors, 'models', name, 'reference_tensors');
  }
  return named;
}

/** What a pattern matches is for its format's reader to say. */
function isPattern(path: string): boolean {
  return /[*?{]/.test(path);
}

function withFolders(files: Iterable<string>): Set<string> {
  const known = new Set<string>();
  for (const file of files) {
    known.add(file);
    for (let end = file.lastIndexOf('/'); end > 0; end = file.lastIndexOf('/', end - 1)) {
      const folder = file.slice(0, end);
      if (known.has(folder)) break;
      known.add(folder);
    }
  }
  return known;
}

/** Of the paths that share the folder or the last name: the one with the smallest edit distance, if it is small, else the same name. */
function nearestPath(path: string, known: Iterable<string>): string | undefined {
  const { folder, name } = partsOf(path);
  let best: string | undefined;
  let elsewhere: string | undefined;
  let least = Math.floor(path.length / 4) + 1;
  for (const candidate of known) {
    const other = partsOf(candidate);
    if (other.name === name) elsewhere ??= candidate;
    else if (other.folder !== folder) continue;
    const distance = editDistance(path, candidate, least);
    if (distance >= least) continue;
    least = distance;
    best = candidate;
  }
  return best ?? elsewhere;
}

function partsOf(path: string): { folder: string; name: string } {
  const slash = path.lastIndexOf('/');
  return { folder: path.slice(0, Math.max(slash, 0)), name: path.slice(slash + 1) };
}
