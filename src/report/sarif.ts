import type { Finding } from '../model/finding.ts';
import type { Report, RuleResult } from '../model/report.ts';
import { allResults } from './wording.ts';

/** GitHub's code scanning takes at most this many results of one run. */
const resultLimit = 25_000;

/** SARIF 2.1.0 for code scanning: one run; inherited findings as `unchanged`, waived ones as suppressed. */
export function toSarif(report: Report): object {
  const results = allResults(report);
  const rules = results.filter(({ findings }) => findings.length > 0);
  const index = new Map(rules.map(({ rule }, position) => [rule, position]));
  const findings = rules.flatMap((result) =>
    result.findings.map((finding) => toResult(finding, index.get(result.rule) ?? 0, report)),
  );
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Vision Gate', version: report.tool, rules: rules.map(toRule) } },
        automationDetails: { id: 'vision-gate/' },
        invocations: [
          {
            executionSuccessful: results.every(({ outcome }) => outcome !== 'errored') && report.mistakes.length === 0,
          },
        ],
        results: findings.slice(0, resultLimit),
      },
    ],
  };
}

function toRule({ rule, title, why, fix, severity }: RuleResult): object {
  return {
    id: rule,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: fix },
    defaultConfiguration: { level: severity === 'error' ? 'error' : 'warning' },
    properties: { tags: [rule.slice(0, rule.indexOf('/'))] },
  };
}

function toResult(finding: Finding, ruleIndex: number, report: Report): object {
  const { at, fingerprint, origin, rule, severity, text, waiver } = finding;
  const place = at ?? { path: report.policy?.path ?? 'vision-gate.yml' };
  return {
    ruleId: rule,
    ruleIndex,
    level: severity,
    message: { text },
    baselineState: origin === 'introduced' ? 'new' : origin === 'worsened' ? 'updated' : 'unchanged',
    partialFingerprints: { 'visionGate/v1': fingerprint },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: place.path.split('/').map(encodeURIComponent).join('/') },
          region: { startLine: Math.max(1, place.line ?? 1), ...(place.column ? { startColumn: place.column } : {}) },
        },
      },
    ],
    ...(waiver ? { suppressions: [{ kind: 'external', justification: waiver.reason }] } : {}),
  };
}
