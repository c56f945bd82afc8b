import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { doors } from '../../src/natives/doors.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const sentence = z.string().regex(/^[^\n]{10,}\.$/);
const schema = z.strictObject({
  name: z.string(),
  description: sentence.max(125),
  author: z.string(),
  branding: z.strictObject({
    icon: z.string(),
    color: z.enum(['white', 'black', 'yellow', 'blue', 'green', 'orange', 'red', 'purple', 'gray-dark']),
  }),
  inputs: z.record(
    z.string().regex(/^[a-z]+(?:-[a-z]+)*$/),
    z.strictObject({ description: sentence, default: z.string().optional(), required: z.literal(true).optional() }),
  ),
  outputs: z.record(z.string().regex(/^[a-z]+$/), z.strictObject({ description: sentence })),
  runs: z.strictObject({
    using: z.literal('node24'),
    main: z.literal(doors.action.bundle),
    post: z.literal(doors.post.bundle),
    'post-if': z.literal('always()'),
  }),
});
const action = schema.parse(parse(read('action.yml')));

describe('action.yml', () => {
  test('declares just the inputs that the code reads', () => {
    const readers = ['src/action/inputs.ts', 'src/post.ts'].map(read).join('\n');
    const calls = readers.matchAll(/\b(?:get(?:Boolean|Multiline)?Input|file|outside|report)\('([\w-]+)'/g);
    const listed = readers.matchAll(/for \(const name of \[(.*?)\]\)/g);
    const named = [...listed].flatMap(([, names]) => [...names.matchAll(/'([\w-]+)'/g)]);
    const inputs = new Set([...calls, ...named].map(([, name]) => name));
    expect(Object.keys(action.inputs).sort()).toEqual([...inputs].sort());
  });

  test('declares just the outputs that the code sets', () => {
    const [, set] = /setOutputs\(\{([^}]*)\}\)/.exec(read('src/action/main.ts')) ?? [];
    expect(Object.keys(action.outputs).sort()).toEqual([...set.matchAll(/(\w+):/g)].map(([, name]) => name).sort());
  });

  test('takes the workflow’s own token, and nothing else, from the job', () => {
    const expressions = Object.entries(action.inputs).filter(([, input]) => input.default?.includes('${{'));
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of workflows.
    expect(expressions.map(([name, input]) => [name, input.default])).toEqual([['token', '${{ github.token }}']]);
  });
});
