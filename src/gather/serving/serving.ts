import type { Model, Serving } from '../../model/facts.ts';
import type { Gatherer, GatherResult, Tools } from '../../model/gatherer.ts';
import type { Policy } from '../../model/policy.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { addEntry } from '../add-entry.ts';
import { readDeclaration } from '../models/declaration.ts';
import { imageInputOf } from '../models/image-input.ts';
import { layoutOf, resolvePreprocessing } from '../models/preprocessing.ts';
import { policyPosition } from '../policy-position.ts';
import { differencesBetween } from './differences.ts';
import { compareReferenceTensors } from './reference-tensors.ts';

/** Holds each model's preprocessing against that of its serving code and against tensors of its training pipeline. */
export const serving: Gatherer<'serving'> = {
  fact: 'serving',
  async gather(snapshot, policy, tools, { facts }) {
    const result: GatherResult<Record<string, Serving>> = { entries: {}, faults: [] };
    for (const model of Object.values(facts.models ?? {})) {
      const { serving: declared, referenceTensors } = policy.models[model.model] ?? {};
      if (declared === undefined && referenceTensors === undefined) continue;
      await addEntry(result, model.model, () => servingOf(snapshot, model, policy, tools));
    }
    return result;
  },
};

async function servingOf(snapshot: Snapshot, model: Model, policy: Policy, tools: Tools): Promise<Serving> {
  const { model: name } = model;
  const declaration = await readDeclaration(snapshot, policy, name, 'serving');
  const folders = policy.models[name].referenceTensors;
  const compared = folders
    ? await compareReferenceTensors(
        snapshot,
        model,
        folders,
        policyPosition(policy, 'models', name, 'reference_tensors'),
        tools,
      )
    : { tensors: null, explanation: null };
  if (declaration === null) return { model: name, declared: null, ...compared };
  const input = imageInputOf(model.inputs, layoutOf(declaration));
  const { preprocessing, notes } = resolvePreprocessing(
    declaration,
    input,
    policy.datasets[model.dataset]?.orientation,
  );
  for (const note of notes) tools.note(note);
  const differences = differencesBetween(model.preprocessing, preprocessing);
  return { model: name, declared: { at: declaration.at, differences }, ...compared };
}
