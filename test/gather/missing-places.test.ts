import { describe, expect, test } from 'vitest';
import type { NamedPath } from '../../src/gather/dataset-paths.ts';
import { refuseMissingPlaces } from '../../src/gather/missing-places.ts';
import { Fault } from '../../src/model/fault.ts';
import { snapshotOf } from '../harness/snapshot.ts';

const fault = new Fault('unavailable', 'Run `dvc pull`.', { path: 'data/train.dvc', line: 2 });
const missing = [{ path: 'data/train', fault }];
const snapshot = { ...snapshotOf({}), missing };

describe('a place whose listing could not be had', () => {
  test.each<[NamedPath['kind'], string]>([
    ['folder', 'data'],
    ['folder', './data/train/'],
    ['folder', 'data/train/cats'],
    ['folder', ''],
    ['file', 'data/train/labels.csv'],
    ['pattern', 'data/train/*.tar'],
    ['pattern', 'data/*/a.parquet'],
  ])('is not taken for an empty one (%s `%s`)', (kind, path) => {
    const look = () => refuseMissingPlaces(snapshot, [{ path, kind, keys: [] }]);
    expect(look).toThrow(fault);
  });

  test.each<[NamedPath['kind'], string]>([
    ['folder', 'data/trained'],
    ['folder', 'data/test'],
    ['file', 'data/train.csv'],
    ['pattern', 'shards/*.tar'],
  ])('says nothing of what lies beside it (%s `%s`)', (kind, path) => {
    expect(() => refuseMissingPlaces(snapshot, [{ path, kind, keys: [] }])).not.toThrow();
  });
});
