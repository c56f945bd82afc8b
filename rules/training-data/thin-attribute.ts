import type { Samples } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { hasFewValues } from '../shared/box-groups.ts';
import { counted } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'training-data/thin-attribute',
    title: 'An attribute says too little of the images or objects that have it.',
    why: 'Attributes are there to look at parts of the data apart: by camera, by site, by weather. A value that one image has, or a gap where a value should be, makes its part too small to say anything of, and is often a slip in writing.',
    fix: 'Correct the value, fill the gap, or collect more of what is rare.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['samples'],
    messages: {
      missing: '{measured} of {total} of {dataset} have no {attribute}, which the others have.',
      empty: '{attribute} has no value for any of {total} of {dataset}.',
      single: '{attribute} is {value} for all of {total} of {dataset} that have it: there are no groups to compare.',
      few: '{attribute} is {value} for {count} of {dataset} alone.',
      imbalanced:
        '{attribute} is {largest} for {most} of {dataset} and {smallest} for {least}, a ratio of {measured} to 1.',
    },
    options: {
      missing:
        'Largest share, 0–1, without a value that is taken for a slip; above it an attribute is not meant for all.',
      few: 'Images or objects that are too few for a value (datumaro: 1).',
      ratio: 'Most frequent value over the rarest that is accepted (datumaro: 50).',
    },
  },

  defaults: { missing: 0.1, few: 1, ratio: 50 },

  *evaluate({ head, options }) {
    for (const samples of Object.values<Samples>(head.samples)) {
      for (const { dataset, name, of, values, isGroup } of attributesOf(samples)) {
        const subject = `${dataset}: ${name}`;
        const data = { attribute: name, dataset, total: counted(values.length, of) };
        const counts = [...countsOf(values)].sort((a, b) => b[1] - a[1]);
        const present = counts.reduce((sum, [, count]) => sum + count, 0);
        const gaps = values.length - present;
        if (counts.length === 0) {
          yield { message: 'empty', subject, identity: `${dataset}/${of}/${name}`, data };
          continue;
        }
        if (gaps > 0 && gaps <= options.missing * values.length) {
          yield { message: 'missing', subject, identity: `${dataset}/${of}/${name}`, measured: gaps, limit: 0, data };
        }
        if (counts.length === 1) {
          if (isGroup) {
            const [[value]] = counts;
            yield { message: 'single', subject, identity: `${dataset}/${of}/${name}`, data: { ...data, value } };
          }
          continue;
        }
        const rare = counts.filter(([, count]) => count <= options.few);
        for (const [value, count] of rare) {
          yield {
            message: 'few',
            subject,
            identity: `${dataset}/${of}/${name}=${value}`,
            measured: count,
            limit: options.few,
            unit: `${of}s`,
            data: { ...data, value, count: counted(count, of) },
          };
        }
        const [[largest, most], [smallest, least]] = [counts[0], counts[counts.length - 1]];
        if (rare.length > 0 || most < options.ratio * least) continue;
        yield {
          message: 'imbalanced',
          subject,
          identity: `${dataset}/${of}/${name}`,
          measured: most / least,
          limit: options.ratio,
          data: { ...data, largest, most: counted(most, of), smallest, least: counted(least, of) },
        };
      }
    }
  },
});

/** Attributes of images, then of objects, whose values stand for groups; those of many values are names. */
function attributesOf(samples: Samples) {
  const { dataset, groups, annotations } = samples;
  const columns = (of: 'image' | 'object', attributes: Samples['attributes']) =>
    Object.entries(attributes)
      .filter(([, values]) => values.length > 0 && (isGrouping(values) || values.every((value) => value === null)))
      .map(([name, values]) => ({
        dataset,
        name,
        of,
        values,
        isGroup: of === 'image' && groups.includes(name),
      }));
  return [...columns('image', samples.attributes), ...columns('object', annotations?.attributes ?? {})];
}

/** Whether the values make groups: few of them, and five images or objects for each at least. */
function isGrouping(values: readonly (string | null)[]): boolean {
  if (!hasFewValues(values)) return false;
  const present = values.filter((value) => value !== null);
  return new Set(present).size * 5 <= present.length;
}

function countsOf(values: readonly (string | null)[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
