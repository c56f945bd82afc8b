import type { History } from '../../model/facts.ts';
import { Fault } from '../../model/fault.ts';
import type { Gatherer, GatherResult } from '../../model/gatherer.ts';
import type { Policy } from '../../model/policy.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { listProblems, noProblems } from '../formats/listing/problems.ts';
import { refuseMissingPlaces } from '../missing-places.ts';
import { policyPosition } from '../policy-position.ts';
import { readHistoryTable, readMetric } from './table.ts';

const largestFile = 64 * 1024 * 1024;
const mostMetrics = 1000;
const ownFolder = 'plots/metrics/';

/** What the training of each model wrote down; a model whose history the commit does not have is left out. */
export const histories: Gatherer<'histories'> = {
  fact: 'histories',
  async gather(snapshot, policy, tools) {
    const result: GatherResult<Record<string, History>> = { entries: {}, faults: [] };
    for (const [name, { history }] of Object.entries(policy.models)) {
      if (history === undefined) continue;
      try {
        refuseMissingPlaces(snapshot, [{ path: history, keys: [], kind: 'file' }]);
        const read = await readHistory(snapshot, policy, name, history);
        if (read) result.entries[name] = read;
        else tools.note(`Model \`${name}\`: ${snapshot.side} (${snapshot.commit.slice(0, 7)}) has no ${history}.`);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        result.faults.push({ name, fault: error });
      }
    }
    return result;
  },
};

async function readHistory(snapshot: Snapshot, policy: Policy, model: string, path: string): Promise<History | null> {
  const problems = noProblems();
  const at = policyPosition(policy, 'models', model, 'history');
  const described = { model, path, at };
  if (snapshot.files.has(path)) {
    const table = readHistoryTable(await readSmall(snapshot, path), path, problems);
    return { ...described, ...table, problems: listProblems(problems), at: { path } };
  }
  const metrics = metricsBelow(snapshot, path);
  if (metrics.length === 0) return refuseOtherFolder(snapshot, path);
  const series: History['series'] = [];
  const costs: History['costs'] = [];
  for (const { file, name } of metrics) {
    const metric = readMetric(await readSmall(snapshot, file), file, name, problems);
    series.push(...metric.series);
    costs.push(...metric.costs);
  }
  if (series.length === 0) throw notDvcLive(path, at);
  return { ...described, series, clock: 'step', costs, problems: listProblems(problems) };
}

async function readSmall(snapshot: Snapshot, path: string): Promise<Buffer> {
  const bytes = snapshot.files.get(path)?.bytes ?? 0;
  if (bytes <= largestFile) return snapshot.read(path);
  throw new Fault(
    'broken',
    `Expected a training history of at most ${largestFile / 1024 / 1024} MB in ${path} but received ${Math.ceil(bytes / 1024 / 1024)} MB. Log once an epoch.`,
    { path },
  );
}

/** DVCLive's metrics in a folder that is its own, its `plots`, or its `plots/metrics`: file and name of each. */
function metricsBelow({ files }: Snapshot, folder: string): { file: string; name: string }[] {
  const prefix = folder === '.' ? '' : `${folder}/`;
  const below = [...files.keys()].filter((file) => file.startsWith(prefix) && file.endsWith('.tsv'));
  const metrics = below.flatMap((file) => {
    const start = file.lastIndexOf(ownFolder);
    if (start < 0 && `/${file}`.includes('/plots/')) return [];
    const name = file.slice(start < 0 ? prefix.length : start + ownFolder.length, -'.tsv'.length);
    return [{ file, name }];
  });
  return metrics.slice(0, mostMetrics);
}

function refuseOtherFolder({ files }: Snapshot, folder: string): null {
  const prefix = `${folder}/`;
  for (const file of files.keys()) if (file.startsWith(prefix)) throw notDvcLive(folder, { path: file });
  return null;
}

function notDvcLive(folder: string, at: History['at']): Fault {
  return new Fault(
    'broken',
    `Expected DVCLive's losses and scores (\`plots/metrics/**.tsv\`) in ${folder} but the folder has none. Commit them, or name the history's file in the policy.`,
    at,
  );
}
