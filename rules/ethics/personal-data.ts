import type { Metadata, PersonalData, PersonalHit, Samples } from '../../src/model/facts.ts';
import type { Problem } from '../../src/model/finding.ts';
import { defineRule } from '../../src/model/rule.ts';
import { amountOf, firstNew, toldOf } from '../shared/personal.ts';
import { namesByContent, placeOf } from '../shared/samples.ts';
import { listed } from '../shared/wording.ts';

type Message = 'metadata' | 'credit' | 'damaged' | 'text' | 'path';

export default defineRule({
  meta: {
    id: 'ethics/personal-data',
    title: 'The data name or number a person.',
    why: 'Serial numbers tie all pictures of one camera together, owners and regions of faces name people, a thumbnail keeps what was cut away, and card, account and identity numbers are what thieves look for. Whoever publishes the dataset publishes them, and git keeps them after the file is gone. The report says where and of which kind, never what.',
    fix: 'Strip the metadata (`exiftool -all= FILE`), remove the values or replace them by keys that mean nothing, and rewrite the commit, so that the history does not keep them.',
    severity: 'error',
    recommended: true,
    measure: 'counted',
    needs: ['samples', 'metadata', 'personalData'],
    messages: {
      metadata: '{path} holds {what}.',
      credit: '{path} holds {what}.',
      damaged: '{path} has metadata that cannot be read to the end, so that what they tell is not known ({detail}).',
      text: '{path} holds {what}{column}{place}.',
      path: 'The path {path} holds {what}{times}.',
    },
    options: {
      credits: "Whether authors' names in metadata are told: a credit may be what the licence asks for.",
    },
  },

  defaults: { credits: true },

  *evaluate({ base, head, options }) {
    for (const metadata of Object.values(head.metadata)) {
      const samples = head.samples[metadata.dataset];
      if (samples) yield* ofImages(metadata, samples, base.samples?.[metadata.dataset], options.credits);
    }
    for (const { dataset, hits } of Object.values(head.personalData)) {
      const before = base.personalData?.[dataset];
      for (const hit of hits) yield ofText(dataset, hit, before);
    }
  },
});

function* ofImages(
  { found, damaged }: Metadata,
  samples: Samples,
  before: Samples | undefined,
  withCredits: boolean,
): Generator<Problem<Message>> {
  const rows = [...found.keys()].filter((row) => found[row] !== '' || damaged[row] !== '');
  const names = namesByContent(samples, before, rows);
  for (const [index, row] of rows.entries()) {
    const path = samples.path[row];
    const place = { subject: path, identity: names[index], at: placeOf(samples, row) };
    // Positions have a rule of their own.
    const told = toldOf(found[row]).filter(({ kind }) => kind !== 'position' && (withCredits || kind !== 'artist'));
    const certain = told.filter((one) => one.certain);
    const guessed = told.filter((one) => !one.certain);
    const say = (all: typeof told) => ({ path, what: listed(all.map(({ words }) => words)) });
    if (certain.length > 0) yield { message: 'metadata', ...place, data: say(certain) };
    if (guessed.length > 0) yield { message: 'credit', severity: 'warning', ...place, data: say(guessed) };
    if (damaged[row] !== '') {
      yield { message: 'damaged', severity: 'warning', ...place, data: { path, detail: damaged[row] } };
    }
  }
}

function ofText(dataset: string, hit: PersonalHit, before: PersonalData | undefined): Problem<Message> {
  const { path, kind, column, where, certain, count, lines, columns } = hit;
  const file = hit.manifest ?? path;
  const name = `${dataset}/${where}/${kind}/${column}/${where === 'path' ? path : path.slice(path.lastIndexOf('/') + 1)}`;
  const old = before?.hits.find((other) => isSame(other, hit));
  const index = firstNew(hit, old);
  const line = lines[index];
  const at =
    where === 'text' || hit.manifest ? { path: file, ...(line && { line, column: columns[index] }) } : undefined;
  const isNew = old !== undefined && count > old.count;
  return {
    message: where,
    subject: column === '' ? path : `${path}: ${column}`,
    identity: name,
    ...(certain ? {} : { severity: 'warning' as const }),
    ...(at && { at }),
    measured: count,
    limit: 0,
    data: {
      path,
      what: where === 'path' ? amountOf({ ...hit, count: 1 }) : amountOf(hit),
      ...(where === 'path'
        ? { times: count > 1 ? ` (${count} images)` : '' }
        : {
            column: column === '' ? '' : ` in ${/^column \d+$/.test(column) ? column : `\`${column}\``}`,
            place: line ? `, ${count === 1 ? '' : isNew ? 'a new one ' : 'the first '}in line ${line}` : '',
          }),
    },
  };
}

/** The same kind in the same column of the same file, wherever that lies. */
function isSame(a: PersonalHit, b: PersonalHit): boolean {
  const name = ({ path }: PersonalHit) => path.slice(path.lastIndexOf('/') + 1);
  return a.kind === b.kind && a.column === b.column && a.where === b.where && name(a) === name(b);
}
