import type { LicenceFact, Samples } from '../../src/model/facts.ts';
import type { Problem } from '../../src/model/finding.ts';
import { defineRule } from '../../src/model/rule.ts';
import { forbiddenIn, parseLicence } from '../shared/licence-expression.ts';
import { placeOf } from '../shared/samples.ts';
import { counted, listed } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'ethics/missing-licence',
    title: 'A dataset or model has no licence, or none that the policy allows.',
    why: 'Without a licence nobody may use the images or the weights, and nobody can show that they were allowed to train on them. One image under other terms binds the whole dataset.',
    fix: 'Add a licence file beside it, `license:` in the front matter of its card, or `licence:` in the policy; take out images that are not allowed, or allow their licence.',
    severity: 'error',
    recommended: true,
    measure: 'counted',
    needs: ['governance'],
    uses: ['samples'],
    messages: {
      missing: 'The {kind} {name} has no licence; the gate looked in {looked}.',
      forbidden: 'The {kind} {name} is under {licence}, and {forbidden} is not among the allowed licences.',
      unclear:
        'The licence of the {kind} {name} reads “{licence}”, which is no SPDX expression: nobody can say whether it is allowed.',
      unlicensed: '{count} of {name} {have} nothing in the column {column}, the first of them {path}.',
      image:
        '{count} of {name} {are} under {licence}, which is not among the allowed licences, the first of them {path}.',
    },
    options: {
      allowed: 'SPDX identifiers that are allowed; every licence when empty.',
    },
  },

  defaults: { allowed: [] as string[] },

  *evaluate({ head, options }) {
    for (const { licences } of Object.values(head.governance)) {
      for (const fact of licences) {
        const samples = fact.kind === 'dataset' ? head.samples[fact.name] : undefined;
        const ofImages = samples ? [...imageLicences(fact, samples, options.allowed)] : [];
        yield* ofImages;
        if (ofImages.length === 0) yield* wholeLicence(fact, options.allowed);
      }
    }
  },
});

function* wholeLicence(
  { name, kind, licence, at, looked }: LicenceFact,
  allowed: readonly string[],
): Generator<Problem<'missing' | 'forbidden' | 'unclear'>> {
  const found = { subject: name, identity: `${kind}/${name}`, at };
  if (licence === null) {
    yield { ...found, message: 'missing', data: { kind, name, looked: listed(looked) || 'the policy' } };
    return;
  }
  if (allowed.length === 0) return;
  // Several licences of one card or column all hold.
  const parts = licence.split(/\s*,\s*/).map(parseLicence);
  if (parts.includes(null)) {
    yield { ...found, message: 'unclear', data: { kind, name, licence } };
    return;
  }
  const forbidden = parts.flatMap((part) => (part ? forbiddenIn(part, allowed) : []));
  if (forbidden.length === 0) return;
  yield { ...found, message: 'forbidden', data: { kind, name, licence, forbidden: listed(forbidden) } };
}

/** What the licence column of a dataset's table says, value by value. */
function* imageLicences(
  { name, kind }: LicenceFact,
  samples: Samples,
  allowed: readonly string[],
): Generator<Problem<'unlicensed' | 'image'>> {
  const column = Object.keys(samples.attributes).find((attribute) => /^licen[cs]es?$/i.test(attribute));
  if (column === undefined) return;
  const rows = Map.groupBy(samples.path.keys(), (row) => samples.attributes[column][row]);
  for (const [licence, own] of rows) {
    const data = { name, column, count: counted(own.length, 'image'), path: samples.path[own[0]] };
    const found = { subject: name, at: placeOf(samples, own[0]), measured: own.length, limit: 0, unit: 'images' };
    if (licence === null) {
      if (own.length === samples.count) continue;
      const have = own.length === 1 ? 'has' : 'have';
      yield { ...found, message: 'unlicensed', identity: `${kind}/${name}/images`, data: { ...data, have } };
      continue;
    }
    const expression = parseLicence(licence);
    if (allowed.length === 0 || (expression && forbiddenIn(expression, allowed).length === 0)) continue;
    const are = own.length === 1 ? 'is' : 'are';
    yield { ...found, message: 'image', identity: `${kind}/${name}/${licence}`, data: { ...data, licence, are } };
  }
}
