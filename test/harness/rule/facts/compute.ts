import type { Facts, Pace, Placement } from '../../../../src/model/facts.ts';

/** Placements of models on `edge`, a CUDA target, by their own key; every node on the provider. */
export function placements(given: Record<string, Partial<Placement>>): Facts['placements'] {
  return Object.fromEntries(
    Object.entries(given).map(([name, overrides]) => [
      name,
      {
        model: name,
        target: 'edge',
        provider: 'cuda',
        missing: null,
        offered: ['cpu', 'webgpu'],
        nodes: 120,
        milliseconds: 8,
        strays: [],
        copies: 0,
        ...overrides,
      },
    ]),
  );
}

/** Paces of models on `edge`, a CUDA target that is fed as fast as it answers. */
export function pace(given: Record<string, Partial<Pace>>): Facts['pace'] {
  return Object.fromEntries(
    Object.entries(given).map(([model, overrides]) => [
      model,
      {
        model,
        target: 'edge',
        provider: 'cuda',
        batch: 16,
        images: 128,
        decoded: 1000,
        answered: 1000,
        threads: 8,
        ...overrides,
      },
    ]),
  );
}
