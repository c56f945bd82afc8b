import { expect, test } from 'vitest';
import { minimise } from '../../src/statistics/minimise.ts';

test('a bowl has its minimum at its foot, however long it is', () => {
  const foot = [3, -2, 0.5, 10];
  const found = minimise(
    (point, gradient) => {
      let value = 0;
      point.forEach((own, i) => {
        const scale = 10 ** i;
        value += (scale * (own - foot[i]) ** 2) / 2;
        gradient[i] = scale * (own - foot[i]);
      });
      return value;
    },
    new Float64Array(4),
    { tolerance: 1e-9 },
  );
  found.forEach((value, i) => {
    expect(value).toBeCloseTo(foot[i], 8);
  });
});

test('Rosenbrock’s valley is followed to its end', () => {
  const [x, y] = minimise(
    ([a, b], gradient) => {
      gradient[0] = -2 * (1 - a) - 400 * a * (b - a * a);
      gradient[1] = 200 * (b - a * a);
      return (1 - a) ** 2 + 100 * (b - a * a) ** 2;
    },
    Float64Array.of(-1.2, 1),
    { tolerance: 1e-9, iterations: 500 },
  );
  expect([x, y]).toEqual([expect.closeTo(1, 6), expect.closeTo(1, 6)]);
});

test('what is at its minimum stays, and the start is left alone', () => {
  const start = Float64Array.of(2);
  const found = minimise(([x], gradient) => {
    gradient[0] = 2 * (x - 2);
    return (x - 2) ** 2;
  }, start);
  expect([...found, ...start]).toEqual([2, 2]);
});
