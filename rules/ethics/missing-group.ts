import type { Samples } from '../../src/model/facts.ts';
import type { Problem } from '../../src/model/finding.ts';
import { defineRule } from '../../src/model/rule.ts';
import { placeOf } from '../shared/samples.ts';
import { isEvaluation, roleOf } from '../shared/splits.ts';
import { counted, percent } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'ethics/missing-group',
    title: 'A group is missing from a split, or too thin to be learned or judged.',
    why: 'A model is only as fair as it can be shown to be. What it never saw it will not know, and a group without evaluation images can fail unseen: no average tells.',
    fix: 'Collect images of the group for the split, or bring back those that left. Where their attribute was edited on purpose, say so in the pull request.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['samples'],
    messages: {
      missing: '{dataset} has no image of {group} in {split}, but {others}.',
      thin: '{dataset} has {count} of {group} in {split}, {share} of the split; {limit} would do.',
      dropped: '{dataset} has no image of {group} left in {split}; it had {before}.',
      shrunken: '{dataset} has {count} of {group} in {split}; it had {before}, and the group lost {share} of them.',
      regrouped: '{count} in {split} of {dataset} {were} {group} and {are} {now} now, the first of them {path}.',
    },
    options: {
      train: 'Training images that a group needs.',
      evaluation: 'Images that a group needs in an evaluation split: 30 tell a share to ± 18 points.',
      lost: 'Share of its evaluation images, 0–1, that a group may lose in one change.',
    },
  },

  defaults: { train: 30, evaluation: 30, lost: 0.2 },

  *evaluate({ base, head, options }) {
    for (const samples of Object.values<Samples>(head.samples)) {
      const before = base.samples?.[samples.dataset];
      for (const attribute of samples.groups) {
        yield* coverage(samples, before, attribute, options);
        if (before) yield* regrouped(samples, before, attribute);
      }
    }
  },
});

interface Options {
  train: number;
  evaluation: number;
  lost: number;
}

/** Images of every group that either side knows, in every split that has images. */
function* coverage(
  samples: Samples,
  base: Samples | undefined,
  attribute: string,
  options: Options,
): Generator<Problem<'missing' | 'thin' | 'dropped' | 'shrunken'>> {
  const { dataset } = samples;
  const [now, was] = [countGroups(samples, attribute), base ? countGroups(base, attribute) : new Map()];
  const values = [...new Set([...now.values(), ...was.values()].flatMap((counts) => [...counts.keys()]))].sort();
  const splits = [...new Set(samples.split)]
    .filter((split) => roleOf(split) >= 0)
    .sort((a, b) => roleOf(a) - roleOf(b));
  for (const value of values) {
    for (const split of splits) {
      const count = now.get(split)?.get(value) ?? 0;
      const before = was.get(split)?.get(value) ?? 0;
      const limit = split === 'train' ? options.train : options.evaluation;
      const found = {
        subject: `${dataset}: ${attribute}=${value}`,
        identity: `${dataset}/${split}/${attribute}=${value}`,
        data: {
          dataset,
          split,
          group: `${attribute}=${value}`,
          count: counted(count, 'image'),
          before: counted(before, 'image'),
        },
      };
      if (count === 0 && before > 0) {
        yield { ...found, message: 'dropped' };
      } else if (isEvaluation(split) && before - count > options.lost * before) {
        const share = (before - count) / before;
        yield {
          ...found,
          message: 'shrunken',
          measured: share,
          limit: options.lost,
          data: { ...found.data, share: percent(share) },
        };
      }
      if (count === 0 && before === 0) {
        const elsewhere = splits
          .map((other) => [now.get(other)?.get(value) ?? 0, other] as const)
          .filter(([n]) => n > 0);
        if (elsewhere.length === 0) continue;
        const others = elsewhere.map(([n, other]) => `${n} in ${other}`).join(' and ');
        yield { ...found, message: 'missing', measured: 0, limit, data: { ...found.data, others } };
      } else if (count > 0 && count < limit) {
        const total = samples.split.reduce((sum, of) => sum + Number(of === split), 0);
        yield {
          ...found,
          message: 'thin',
          measured: count,
          limit,
          unit: 'images',
          data: { ...found.data, share: percent(count / total) },
        };
      }
    }
  }
}

/** Evaluation images that both sides have, under another value of the attribute: a group can be hidden by its words alone. */
function* regrouped(samples: Samples, base: Samples, attribute: string): Generator<Problem<'regrouped'>> {
  const groupIn = ({ attributes }: Samples, row: number) => attributes[attribute]?.[row] ?? null;
  const was = new Map<string, string | null>();
  for (let row = 0; row < base.count; row++)
    if (isEvaluation(base.split[row])) was.set(base.hash[row], groupIn(base, row));
  const moved = new Map<string, { rows: number[]; split: string; value: string; now: string }>();
  for (let row = 0; row < samples.count; row++) {
    const before = was.get(samples.hash[row]);
    if (!isEvaluation(samples.split[row]) || before === undefined || before === null) continue;
    const after = groupIn(samples, row);
    if (after === before) continue;
    const now = after ?? 'without one';
    const split = samples.split[row];
    const key = JSON.stringify([split, before, now]);
    const known = moved.get(key);
    if (known) known.rows.push(row);
    else moved.set(key, { rows: [row], split, value: before, now });
  }
  const { dataset } = samples;
  for (const { rows, split, value, now } of moved.values()) {
    yield {
      message: 'regrouped',
      subject: `${dataset}: ${attribute}=${value}`,
      identity: `${dataset}/${split}/${attribute}=${value}/${now}`,
      at: placeOf(samples, rows[0]),
      measured: rows.length,
      limit: 0,
      unit: 'images',
      data: {
        dataset,
        split,
        group: `${attribute}=${value}`,
        now,
        count: counted(rows.length, 'image'),
        were: rows.length === 1 ? 'was' : 'were',
        are: rows.length === 1 ? 'is' : 'are',
        path: samples.path[rows[0]],
      },
    };
  }
}

/** Images by split and value of an attribute. */
function countGroups({ attributes, split, count }: Samples, attribute: string): Map<string, Map<string, number>> {
  const column = attributes[attribute] ?? [];
  const counts = new Map<string, Map<string, number>>();
  for (let row = 0; row < count; row++) {
    const value = column[row];
    if (value === null || value === undefined) continue;
    const own = counts.get(split[row]) ?? new Map<string, number>();
    counts.set(split[row], own.set(value, (own.get(value) ?? 0) + 1));
  }
  return counts;
}
