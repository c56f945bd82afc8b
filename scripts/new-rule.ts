/** `npm run new-rule <cause>/<fault>`: writes a rule and its test from templates. The test fails until both are written. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { causes } from '../src/model/rule.ts';
import { writeRulesIndex } from './rules-index.ts';

const root = join(import.meta.dirname, '..');

/**
 * Writes `rules/<id>.ts` and `test/rules/<id>.test.ts`.
 *
 * @returns the paths written, relative to `directory`
 * @throws Error when the id is not `<cause>/<fault>`, or one of the files exists
 */
export function newRule(directory: string, id: string): string[] {
  const [cause, fault, ...rest] = id.split('/');
  if (!(causes as readonly string[]).includes(cause)) {
    throw new Error(`Expected a cause before the slash but received \`${cause}\`. Use one of ${causes.join(', ')}.`);
  }
  if (rest.length > 0 || !/^[a-z]+(-[a-z0-9]+)*$/.test(fault ?? '')) {
    throw new Error(
      `Expected \`<cause>/<fault>\` in kebab case but received \`${id}\`. Name the fault, as in training-data/blank-image.`,
    );
  }
  const files = { [`rules/${id}.ts`]: ruleTemplate(id), [`test/rules/${id}.test.ts`]: testTemplate(id, fault) };
  for (const path of Object.keys(files)) {
    if (existsSync(join(directory, path))) {
      throw new Error(`Expected no file at \`${path}\` but there is one. Choose another name.`);
    }
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  return Object.keys(files);
}

function ruleTemplate(id: string): string {
  return `import { defineRule } from '../../src/model/rule.ts';

export default defineRule({
  meta: {
    id: '${id}',
    title: 'TODO: what is wrong, in one sentence.',
    why: 'TODO: why it matters.',
    fix: 'TODO: what to do.',
    severity: 'warning',
    recommended: false,
    measure: 'counted',
    needs: ['samples'],
    messages: { fault: '{path} is at fault.' },
    options: {},
  },

  defaults: {},

  *evaluate({ head }) {
    for (const { path } of Object.values(head.samples)) {
      yield* path.map((path) => ({ message: 'fault' as const, subject: path, identity: path, data: { path } }));
    }
  },
});
`;
}

function testTemplate(id: string, fault: string): string {
  const name = fault.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return `import ${name} from '../../../rules/${id}.ts';
import { samples, testRule } from '../../harness/rule/index.ts';

testRule(${name}, {
  passes: [{ name: 'TODO: nothing is wrong', head: { samples: samples('pets', [['a.png', 'aa', 'train', 'cat']]) } }],
  fails: [
    {
      name: 'TODO: something is wrong',
      head: { samples: samples('pets', [['b.png', 'bb', 'train', 'cat']]) },
      problems: [{ message: 'fault', subject: 'b.png', identity: 'bb' }],
    },
  ],
});
`;
}

if (import.meta.main) {
  try {
    const written = newRule(root, process.argv[2] ?? '');
    writeRulesIndex(join(root, 'rules'));
    console.log(`Wrote ${written.join(' and ')}. Write both, then run \`npm run generate\` for the page.`);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 2;
  }
}
