import type { History, HistorySeries, TrainingRun } from '../../model/facts.ts';
import { Fault } from '../../model/fault.ts';
import type { Gatherer, GatherResult } from '../../model/gatherer.ts';
import type { ModelPolicy, Policy } from '../../model/policy.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { addEntry } from '../add-entry.ts';
import { refuseMissingPlaces } from '../missing-places.ts';
import { policyPosition } from '../policy-position.ts';
import { readTrainingConfig, type TrainingConfig } from './config.ts';
import { costsOf } from './costs.ts';
import { monitorOf } from './monitor.ts';

const largestConfig = 4 * 1024 * 1024;
const nothing: TrainingConfig = { epochs: null, patience: null, checkpoint: null };

/** How each training that has a history went, held against what was asked of it. */
export const trainings: Gatherer<'trainings'> = {
  fact: 'trainings',
  async gather(snapshot, policy, _, { facts }) {
    const result: GatherResult<Record<string, TrainingRun>> = { entries: {}, faults: [] };
    for (const [name, history] of Object.entries(facts.histories ?? {})) {
      await addEntry(result, name, async () => {
        const config = await configOf(snapshot, policy, name);
        return trainingOf(policy.models[name], history, config, policy);
      });
    }
    return result;
  },
};

async function configOf(snapshot: Snapshot, policy: Policy, name: string): Promise<TrainingConfig> {
  const path = policy.models[name].training?.config;
  if (path === undefined) return nothing;
  refuseMissingPlaces(snapshot, [{ path, keys: [], kind: 'file' }]);
  const bytes = snapshot.files.get(path)?.bytes;
  if (bytes === undefined && snapshot.side === 'base') return nothing;
  if (bytes === undefined) {
    throw new Fault(
      'broken',
      `Expected the training's configuration at ${path} but the commit has none. Commit it, or take \`config\` out of the policy first.`,
      policyPosition(policy, 'models', name, 'training', 'config'),
    );
  }
  if (bytes > largestConfig) {
    throw new Fault(
      'broken',
      `Expected a training configuration of at most ${largestConfig / 1024 / 1024} MB in ${path} but received ${Math.ceil(bytes / 1024 / 1024)} MB. Name the file that holds its settings.`,
      { path },
    );
  }
  return readTrainingConfig(await snapshot.read(path), path);
}

function trainingOf(model: ModelPolicy, history: History, config: TrainingConfig, policy: Policy): TrainingRun {
  const { epochs, patience, gpus = 1 } = model.training ?? {};
  const at = policyPosition(policy, 'models', model.name, 'training', 'epochs');
  return {
    model: model.name,
    declared: epochs === undefined ? config.epochs : { epochs, at },
    patience: patience ?? config.patience,
    epochs: history.clock === 'epoch' ? epochsDone(history.series) : null,
    checkpoint: config.checkpoint ?? epochInName(model.file ?? ''),
    monitor: monitorOf(history.series, model),
    broken: history.series.filter(({ kind, values }) => kind === 'loss' && !Number.isFinite(values.at(-1))),
    ...costsOf(history, gpus),
    gpus,
    at: history.at,
  };
}

/** Histories count their epochs from 0 or from 1; one that begins later goes on with a training that was broken off. */
function epochsDone(series: readonly HistorySeries[]): number | null {
  if (series.length === 0) return null;
  const first = Math.min(...series.map(({ epoch }) => epoch[0]));
  const last = Math.max(...series.map(({ epoch }) => epoch[epoch.length - 1]));
  return Math.floor(last) + (first === 0 ? 1 : 0);
}

/** `epoch=12-step=800.onnx`, `net_epoch12.onnx`: Lightning's way to name a checkpoint, and the usual one. */
function epochInName(file: string): number | null {
  const found = /epoch[=_-]?(\d{1,6})(?!\d)/i.exec(file.slice(file.lastIndexOf('/') + 1));
  return found ? Number(found[1]) : null;
}
