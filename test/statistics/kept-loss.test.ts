import { expect, test } from 'vitest';
import { meanUnits } from '../../src/score/paired-units.ts';
import { keptLoss, lossAt, pairedBootstrap } from '../../src/statistics/bootstrap.ts';
import { randomStream } from '../../src/statistics/random.ts';

const random = randomStream(['kept-loss']);
const base = Float64Array.from({ length: 300 }, () => random.nextFloat());
const head = base.map((value) => value - 0.03 + 0.1 * (random.nextFloat() - 0.5));
const options = { key: ['kept'], resamples: 1000, maximum: 1000 };

test.each([-0.02, 0, 0.02, 0.029, 0.04])('a kept loss answers a tolerance of %f as the bootstrap does', (tolerance) => {
  const units = meanUnits(base, head, 'higher');
  const loss = keptLoss(units, options)!;
  const compared = pairedBootstrap(units, { ...options, tolerance });
  expect(lossAt({ ...loss, base: 0, head: 0 }, tolerance)).toBeCloseTo(compared.p, 12);
  expect(loss).toMatchObject({ effect: compared.effect, interval: compared.interval, n: 300 });
  expect(loss.resampled).toHaveLength(1000);
});

test('equal answers lose nothing, at any tolerance', () => {
  const loss = { ...keptLoss(meanUnits(base, base, 'higher'), options)!, base: 0, head: 0 };
  expect(loss.resampled).toHaveLength(0);
  expect(lossAt(loss, 0)).toBe(1);
  expect(lossAt(loss, -0.01)).toBeCloseTo(0.99 ** 300, 12);
});

test('a loss that is nowhere defined is none', () => {
  expect(keptLoss(meanUnits(new Float64Array(0), new Float64Array(0), 'higher'), options)).toBeNull();
});
