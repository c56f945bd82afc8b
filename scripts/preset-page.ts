import { parse } from 'yaml';

/** The page of the presets: what each is for, in the words of its own comment, and what it sets. */
export function presetPage(presets: Readonly<Record<string, string>>): string {
  const sections = Object.entries(presets).map(([name, text]) => {
    const lines = text.split('\n');
    const comment = lines.filter((line) => line.startsWith('#')).map((line) => line.replace(/^# ?/, ''));
    const body = lines.filter((line) => !line.startsWith('#')).join('\n');
    const isEmpty = Object.keys(parse(text)?.rules ?? {}).length === 0;
    return [`## ${name}`, comment.join('\n'), ...(isEmpty ? [] : [`\`\`\`yaml\n${body.trim()}\n\`\`\``])].join('\n\n');
  });
  return `<!-- Generated from rules/presets by \`npm run generate\`; do not edit. -->

# Presets

A policy may be laid over one preset or several:

\`\`\`yaml
version: 1
extends: [strict, medical]
\`\`\`

Later presets go over earlier ones and the policy's own keys over all of them, key by key: a rule's severity and each of its
options by itself. \`<cause>/*\` sets aside all that earlier layers say of the cause's rules. The report lists what each preset
sets that nothing after it sets anew.

${sections.join('\n\n')}
`;
}
