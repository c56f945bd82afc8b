import type { Position } from '../model/fault.ts';
import type { DatasetPolicy, ModelPolicy, Policy } from '../model/policy.ts';
import type { FileEntry } from '../model/snapshot.ts';
import { datasetPaths } from './dataset-paths.ts';
import { policyPosition } from './policy-position.ts';

type Files = ReadonlyMap<string, FileEntry>;

/** A path that the policy names and the place it was followed to. */
export interface Move {
  from: string;
  to: string;
  /** Where the policy names it. */
  at: Position;
}

/**
 * The policy as another commit has it: a file or folder that the commit lacks is followed to where its content moved,
 * so that moving a dataset is not losing it.
 *
 * - A file is followed by equal content.
 * - A folder is followed if at least half of its files lie, by equal content, at the same place below one folder that is new.
 * - A file or folder whose content changed as well is followed with the nearest folder above it that moved.
 *
 * @param renamed the files of equal content at another path, from the policy's own commit to the other one
 * @param origin the files of the policy's own commit
 * @param files the files of the other commit
 */
export function followMoves(
  policy: Policy,
  renamed: readonly { from: string; to: string }[],
  { origin, files }: { origin: Files; files: Files },
): { policy: Policy; moves: Move[] } {
  if (renamed.length === 0) return { policy, moves: [] };
  const here = folders(files.keys());
  const before = folders(origin.keys());
  const isHere = (path: string) => path === '.' || files.has(path) || here.has(path);
  const renamedFiles = new Map(renamed.map(({ from, to }) => [from, to]));

  const targets = new Map<string, string | undefined>();
  const folderTarget = (folder: string): string | undefined => {
    if (!targets.has(folder)) targets.set(folder, targetOf(folder, renamed, { origin, before }));
    return targets.get(folder);
  };
  const find = (path: string): string | undefined => {
    const own = renamedFiles.get(path) ?? folderTarget(path);
    if (own !== undefined) return own;
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const target = folderTarget(path.slice(0, end));
      if (target !== undefined) return isHere(target + path.slice(end)) ? target + path.slice(end) : undefined;
    }
    return undefined;
  };

  const moves: Move[] = [];
  const follow = (written: string, ...keys: string[]): string => {
    const path = written.replace(/^\.\//, '').replace(/\/+$/, '');
    const to = isHere(path) ? undefined : find(path);
    if (to === undefined) return written;
    moves.push({ from: path, to, at: policyPosition(policy, ...keys) });
    return to;
  };
  return { policy: withPaths(policy, follow), moves };
}

/** What the reader of the report is told of a move, once for each path. */
export function describeMoves(moves: readonly Move[]): { text: string; at: Position }[] {
  const seen = new Map(moves.map((move) => [move.from, move]));
  return [...seen.values()].map(({ from, to, at }) => ({
    text: `${from} is now ${to}, and was followed there. Name ${to} in the policy, else the next pull request misses it.`,
    at,
  }));
}

function targetOf(
  folder: string,
  renamed: readonly { from: string; to: string }[],
  { origin, before }: { origin: Files; before: ReadonlySet<string> },
): string | undefined {
  const prefix = `${folder}/`;
  const votes = new Map<string, number>();
  for (const { from, to } of renamed) {
    const below = from.slice(folder.length);
    if (!from.startsWith(prefix) || !to.endsWith(below)) continue;
    const target = to.slice(0, to.length - below.length);
    if (target !== '' && !before.has(target)) votes.set(target, (votes.get(target) ?? 0) + 1);
  }
  const [winner] = [...votes].sort(([, a], [, b]) => b - a);
  if (winner === undefined) return undefined;
  const count = [...origin.keys()].filter((path) => path.startsWith(prefix)).length;
  return winner[1] * 2 >= count ? winner[0] : undefined;
}

function folders(files: Iterable<string>): Set<string> {
  const found = new Set<string>();
  for (const file of files) {
    for (let end = file.lastIndexOf('/'); end > 0; end = file.lastIndexOf('/', end - 1)) {
      const folder = file.slice(0, end);
      if (found.has(folder)) break;
      found.add(folder);
    }
  }
  return found;
}

type Follow = (path: string, ...keys: string[]) => string;

function withPaths(policy: Policy, follow: Follow): Policy {
  return {
    ...policy,
    datasets: mapEntries(policy.datasets, (dataset, name) => withDatasetPaths(dataset, name, follow)),
    models: mapEntries(policy.models, (model, name) => withModelPaths(model, name, follow)),
  };
}

function withDatasetPaths(dataset: DatasetPolicy, name: string, follow: Follow): DatasetPolicy {
  const at = (path: string, ...keys: string[]) => follow(path, 'datasets', name, ...keys);
  const moved: Record<string, unknown> = { ...dataset };
  for (const { path, keys, kind } of datasetPaths(dataset)) {
    if (kind === 'pattern') continue;
    const [key, split] = keys;
    const to = at(path, ...keys);
    moved[key] = split === undefined ? to : { ...(moved[key] as Record<string, string>), [split]: to };
  }
  for (const key of ['attributes', 'labels'] as const) {
    const path = dataset[key];
    if (typeof path === 'string') moved[key] = at(path, key);
  }
  return moved as unknown as DatasetPolicy;
}

function withModelPaths(model: ModelPolicy, name: string, follow: Follow): ModelPolicy {
  const followed = (['file', 'labels', 'preprocessing', 'serving', 'augmentation', 'history', 'card'] as const).flatMap(
    (key) => {
      const path = model[key];
      return typeof path === 'string' ? [[key, follow(path, 'models', name, key)] as const] : [];
    },
  );
  const { predictions, training, referenceTensors } = model;
  const followAnswers = (path: string, ...keys: string[]) =>
    path.includes('{split}') ? path : follow(path, 'models', name, 'predictions', ...keys);
  return {
    ...model,
    ...Object.fromEntries(followed),
    ...(training?.config !== undefined && {
      training: { ...training, config: follow(training.config, 'models', name, 'training', 'config') },
    }),
    ...(referenceTensors && {
      referenceTensors: {
        images: follow(referenceTensors.images, 'models', name, 'reference_tensors', 'images'),
        tensors: follow(referenceTensors.tensors, 'models', name, 'reference_tensors', 'tensors'),
      },
    }),
    ...(typeof predictions === 'string' && { predictions: followAnswers(predictions) }),
    ...(typeof predictions === 'object' && { predictions: mapEntries(predictions, followAnswers) }),
  };
}

function mapEntries<T>(entries: Record<string, T>, change: (value: T, name: string) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, change(value, name)]));
}
