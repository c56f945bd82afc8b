import { Fault, type Position } from '../../model/fault.ts';
import { readYamlMap, type YamlEntry } from '../formats/text/yaml-map.ts';

/** What a training's own configuration says of its length. */
export interface TrainingConfig {
  epochs: { epochs: number; at: Position } | null;
  patience: number | null;
  checkpoint: number | null;
}

/** Ultralytics, Lightning, Hugging Face, Keras and MMEngine, in this order. */
const epochKeys = ['epochs', 'max_epochs', 'num_train_epochs', 'num_epochs', 'n_epochs'];
const patienceKeys = ['patience', 'early_stopping_patience'];
const checkpointKeys = ['checkpoint_epoch', 'best_epoch'];
/** Maps in which LightningCLI and MMEngine write the length. */
const maps = ['trainer', 'train_cfg', 'training', 'train'];

/**
 * Reads a training's configuration: Ultralytics' args.yaml, Lightning's hparams.yaml or config.yaml, Hugging Face's
 * trainer_state.json, or any YAML or JSON with one of their keys at its top or in `trainer`, `train_cfg` or `training`.
 * @throws Fault `broken` for a file that is neither, or in which a length is no number
 */
export function readTrainingConfig(bytes: Buffer, path: string): TrainingConfig {
  const { entries } = readYamlMap(bytes, path);
  const places = [entries, ...maps.flatMap((name) => innerMap(entries, name))];
  const find = (keys: readonly string[]) =>
    places.flatMap((place) => keys.flatMap((key) => numberAt(place, key, path))).at(0) ?? null;
  const epochs = find(epochKeys);
  return {
    epochs: epochs && epochs.value > 0 ? { epochs: epochs.value, at: epochs.at } : null,
    patience: find(patienceKeys)?.value ?? null,
    checkpoint: find(checkpointKeys)?.value ?? null,
  };
}

function innerMap(entries: Map<string, YamlEntry>, name: string): Map<string, YamlEntry>[] {
  const value = entries.get(name)?.value;
  return value?.kind === 'map' ? [value.entries] : [];
}

function numberAt(entries: Map<string, YamlEntry>, key: string, path: string): { value: number; at: Position }[] {
  const entry = entries.get(key);
  if (entry === undefined || entry.value.kind === 'nothing') return [];
  const text = entry.value.kind === 'text' ? entry.value.text : '';
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isFinite(value)) return [{ value, at: entry.at }];
  throw new Fault(
    'broken',
    `Expected a number for \`${key}\` in ${path} but received ${text === '' ? `a ${entry.value.kind}` : JSON.stringify(text)}. Correct it.`,
    entry.at,
  );
}
