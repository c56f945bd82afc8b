/**
 * The main job on the shipped example: lays its pull request out as a real repository, runs the built action on it as
 * GitHub's runner does, against a double of GitHub, and compares what the gate found with what was planted.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lay } from '../examples/garments/lay.ts';
import type { Report } from '../src/model/report.ts';
import { allFindings, isNew } from '../src/report/wording.ts';
import { startGitHub } from '../test/harness/github/server.ts';
import { runAction } from '../test/harness/runner/runner.ts';
import { differences, type Planted } from './planted.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const output = join(root, '.vision-gate', 'example');
const repository = 'example/garments';

const workspace = mkdtempSync(join(tmpdir(), 'garments-'));
const github = await startGitHub({ repositories: { [repository]: workspace } });
try {
  const { base, head, prNumber } = await lay(workspace);
  console.log(`The example's pull request: ${base.slice(0, 8)} … ${head.slice(0, 8)}, laid out in ${workspace}\n`);
  const result = await runAction({
    action: root,
    event: { name: 'pull_request', payload: pullRequest(base, head, prNumber) },
    repository,
    sha: head,
    workspace,
    token: 'a-token-of-the-double',
    apiUrl: github.url,
    toolCache: join(output, 'tool-cache'),
    inputs: Object.fromEntries(
      ['json', 'html', 'sarif', 'junit'].map((form) => [form, join(workspace, '.git', `report.${form}`)]),
    ),
  });
  process.stdout.write(result.log.replace(/^::.*\n/gm, ''));
  rmSync(join(output, 'report'), { recursive: true, force: true });
  mkdirSync(join(output, 'report'), { recursive: true });
  for (const form of ['json', 'html', 'sarif', 'junit']) {
    cpSync(
      join(workspace, '.git', `report.${form}`),
      join(output, 'report', `report.${form === 'junit' ? 'junit.xml' : form}`),
    );
  }
  const report = JSON.parse(readFileSync(join(output, 'report', 'report.json'), 'utf8')) as Report;
  const planted = JSON.parse(readFileSync(join(root, 'examples', 'garments', 'planted.json'), 'utf8')) as Planted[];
  const wrong = differences(planted, allFindings(report).filter(isNew));
  const [check] = github.checkRuns;
  console.log(`\nThe gate exited ${result.exitCode}, as it must: this pull request is full of faults.`);
  console.log(
    `Check run: ${check?.status}, ${check?.conclusion}, ${check?.annotations.length} annotations; ${github.requests.length} requests, ${github.violations.length} against GitHub's API description.`,
  );
  console.log(`HTML report: ${relative(process.cwd(), join(output, 'report', 'report.html'))}`);
  for (const sentence of [...wrong, ...github.violations]) console.error(sentence);
  const asExpected =
    result.exitCode === 1 && wrong.length === 0 && github.violations.length === 0 && check?.conclusion === 'failure';
  console.log(asExpected ? `Found just what was planted: ${planted.length} faults.` : 'This is not what was planted.');
  process.exitCode = asExpected ? 0 : 1;
} finally {
  await github.close();
  rmSync(workspace, { recursive: true, force: true });
}

function pullRequest(base: string, head: string, number: number): object {
  const repo = { full_name: repository, default_branch: 'main' };
  return {
    action: 'synchronize',
    number,
    repository: repo,
    pull_request: {
      number,
      head: { sha: head, ref: 'improve-classifier', repo },
      base: { sha: base, ref: 'main', repo },
    },
  };
}
