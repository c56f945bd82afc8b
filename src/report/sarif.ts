import type { Position } from '../model/fault.ts';
import type { Finding } from '../model/finding.ts';
import type { Report, RuleResult } from '../model/report.ts';
import { oneLine } from './escape.ts';
import { allResults, hasLost, isNew } from './wording.ts';

/** GitHub's code scanning takes at most this many results of one run. */
const resultLimit = 25_000;

/**
 * SARIF 2.1.0 for code scanning: one run; inherited findings as `unchanged`, waived ones as suppressed, what could not
 * be looked at as notifications. Most important first, since what is past the limit is left out.
 */
export function toSarif(report: Report): object {
  const results = allResults(report);
  const rules = results.filter(({ findings }) => findings.length > 0);
  const index = new Map(rules.map(({ rule }, position) => [rule, position]));
  const findings = rules.flatMap((result) => result.findings).sort((a, b) => rank(a) - rank(b));
  const troubles = results.flatMap(notificationsOf);
  const mistakes = report.mistakes.map(({ at, message }) => ({
    level: 'error',
    message: text(message),
    locations: [location(at)],
  }));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Vision Gate', version: report.tool, rules: rules.map(toRule) } },
        automationDetails: { id: 'vision-gate/' },
        invocations: [
          {
            executionSuccessful: troubles.length + mistakes.length === 0,
            ...(troubles.length > 0 ? { toolExecutionNotifications: troubles } : {}),
            ...(mistakes.length > 0 ? { toolConfigurationNotifications: mistakes } : {}),
          },
        ],
        results: findings
          .slice(0, resultLimit)
          .map((finding) => toResult(finding, index.get(finding.rule) ?? 0, report)),
      },
    ],
  };
}

function rank(finding: Finding): number {
  return (isNew(finding) ? 0 : 2) + (finding.severity === 'error' ? 0 : 1);
}

function notificationsOf(result: RuleResult): object[] {
  const { rule, outcome, reason, lost } = result;
  const say = (sentence: string) => ({ level: 'error', message: text(`${rule} ${sentence}`) });
  return [
    ...(outcome === 'errored' ? [say(`could not look: ${reason ?? ''}`)] : []),
    ...(hasLost(result) ? [say(`lost what it judges: ${lost.join(', ')}`)] : []),
  ];
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
  const { at, fingerprint, origin, rule, severity, waiver } = finding;
  return {
    ruleId: rule,
    ruleIndex,
    level: severity,
    message: text(finding.text),
    baselineState: origin === 'introduced' ? 'new' : origin === 'worsened' ? 'updated' : 'unchanged',
    partialFingerprints: { 'visionGate/v1': fingerprint },
    locations: [location(at ?? { path: report.policy?.path ?? '.github/vision-gate.yml' })],
    ...(waiver ? { suppressions: [{ kind: 'external', justification: waiver.reason }] } : {}),
  };
}

/** SARIF reads `[words](target)` in plain text as a link, which foreign text must not make. */
function text(words: string): { text: string } {
  return { text: oneLine(words).replaceAll('](', '] (') };
}

function location({ path, line, column }: Position): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: path.toWellFormed().split('/').map(encodeURIComponent).join('/') },
      region: { startLine: Math.max(1, line ?? 1), ...(column ? { startColumn: column } : {}) },
    },
  };
}
