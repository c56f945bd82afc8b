import type { Position } from '../fault.ts';
import type { Card } from './cards.ts';

export interface LicenceFact {
  /** Name of the dataset or model. */
  name: string;
  kind: 'dataset' | 'model';
  /** SPDX id or the words found; `null` when nothing was found. */
  licence: string | null;
  at: Position;
  looked: string[];
}

export interface Governance {
  licences: LicenceFact[];
  cards?: Card[];
  /** Workflows that run the gate. */
  workflows: { path: string; hash: string; uses: string[] }[];
}

export interface GateChange {
  path: string;
  change: 'edited' | 'removed' | 'policy';
  detail: string;
  at: Position;
}
