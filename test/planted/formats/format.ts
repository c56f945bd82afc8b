import type { Picture } from '../pictures.ts';

/** A dataset written down in one format. */
export interface Laid {
  files: Record<string, Buffer | string>;
  /** The dataset's entry in the policy, in YAML's flow style. */
  policy: string;
  /** Where a finding on a picture has to sit, or on the object at this place among its objects. */
  placeOf(name: string, object?: number): { path: string; line?: number };
}

export interface Format {
  name: string;
  /** Whether images have a label of their own, and not only their objects. */
  hasLabels: boolean;
  hasBoxes: boolean;
  lay(pictures: readonly Picture[]): Promise<Laid> | Laid;
}

export const splitFolders = { train: 'train', validation: 'val', test: 'test' } as const;
