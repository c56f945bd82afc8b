/**
 * The main job on the shipped examples: lays the pull request of each out as a real repository, runs the built action on it
 * as GitHub's runner does, against a double of GitHub, and compares what the gate found with what was planted.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lay as layGarments } from '../examples/garments/lay.ts';
import { lay as layStockroom } from '../examples/stockroom/lay.ts';
import type { Report } from '../src/model/report.ts';
import { allFindings, isNew } from '../src/report/wording.ts';
import { startGitHub } from '../test/harness/github/server.ts';
import { runAction } from '../test/harness/runner/runner.ts';
import { differences, type Planted } from './planted.ts';

interface Example {
  /** Of its folder in examples/. */
  name: string;
  branch: string;
  lay(directory: string): { base: string; head: string; prNumber: number };
}

const examples: readonly Example[] = [
  { name: 'garments', branch: 'improve-classifier', lay: layGarments },
  { name: 'stockroom', branch: 'pull-request', lay: layStockroom },
];

const root = fileURLToPath(new URL('..', import.meta.url));
const output = join(root, '.vision-gate', 'example');
const forms = { json: 'report.json', html: 'report.html', sarif: 'report.sarif', junit: 'report.junit.xml' };

const asExpected: boolean[] = [];
for (const example of examples) asExpected.push(await demonstrate(example));
process.exitCode = asExpected.every(Boolean) ? 0 : 1;

/** Runs the action on the example's pull request; whether it found just what was planted. */
async function demonstrate({ name, branch, lay }: Example): Promise<boolean> {
  const repository = `example/${name}`;
  const workspace = mkdtempSync(join(tmpdir(), `${name}-`));
  const github = await startGitHub({ repositories: { [repository]: workspace } });
  try {
    const { base, head, prNumber } = lay(workspace);
    console.log(`The pull request of ${name}: ${base.slice(0, 8)} … ${head.slice(0, 8)}, laid out in ${workspace}\n`);
    const written = (file: string) => join(workspace, '.git', file);
    const result = await runAction({
      action: root,
      event: { name: 'pull_request', payload: pullRequest(repository, branch, base, head, prNumber) },
      repository,
      sha: head,
      workspace,
      token: 'a-token-of-the-double',
      apiUrl: github.url,
      toolCache: join(output, 'tool-cache'),
      inputs: Object.fromEntries(Object.entries(forms).map(([form, file]) => [form, written(file)])),
    });
    process.stdout.write(result.log.replace(/^::.*\n/gm, ''));
    const reports = join(output, name);
    rmSync(reports, { recursive: true, force: true });
    mkdirSync(reports, { recursive: true });
    for (const file of Object.values(forms)) cpSync(written(file), join(reports, file));
    const report = JSON.parse(readFileSync(join(reports, forms.json), 'utf8')) as Report;
    const planted = JSON.parse(readFileSync(join(root, 'examples', name, 'planted.json'), 'utf8')) as Planted[];
    const wrong = differences(planted, allFindings(report).filter(isNew));
    const [check] = github.checkRuns;
    console.log(`\nThe gate exited ${result.exitCode}, as it must: this pull request is full of faults.`);
    console.log(
      `Check run: ${check?.status}, ${check?.conclusion}, ${check?.annotations.length} annotations; ${github.requests.length} requests, ${github.violations.length} against GitHub's API description.`,
    );
    console.log(`HTML report: ${relative(process.cwd(), join(reports, forms.html))}`);
    for (const sentence of [...wrong, ...github.violations]) console.error(sentence);
    const holds =
      result.exitCode === 1 && wrong.length === 0 && github.violations.length === 0 && check?.conclusion === 'failure';
    console.log(holds ? `Found just what was planted: ${planted.length} faults.\n` : 'This is not what was planted.\n');
    return holds;
  } finally {
    await github.close();
    rmSync(workspace, { recursive: true, force: true });
  }
}

function pullRequest(repository: string, branch: string, base: string, head: string, number: number): object {
  const repo = { full_name: repository, default_branch: 'main' };
  return {
    action: 'synchronize',
    number,
    repository: repo,
    pull_request: {
      number,
      head: { sha: head, ref: branch, repo },
      base: { sha: base, ref: 'main', repo },
    },
  };
}
