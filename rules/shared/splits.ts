/** Splits in the order in which a model meets them; those of other names are nobody's to judge. */
const roles = ['train', 'validation', 'test'];

/** 0 for `train`, 1 for `validation`, 2 for `test`, −1 for any other split. */
export function roleOf(split: string): number {
  return roles.indexOf(split);
}

/** Whether scores are computed on this split. */
export function isEvaluation(split: string): boolean {
  return roleOf(split) > 0;
}
