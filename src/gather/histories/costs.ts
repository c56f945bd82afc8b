import type { HistoryCost } from '../../model/facts.ts';

/** What a column of a training history says of time or memory. */
export interface CostRole {
  quantity: HistoryCost['quantity'];
  /** Of a value without a suffix of its own (`3.21G`), in seconds or megabytes. */
  unit: number;
}

const mb = 1;
const gb = 1024;
const byte = 1 / 1024 ** 2;

/** Seconds of one epoch, under the names that people's loops and callbacks write. */
const ofAnEpoch =
  /^(?:epoch_(?:time|duration|seconds|sec|runtime)|(?:time|seconds|sec)_per_epoch)(?:_(?:s|sec|seconds))?$/;
/** Seconds since the training began. */
const sinceTheStart = /^(?:elapsed|elapsed_(?:time|seconds|sec)|relative_time)(?:_(?:s|sec|seconds))?$/;
/** Seconds of the whole training: Hugging Face's Trainer. */
const ofTheWhole = /^train_runtime$/;
const memory =
  /^(?:(?:peak|max|maximum)_)?(?:gpu|cuda|vram)_?(?:mem|memory)(?:_(?:usage|used|allocated|peak|max))?(?:_(gb|gib|mb|mib|bytes))?$/;
const allocated = /^(?:cuda_)?max_memory_(?:allocated|reserved)(?:_(gb|gib|mb|mib|bytes))?$/;

/**
 * The role of a column by its name, `null` for any other. `time` is Ultralytics': seconds since the start, in a table whose
 * losses begin with `train/`; elsewhere it may be of a step, an epoch or the day, and is not read. `gpu_mem` is in
 * gigabytes, as Ultralytics prints it; PyTorch's `max_memory_allocated` in bytes; other names in megabytes.
 *
 * @param columns - names of all columns of the table
 */
export function costRoleOf(column: string, columns: readonly string[]): CostRole | null {
  const name = column
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^(?:train|system)_(?!runtime)|^_|_$/g, '');
  if (name === 'time') {
    const isUltralytics = columns.some((other) => other.trim().startsWith('train/'));
    return isUltralytics ? { quantity: 'elapsed seconds', unit: 1 } : null;
  }
  if (ofAnEpoch.test(name)) return { quantity: 'epoch seconds', unit: 1 };
  if (sinceTheStart.test(name)) return { quantity: 'elapsed seconds', unit: 1 };
  if (ofTheWhole.test(name)) return { quantity: 'total seconds', unit: 1 };
  const known = allocated.exec(name) ?? memory.exec(name);
  if (!known) return null;
  return { quantity: 'GPU megabytes', unit: unitOf(known[1], name) };
}

function unitOf(written: string | undefined, name: string): number {
  if (written === 'bytes' || (written === undefined && name.includes('max_memory'))) return byte;
  if (written?.startsWith('g') || (written === undefined && name === 'gpu_mem')) return gb;
  return mb;
}

/** `3.21G`, `812M`: Ultralytics' way to write memory. */
export function costValue(text: string | null, { unit }: CostRole): number | null {
  const written = /^\s*(\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*([GM]?)i?B?\s*$/i.exec(text ?? '');
  if (!written) return null;
  const suffix = written[2].toUpperCase();
  return Number(written[1]) * (suffix === 'G' ? gb : suffix === 'M' ? mb : unit);
}
