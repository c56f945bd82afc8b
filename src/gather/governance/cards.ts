import type { Card, LicenceFact } from '../../model/facts.ts';
import type { Policy } from '../../model/policy.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { datasetPaths, folderNamed } from '../dataset-paths.ts';
import { folderOf, normaliseFolder, sharedFolder } from '../formats/files/paths.ts';
import { modelFolder } from '../model-paths.ts';
import { policyPosition } from '../policy-position.ts';
import { checkCroissant, isCroissant } from './croissant.ts';
import { readCard } from './front-matter.ts';

const names = {
  dataset: /^(readme|(data|dataset)[-_]?card|datasheet)\.md$/i,
  model: /^(readme|model[-_]?card)\.md$/i,
};

/**
 * The cards of the datasets and models that the commit has: the model's declared one, else that of the nearest folder from
 * its own upwards. The repository's README counts only where it has front matter: else it is the project's page.
 * @param present what the commit has, as `findLicences` found it
 */
export async function findCards(snapshot: Snapshot, policy: Policy, present: readonly LicenceFact[]): Promise<Card[]> {
  const byFolder = Map.groupBy(
    [...snapshot.files.values()].filter(({ kind, path }) => kind === 'file' && /\.(md|json)$/i.test(path)),
    ({ path }) => folderOf(path),
  );
  const read = async (path: string) => (await snapshot.read(path)).toString('utf8');
  const cards: Card[] = [];
  for (const { name, kind } of present) {
    const model = kind === 'model' ? policy.models[name] : undefined;
    const folder = model ? modelFolder(model) : folderOfDataset(policy, name);
    const declared = model?.card;
    const looked = declared === undefined ? [] : [declared];
    let found = declared !== undefined && snapshot.files.get(declared)?.kind === 'file' ? declared : null;
    let croissant: Card['croissant'] = null;
    for (let current = folder; ; current = folderOf(current)) {
      if (!looked.includes(current || 'README.md')) looked.push(current || 'README.md');
      for (const { path } of byFolder.get(current) ?? []) {
        const own = current === '' ? path : path.slice(current.length + 1);
        if (
          found === null &&
          names[kind].test(own) &&
          (current !== '' || readCard(await read(path), path).keys !== null)
        ) {
          found = path;
        }
        if (kind === 'dataset' && croissant === null && /(^|[-_.])(croissant|metadata)([-_.].*)?\.json$/i.test(own)) {
          const text = await read(path);
          if (isCroissant(text)) croissant = { path, ...checkCroissant(text) };
        }
      }
      if (current === '') break;
    }
    const card = found === null ? null : readCard(await read(found), found);
    cards.push({
      name,
      kind,
      path: found,
      at: found === null ? policyPosition(policy, `${kind}s`, name) : { path: found, line: 1 },
      looked,
      keys: card?.keys ?? null,
      fault: card?.fault ?? null,
      headings: card?.headings ?? [],
      results: card?.results ?? [],
      croissant,
    });
  }
  return cards;
}

function folderOfDataset(policy: Policy, name: string): string {
  return sharedFolder(datasetPaths(policy.datasets[name]).map((named) => normaliseFolder(folderNamed(named))));
}
