export * from './facts/compute.ts';
export * from './facts/datasets.ts';
export * from './facts/fragility.ts';
export * from './facts/models.ts';
export * from './facts/pair.ts';
export * from './facts/parity.ts';
export * from './facts/privacy.ts';
export * from './facts/trainings.ts';
export { testRule } from './test-rule.ts';
