import type { Determinism, Facts, OutputParity, Parity } from '../../../../src/model/facts.ts';
import { mapValues } from './models.ts';

type ByName<T> = Record<string, T>;

/** An output that is what it should be. */
export function outputParity(overrides: Partial<OutputParity> = {}): OutputParity {
  return {
    output: 'logits',
    values: 200,
    cosine: 1,
    sqnr: Number.POSITIVE_INFINITY,
    maxError: 0,
    maxReference: 10,
    ...overrides,
  };
}

/** Variants of `classifier` that answer as it does. */
export function parity(given: ByName<Partial<Parity>>): Facts['parity'] {
  return mapValues(given, (name, overrides) => ({
    model: name,
    reference: 'classifier',
    dataset: 'pets',
    split: 'test',
    score: 'macro_f1',
    tolerance: 0.01,
    overall: [],
    classes: [],
    flips: { negative: 0, positive: 0, of: 'images', n: 1000 },
    outputs: [outputParity()],
    at: { path: `models/${name}.onnx` },
    ...overrides,
  }));
}

/** Models that were asked of 16 pictures again and answer alike, but in the ways given. */
export function determinism(
  given: ByName<Partial<Record<Determinism['ways'][number]['way'], { turned: number; output: Partial<OutputParity> }>>>,
): Facts['determinism'] {
  return mapValues(given, (name, differing) => ({
    model: name,
    images: 16,
    ways: (['same session', 'another session', 'batch'] as const).map((way) => ({
      way,
      turned: differing[way]?.turned ?? 0,
      outputs: [outputParity(differing[way]?.output)],
    })),
    at: { path: `models/${name}.onnx` },
  }));
}
