import { fileOf, placeOf } from '../../model/facts/places.ts';
import type { DatasetChanges, SampleChange, Samples } from '../../model/facts.ts';
import { isSamePicture } from './same-picture.ts';
import type { DatasetSide, SamplePairs } from './sample-pairs.ts';
import { Tally } from './tally.ts';

/** Changes of one kind and split that are listed; all are counted. */
const listed = 10_000;
/** Bits by which the perceptual hashes of one picture may differ that lies at one path, or was paired by its looks. */
const distance = 4;

type Found = Pick<DatasetChanges, 'samples' | 'totals' | 'relabellings'>;

/**
 * What became of each sample. A pair of the same picture is re-encoded, moved to another split, relabelled, or several of
 * these, else renamed where its path is another; a pair of other pictures is modified.
 */
export function sampleChanges(base: DatasetSide | undefined, head: DatasetSide | undefined, pairs: SamplePairs): Found {
  const found = new Changes();
  for (const [row, was] of pairs.partner.entries()) {
    if (was < 0) found.add('added', head!.samples, row);
    else for (const [kind, from] of changesOf(base!, was, head!, row)) found.add(kind, head!.samples, row, from);
  }
  for (const row of pairs.removed) found.add('removed', base!.samples, row);
  return found.all();
}

type From = NonNullable<SampleChange['from']>;

function changesOf(base: DatasetSide, was: number, head: DatasetSide, row: number): [SampleChange['kind'], From][] {
  const [before, after] = [base.samples, head.samples];
  const isOther = {
    path: fileOf(before, was) !== fileOf(after, row),
    split: before.split[was] !== after.split[row],
    label: before.label[was] !== after.label[row],
    hash: before.hash[was] !== after.hash[row],
  };
  if (!(isOther.path || isOther.split || isOther.label || isOther.hash)) return [];
  const from: From = {
    ...(isOther.path && { path: before.path[was] }),
    ...(isOther.split && { split: before.split[was] }),
    ...(isOther.label && { label: before.label[was] }),
    ...(isOther.hash && { hash: before.hash[was] }),
  };
  if (isOther.hash && !isReencoded(base, was, head, row)) return [['modified', from]];
  const kinds: SampleChange['kind'][] = [
    ...(isOther.hash ? ['re-encoded' as const] : []),
    ...(isOther.split ? ['moved' as const] : []),
    ...(isOther.label ? ['relabelled' as const] : []),
  ];
  return (kinds.length > 0 ? kinds : ['renamed' as const]).map((kind) => [kind, from]);
}

function isReencoded({ images: before }: DatasetSide, was: number, { images: after }: DatasetSide, row: number) {
  if (before === undefined || after === undefined) return false;
  return isSamePicture({ images: before, row: was }, { images: after, row }, distance);
}

/** Counts all changes and lists the first of each kind and split. */
class Changes {
  private readonly samples: SampleChange[] = [];
  private readonly totals = new Tally<{ kind: SampleChange['kind']; split: string; from: string }>();
  private readonly relabellings = new Tally<{ split: string; from: string | null; to: string | null }>();
  private readonly lengths = new Map<string, number>();

  add(kind: SampleChange['kind'], samples: Samples, row: number, from?: From): void {
    const split = samples.split[row];
    const label = samples.label[row];
    this.totals.add({ kind, split, from: from?.split ?? split });
    if (kind === 'relabelled') this.relabellings.add({ split, from: from?.label ?? null, to: label });
    const list = `${kind}\0${split}`;
    const length = this.lengths.get(list) ?? 0;
    if (length === listed) return;
    this.lengths.set(list, length + 1);
    const { path, hash } = samples;
    const at = placeOf(samples, row);
    this.samples.push({ kind, path: path[row], hash: hash[row], ...(from && { from }), split, label, at });
  }

  all(): Found {
    return {
      samples: this.samples,
      totals: this.totals.counts,
      relabellings: this.relabellings.counts.toSorted((a, b) => b.n - a.n),
    };
  }
}
