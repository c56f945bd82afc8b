import type { Facts, Governance } from '../model/facts.ts';
import { Fault } from '../model/fault.ts';
import type { Gatherer } from '../model/gatherer.ts';
import { findCards } from './governance/cards.ts';
import { findGateWorkflows } from './governance/gate-workflows.ts';
import { findLicences } from './governance/licences.ts';

/** Licences and cards, and the workflows that run the gate, under the one name `repository`. */
export const governance: Gatherer<'governance'> = {
  fact: 'governance',
  async gather(snapshot, policy, _, sofar) {
    try {
      const licences = await findLicences(snapshot, policy, sofar);
      const repository: Governance = {
        licences,
        cards: await findCards(snapshot, policy, licences),
        workflows: await findGateWorkflows(snapshot),
      };
      return { entries: { repository } as Facts['governance'], faults: [] };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return { entries: {} as Facts['governance'], faults: [{ name: 'repository', fault: error }] };
    }
  },
};
