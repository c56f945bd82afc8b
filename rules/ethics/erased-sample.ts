import type { ErasedSamples, ErasureRegister, Samples } from '../../src/model/facts.ts';
import type { Problem } from '../../src/model/finding.ts';
import { defineRule } from '../../src/model/rule.ts';
import { namesByContent, placeOf } from '../shared/samples.ts';
import { counted, listed } from '../shared/wording.ts';

type Message = 'erased' | 'alike' | 'model' | 'lost';

const how: Record<Exclude<ErasedSamples['by'][number], 'likeness'>, string> = {
  content: 'it has the same bytes as',
  pixels: 'it has the same pixels as',
  look: 'it looks like',
};

export default defineRule({
  meta: {
    id: 'ethics/erased-sample',
    title: 'An image that was erased is in the data.',
    why: 'Somebody asked for this image to be erased (GDPR, article 17), and it was. Copies, smaller versions and crops of it live on in other folders and datasets and come back with them, and a model that is trained on it holds it too.',
    fix: 'Delete the image from the dataset and rewrite the commit. Train the models that are named again without it. Take an entry out of the register only in a pull request of its own, with a reason.',
    severity: 'error',
    recommended: true,
    measure: 'counted',
    needs: ['samples', 'erasure', 'erasedSamples'],
    messages: {
      erased: '{path} was erased and is in {dataset} again: {how} what line {line} of {register} names.',
      alike: '{path} may have been erased: it is much like what line {line} of {register} names. Look at both.',
      model: '{dataset} trains {model} and still lists {images} that {were} erased, such as {path}.',
      lost: '{register} no longer names {entries} that the base names. What was erased stays erased.',
    },
    options: {},
  },

  defaults: {},

  *evaluate({ base, head }) {
    const register = head.erasure.repository;
    if (register === undefined) return;
    yield* lostEntries(base.erasure?.repository, register);
    for (const erased of Object.values(head.erasedSamples)) {
      const samples = head.samples[erased.dataset];
      if (samples) yield* ofDataset(erased, samples, base.samples?.[erased.dataset], register);
    }
  },
});

function* lostEntries(before: ErasureRegister | undefined, register: ErasureRegister): Generator<Problem<Message>> {
  const here = new Set(register.entries);
  const lost = before?.entries.filter((entry) => !here.has(entry)) ?? [];
  if (lost.length === 0) return;
  yield {
    message: 'lost',
    subject: register.path,
    identity: lost.join(' '),
    at: { path: register.path },
    data: { register: register.path, entries: counted(lost.length, 'image') },
  };
}

function* ofDataset(
  { dataset, row: rows, by, line, models }: ErasedSamples,
  samples: Samples,
  before: Samples | undefined,
  register: ErasureRegister,
): Generator<Problem<Message>> {
  const names = namesByContent(samples, before, rows);
  for (const [index, row] of rows.entries()) {
    const path = samples.path[row];
    const place = { subject: path, identity: names[index], at: placeOf(samples, row) };
    const named = { path, line: line[index], register: register.path };
    const way = by[index];
    if (way === 'likeness') yield { message: 'alike', severity: 'warning', ...place, data: named };
    else yield { message: 'erased', ...place, data: { ...named, dataset, how: how[way] } };
  }
  const trained = rows.filter((row, index) => by[index] !== 'likeness' && samples.split[row] === 'train');
  if (trained.length === 0 || models.length === 0) return;
  const path = samples.path[trained[0]];
  yield {
    message: 'model',
    subject: models.join(', '),
    identity: `${dataset} ${models.join(' ')}`,
    at: placeOf(samples, trained[0]),
    measured: trained.length,
    limit: 0,
    data: {
      model: listed(models),
      dataset,
      images: counted(trained.length, 'image'),
      were: trained.length === 1 ? 'was' : 'were',
      path,
    },
  };
}
