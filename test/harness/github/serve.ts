/**
 * The GitHub double as a program: prints its address, serves until SIGTERM or SIGINT, then writes what it was told.
 *
 *     node test/harness/github/serve.ts [--repository owner/name=FOLDER ...] [--port N] [--record FILE]
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startGitHub } from './server.ts';

const { values } = parseArgs({
  options: {
    repository: { type: 'string', multiple: true },
    port: { type: 'string', default: '0' },
    record: { type: 'string' },
  },
});
const repositories = values.repository?.map((pair) => {
  const separator = pair.indexOf('=');
  if (separator < 0) throw new Error(`Expected owner/name=FOLDER for \`--repository\` but received ${pair}.`);
  return [pair.slice(0, separator), pair.slice(separator + 1)];
});
const github = await startGitHub({
  port: Number(values.port),
  ...(repositories && { repositories: Object.fromEntries(repositories) }),
});
console.log(github.url);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, async () => {
    const { requests, violations, state } = github;
    if (values.record) writeFileSync(values.record, JSON.stringify({ requests, violations, state }, null, 2));
    await github.close();
  });
}
