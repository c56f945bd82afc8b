import { posix } from 'node:path';
import type { Policy } from '../model/policy.ts';
import { kindOfContainer } from './containers/paths.ts';
import { datasetPaths, folderNamed } from './dataset-paths.ts';
import { modelFolder, modelPaths } from './model-paths.ts';
import { couldBeModel } from './model-safety/bytes.ts';

const picture = /\.(?:png|jpe?g|webp|gif|tiff?|bmp)$/i;
const document =
  /^(?:(?:licen[cs]e|copying|readme|datasheet|(?:data|dataset|model)[-_]?card)(?:\.[^/]*)?|.*(?:croissant|metadata).*\.json)$/i;

/** How the paths of two commits differ. */
interface PathChanges {
  added: readonly string[];
  removed: readonly string[];
  modified: readonly string[];
  renamed: readonly { from: string; to: string }[];
}

/** Whether a change touches anything that one of the policies names. */
export function isTouched(policies: readonly Policy[], { added, removed, modified, renamed }: PathChanges): boolean {
  const relevant = policies.map(relevanceOf);
  const paths = [...added, ...removed, ...modified, ...renamed.flatMap(({ from, to }) => [from, to])];
  return paths.some((path) => relevant.some((isRelevant) => isRelevant(path)));
}

/** Tells whether a path can change a fact: the datasets' and models' files and folders, their documents, the policy, workflows. */
export function relevanceOf(policy: Policy): (path: string) => boolean {
  const files = new Set<string>([policy.source.path]);
  const folders: string[] = ['.github/workflows'];
  const add = (path: string | undefined) => {
    if (path !== undefined) files.add(posix.normalize(path));
  };
  add(policy.erasure?.register);
  for (const dataset of Object.values(policy.datasets)) {
    for (const place of datasetPaths(dataset)) {
      folders.push(folderNamed(place));
      if (place.kind === 'file') add(place.path);
    }
    add(dataset.attributes);
    if (typeof dataset.labels === 'string') add(dataset.labels);
  }
  for (const model of Object.values(policy.models)) {
    const { labels, preprocessing, serving, referenceTensors, history, training, card } = model;
    add(history);
    add(training?.config);
    add(model.augmentation);
    add(card);
    folders.push(modelFolder(model));
    for (const { path, kind } of modelPaths(model)) {
      if (kind === 'file') add(path);
      // A folder of predicted masks or pictures is named as a file of predictions is.
      if (model.predictions !== undefined) folders.push(folderNamed({ path: `${path}/`, keys: [], kind }));
    }
    if (typeof labels === 'string') add(labels);
    if (typeof preprocessing === 'string') add(preprocessing);
    if (typeof serving === 'string') add(serving);
    if (referenceTensors) folders.push(referenceTensors.images, referenceTensors.tensors);
  }
  const inside = folders
    .map((folder) => posix.normalize(folder).replace(/\/$/, ''))
    .filter((folder) => folder !== '.' && folder !== '');
  const parents = new Set(inside.flatMap(ancestors));
  const datasets = Object.values(policy.datasets);
  const hasLabelFiles = datasets.some(({ format }) => format === 'yolo');
  const hasContainers = datasets.some(({ format }) => format === 'parquet' || format === 'webdataset');
  const isListing = (path: string) =>
    datasets.length > 0 &&
    (/(?:\.dvc|(?:^|\/)dvc\.lock)$/.test(path) ||
      (hasLabelFiles && path.endsWith('.txt')) ||
      (hasContainers && kindOfContainer(path) !== null));
  return (path) => {
    if (files.has(path) || picture.test(path) || isListing(path) || couldBeModel(path)) return true;
    if (inside.some((folder) => path.startsWith(`${folder}/`))) return true;
    const folder = posix.dirname(path);
    return document.test(posix.basename(path)) && parents.has(folder === '.' ? '' : folder) && !isRootReadme(path);
  };
}

/** A repository's own README says nothing of data or models; one beside them is their card. */
function isRootReadme(path: string): boolean {
  return /^readme/i.test(path);
}

function ancestors(folder: string): string[] {
  const parts = folder.split('/');
  return ['', ...parts.map((_, index) => parts.slice(0, index + 1).join('/'))];
}
