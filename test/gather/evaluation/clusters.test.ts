import { expect, test } from 'vitest';
import { clustersOf } from '../../../src/gather/evaluation/clusters.ts';

const hash = ['a', 'b', 'c', 'a', 'd', 'e'];
const near = (first: number[], second: number[], confirmed: number[]) => ({
  dataset: 'd',
  first: Int32Array.from(first),
  second: Int32Array.from(second),
  distance: new Uint8Array(first.length),
  confirmed: Uint8Array.from(confirmed),
});

test('pictures by themselves are no clusters', () => {
  expect(clustersOf({ hash, unit: null }, [0, 1, 2], undefined)).toBeUndefined();
  expect(clustersOf({ hash, unit: ['x', null, null, null, null, null] }, [0, 1, 2], undefined)).toBeUndefined();
  expect(clustersOf({ hash, unit: null }, [0, 1], near([0], [1], [0]))).toBeUndefined();
});

test('one unit, one content and one look are one cluster, and so is what hangs together by them', () => {
  expect(clustersOf({ hash, unit: null }, [0, 1, 3], undefined)).toEqual(Int32Array.of(0, 1, 0));
  const unit = [null, 'x', 'x', null, 'y', null];
  expect(clustersOf({ hash, unit }, [0, 1, 2, 4], undefined)).toEqual(Int32Array.of(0, 1, 1, 2));
  expect(clustersOf({ hash, unit }, [0, 1, 2, 3, 4, 5], near([0, 4], [1, 5], [1, 1]))).toEqual(
    Int32Array.of(0, 0, 0, 0, 1, 1),
  );
});

test('a look that is shared with a picture of another split joins nothing', () => {
  expect(clustersOf({ hash, unit: null }, [0, 1], near([0, 1], [5, 5], [1, 1]))).toBeUndefined();
});
