import type { Fragility } from '../../../../src/model/facts.ts';
import { mapValues } from './models.ts';

/** Models on corrupted images of `pets`, by corruption. */
export function fragility(
  given: Record<
    string,
    Partial<Omit<Fragility, 'corruptions'>> & { under: Record<string, Partial<Fragility['corruptions'][number]>> }
  >,
): Record<string, Fragility> {
  return mapValues(given, (model, { under, ...overrides }) => ({
    model,
    dataset: 'pets',
    split: 'test',
    score: 'macro_f1',
    tolerance: 0.01,
    higherIsBetter: true,
    n: 300,
    clean: { base: 0.9, head: 0.92 },
    corruptions: Object.entries(under).map(([name, corrupted]) => ({
      name,
      severity: 3,
      base: 0.8,
      head: 0.8,
      compared: null,
      ...corrupted,
    })),
    at: { path: `models/${model}.onnx` },
    ...overrides,
  }));
}
