import type { AnyRule, Cause, Rule } from '../src/model/rule.ts';
import { causes } from '../src/model/rule.ts';

type Meta = Rule['meta'];

const causeTitles: Record<Cause, string> = {
  'training-data': 'Training data: too little, too narrow, badly labelled or dirty images',
  fitting: 'Fitting: over- or underfitting',
  'model-choice': 'Model choice: a wrong or oversized architecture',
  preprocessing: 'Preprocessing: missing or wrong normalisation, resizing, orientation',
  compute: 'Compute: hardware and cost limits',
  metrics: 'Metrics: the wrong yardstick, or a worse score',
  deployment: 'Deployment: good in training, fails in production',
  ethics: 'Ethics: bias, privacy, regulation',
};

const effects = {
  error: 'fails the check when the pull request introduces or worsens it',
  warning: 'warns, and fails nothing',
} as const;

const measures = {
  counted: 'Counted: any step past the limit is a finding.',
  measured: 'Measured: noise across the limit is no finding; head must also be worse than base.',
} as const;

/** The pages of the rules by their path under `docs/rules/`, each made from the rule's own meta. */
export function rulePages(rules: readonly AnyRule[]): Map<string, string> {
  return new Map([
    ...rules.map((rule): [string, string] => [`${rule.meta.id}.md`, rulePage(rule)]),
    ['README.md', overview(rules)],
  ]);
}

function rulePage({ meta, defaults }: Rule): string {
  const { id, title, why, fix, severity, measure } = meta;
  return `${notice(`rules/${id}.ts`)}
# ${id}

**${title}**

Severity \`${severity}\`: it ${effects[severity]}. ${measures[measure]}

## Why it matters

${why}

## What to do

${fix}

## What it says

${messages(meta)}

## What it reads

${[...meta.needs, ...(meta.uses ?? [])].map((fact) => `\`${fact}\``).join(', ')}

## Settings

${options(meta, defaults)}
## Waiving

When it is kept on purpose, say so in the policy of the base branch:

\`\`\`yaml
waivers:
  - rule: ${id}
    subject: '…'            # as the finding names it; * and ** match within and across folders
    until: 2027-12-31
    reason: 'why it is kept'
\`\`\`
`;
}

function messages({ messages }: Meta): string {
  return Object.values(messages)
    .map((text) => `- ${text.replace(/\{(\w+)\}/g, '*$1*')}`)
    .join('\n');
}

function options({ id, options, severity }: Meta, defaults: Record<string, unknown>): string {
  const rows = Object.entries(options).map(
    ([name, text]) => `| \`${name}\` | \`${JSON.stringify(defaults[name])}\` | ${text} |`,
  );
  const table =
    rows.length > 0 ? `| option | default | meaning |\n|---|---|---|\n${rows.join('\n')}\n` : 'It has no options.\n';
  const values = Object.entries(defaults).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  const setting = values.length > 0 ? `[${severity}, { ${values.join(', ')} }]` : severity;
  return `${table}
\`\`\`yaml
rules:
  ${id}: ${setting}    # or off, warning, error
\`\`\`
`;
}

function overview(rules: readonly AnyRule[]): string {
  const sections = causes.map((cause) => {
    const rows = rules
      .filter(({ meta }) => meta.id.startsWith(`${cause}/`))
      .map(({ meta }) => `| [${meta.id}](${meta.id}.md) | ${meta.severity} | ${meta.title} |`);
    return `## ${causeTitles[cause]}\n\n| rule | severity | fault |\n|---|---|---|\n${rows.join('\n')}\n`;
  });
  return `${notice('rules/')}
# Rules

An \`error\` ${effects.error}; a \`warning\` ${effects.warning}.

${sections.join('\n')}`;
}

function notice(source: string): string {
  return `<!-- Generated file, do not edit: \`npm run generate\` writes it from ${source} -->\n`;
}
