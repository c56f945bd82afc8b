import type { Facts, Placement } from '../../../../src/model/facts.ts';

/** Placements of models on `edge`, a CUDA target, by their own key; every node on the provider. */
export function placements(given: Record<string, Partial<Placement>>): Facts['placements'] {
  return Object.fromEntries(
    Object.entries(given).map(([name, overrides]) => [
      name,
      {
        model: name,
        target: 'edge',
        provider: 'cuda',
        contentHash: `git:${name}`,
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
