import { describe, expect, test } from 'vitest';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import type { BothSides } from '../../src/evaluate/run-rule.ts';
import type { Gathered, Governance, LicenceFact } from '../../src/model/facts.ts';
import type { Problem, Test } from '../../src/model/finding.ts';
import type { Policy } from '../../src/model/policy.ts';
import { type AnyRule, defineRule } from '../../src/model/rule.ts';

const policy: Policy = {
  version: 1,
  datasets: {},
  models: {},
  targets: {},
  rules: {},
  waivers: [],
  strict: false,
  lost: 'failure',
  errorBudget: { score: 0.004, classesAndGroups: 0.004, latency: 0.002 },
  source: { path: 'vision-gate.yml', commit: 'a'.repeat(40), side: 'base' },
  positions: {},
};

/** Facts that carry what the rule under test should say, in the licences' names. */
function saying(...names: string[]): Gathered {
  const licences = names.map(
    (name): LicenceFact => ({ name, kind: 'dataset', licence: null, at: { path: name }, looked: [] }),
  );
  const governance: Governance = { licences, workflows: [] };
  return { facts: { governance: { repository: governance } }, unread: [] };
}

function ruleOf(
  say: (names: string[]) => Iterable<Problem<'said'> | Test<'said'>>,
  measure: 'counted' | 'measured' = 'counted',
): AnyRule {
  return defineRule({
    meta: {
      id: 'ethics/under-test',
      title: 'Under test.',
      why: 'It is.',
      fix: 'Nothing.',
      severity: 'error',
      recommended: true,
      measure,
      needs: ['governance'],
      messages: { said: '{subject} is at fault by {measured}.' },
      options: {},
    },
    defaults: {},
    *evaluate({ head }) {
      yield* say(head.governance.repository.licences.map(({ name }) => name));
    },
  });
}

const everyName = ruleOf((names) => names.map((name) => ({ message: 'said', subject: name, identity: name })));

function judge(rule: AnyRule, sides: Partial<BothSides>, changes: Partial<Policy> = {}) {
  const both: BothSides = { base: null, head: saying(), pair: { facts: {}, unread: [] }, ...sides };
  const { verdict, causes } = evaluate([rule], both, {
    policy: { ...policy, ...changes },
    today: '2026-11-24',
    only: [],
  });
  const [result] = causes.flatMap(({ results }) => results);
  return { verdict, result };
}

const origins = (result: ReturnType<typeof judge>['result']) =>
  result.findings.map(({ subject, origin }) => `${subject} ${origin}`);

describe('base as head', () => {
  test('a problem that only head has is introduced and fails', () => {
    const { verdict, result } = judge(everyName, { base: saying('old'), head: saying('new', 'old') });
    expect(origins(result)).toEqual(['new introduced', 'old inherited']);
    expect(verdict.conclusion).toBe('failure');
  });

  test('an inherited problem is shown and fails nothing', () => {
    const { verdict, result } = judge(everyName, { base: saying('old'), head: saying('old') });
    expect(origins(result)).toEqual(['old inherited']);
    expect(verdict.conclusion).toBe('success');
  });

  test('what base had and head has not is fixed', () => {
    const { result } = judge(everyName, { base: saying('old', 'mended'), head: saying('old') });
    expect(result.fixed.map(({ subject }) => subject)).toEqual(['mended']);
  });

  test('a counted value further past its limit is worsened, nearer is inherited', () => {
    const counting = ruleOf((names) =>
      names.map((name) => ({ message: 'said', subject: 'size', identity: 'size', measured: Number(name), limit: 10 })),
    );
    expect(origins(judge(counting, { base: saying('12'), head: saying('13') }).result)).toEqual(['size worsened']);
    expect(origins(judge(counting, { base: saying('12'), head: saying('11') }).result)).toEqual(['size inherited']);
  });

  test('a value that must not be below its limit is worsened when it falls', () => {
    const counting = ruleOf((names) =>
      names.map((name) => ({ message: 'said', subject: 's', identity: 's', measured: Number(name), limit: 0.32 })),
    );
    expect(origins(judge(counting, { base: saying('0.3'), head: saying('0.1') }).result)).toEqual(['s worsened']);
  });

  test('a guess in a rule of certainties warns, after the certainties', () => {
    const guessing = ruleOf((names) =>
      names.map((name) => ({
        message: 'said',
        subject: name,
        identity: name,
        ...(name === 'guess' ? { severity: 'warning' } : {}),
      })),
    );
    const { verdict, result } = judge(guessing, { head: saying('guess') });
    expect(result.findings.map(({ severity }) => severity)).toEqual(['warning']);
    expect(verdict.conclusion).toBe('neutral');
    const both = judge(guessing, { head: saying('guess', 'sure') }).result.findings;
    expect(both.map(({ subject }) => subject)).toEqual(['sure', 'guess']);
  });

  test('without a base everything is introduced', () => {
    expect(origins(judge(everyName, { head: saying('new') }).result)).toEqual(['new introduced']);
  });
});

describe('measured values', () => {
  const measuring = (extra: (name: string) => Partial<Problem<'said'>>) =>
    ruleOf(
      (names) =>
        names.map((name) => ({
          message: 'said',
          subject: 'gap',
          identity: 'gap',
          measured: Number(name),
          limit: 0.1,
          ...extra(name),
        })),
      'measured',
    );
  const change = (p: number, interval: [number, number]) => () => ({
    change: {
      subject: 'gap',
      identity: 'gap',
      effect: 0.05,
      interval,
      tolerance: 0,
      p,
      n: 100,
      family: 'classes and groups' as const,
    },
  });

  test('noise across a limit blocks nobody', () => {
    const { verdict, result } = judge(
      measuring(() => ({ noise: 0.02 })),
      { base: saying('0.09999'), head: saying('0.11') },
    );
    expect(origins(result)).toEqual(['gap inherited']);
    expect(verdict.conclusion).toBe('success');
  });

  test('a step beyond the noise floor counts', () => {
    expect(
      origins(
        judge(
          measuring(() => ({ noise: 0.02 })),
          { base: saying('0.12'), head: saying('0.2') },
        ).result,
      ),
    ).toEqual(['gap worsened']);
  });

  test('a change that the paired test calls worse counts', () => {
    expect(
      origins(judge(measuring(change(1e-6, [0.02, 0.08])), { base: saying('0.12'), head: saying('0.2') }).result),
    ).toEqual(['gap worsened']);
  });

  test('a change that the paired test cannot tell from noise is inherited', () => {
    expect(
      origins(judge(measuring(change(0.2, [-0.02, 0.08])), { base: saying('0.12'), head: saying('0.2') }).result),
    ).toEqual(['gap inherited']);
  });
});

describe('tests', () => {
  const testing = (p: number, interval: [number, number], tolerance = 0) =>
    ruleOf((names) =>
      names.map((name) => ({
        message: 'said',
        subject: name,
        identity: name,
        effect: 0.1,
        interval,
        tolerance,
        p,
        n: 50,
        requiredN: 900,
        family: 'score' as const,
      })),
    );

  test('a loss beyond the tolerance with confidence fails', () => {
    const { verdict, result } = judge(testing(1e-6, [0.05, 0.15]), { head: saying('a') });
    expect(result.tests.map(({ decision }) => decision)).toEqual(['worse']);
    expect(result.findings[0]).toMatchObject({ measured: 0.1, limit: 0, text: 'a is at fault by 0.1.' });
    expect(verdict.conclusion).toBe('failure');
  });

  test('an interval within the tolerance is not worse', () => {
    const { verdict, result } = judge(testing(0.5, [-0.1, 0.01], 0.02), { head: saying('a') });
    expect(result.tests[0].decision).toBe('not worse');
    expect(verdict.conclusion).toBe('success');
  });

  test('anything between is inconclusive: neutral, or failure under strict', () => {
    const rule = testing(0.01, [-0.01, 0.2]);
    expect(judge(rule, { head: saying('a') }).verdict).toMatchObject({
      conclusion: 'neutral',
      because: [expect.stringContaining('900')],
    });
    expect(judge(rule, { head: saying('a') }, { strict: true }).verdict.conclusion).toBe('failure');
  });

  test('what base left undecided too is no news, not even under strict', () => {
    const rule = testing(0.01, [-0.01, 0.2]);
    const { verdict, result } = judge(rule, { base: saying('a'), head: saying('a') }, { strict: true });
    expect(result.tests).toMatchObject([{ decision: 'inconclusive', inherited: true }]);
    expect(verdict.conclusion).toBe('success');
    const grown = judge(rule, { base: saying('a'), head: saying('a', 'b') });
    expect(grown.verdict.because).toEqual([expect.stringContaining('One comparison is inconclusive')]);
  });

  test('the budget is shared: the same p decides alone and not among twenty', () => {
    const rule = testing(0.003, [0.01, 0.2]);
    expect(judge(rule, { head: saying('a') }).result.tests[0].decision).toBe('worse');
    const many = judge(rule, { head: saying(...Array.from({ length: 20 }, (_, index) => `t${index}`)) });
    expect(new Set(many.result.tests.map(({ decision }) => decision))).toEqual(new Set(['inconclusive']));
  });

  test('a state that failed at base too is inherited', () => {
    expect(origins(judge(testing(1e-6, [0.05, 0.15]), { base: saying('a'), head: saying('a') }).result)).toEqual([
      'a inherited',
    ]);
  });
});

describe('could not look is not a pass', () => {
  test('a rule that throws fails the check', () => {
    const throwing = ruleOf(() => {
      throw new Error('out of luck');
    });
    const { verdict, result } = judge(throwing, { head: saying('a') });
    expect(result).toMatchObject({ outcome: 'errored', reason: expect.stringContaining('out of luck') });
    expect(verdict.conclusion).toBe('failure');
  });

  test('a fact that could not be read fails the check, and what was read is still judged', () => {
    const head = saying('new');
    head.unread.push({ fact: 'governance', name: 'other', kind: 'unavailable', reason: 'It was not fetched.' });
    const { verdict, result } = judge(everyName, { head });
    expect(result.outcome).toBe('errored');
    expect(origins(result)).toEqual(['new introduced']);
    expect(verdict.because.join(' ')).toContain('It was not fetched.');
    expect(result).not.toHaveProperty('reasonAt');
  });

  test('what could not be read is shown where it lies', () => {
    const head = saying('new');
    const at = { path: 'models/net.onnx' };
    head.unread.push({ fact: 'governance', name: 'net', kind: 'broken', reason: 'It is no ONNX model.', at });
    expect(judge(everyName, { head }).result.reasonAt).toEqual(at);
  });

  test('files that vanished at head fail the check, or not, as the policy says', () => {
    const sides = { base: saying('old'), head: { facts: {}, unread: [] } };
    expect(judge(everyName, sides).result.lost).toEqual(['repository']);
    expect(judge(everyName, sides).verdict.conclusion).toBe('failure');
    expect(judge(everyName, sides, { lost: 'neutral' }).verdict.conclusion).toBe('neutral');
  });

  test('a base that is broken counts as no base, one that could not be had is an error', () => {
    const broken: Gathered = {
      facts: {},
      unread: [{ fact: 'governance', name: 'repository', kind: 'broken', reason: 'Bad bytes.' }],
    };
    expect(judge(everyName, { base: broken, head: saying() }).result.outcome).toBe('ran');
    const absent: Gathered = {
      facts: {},
      unread: [{ fact: 'governance', name: 'repository', kind: 'unavailable', reason: 'Timed out.' }],
    };
    expect(judge(everyName, { base: absent, head: saying() }).result.outcome).toBe('errored');
  });

  test('nothing to read is skipped, with its reason', () => {
    const { verdict, result } = judge(everyName, { head: { facts: {}, unread: [] } });
    expect(result).toMatchObject({ outcome: 'skipped', reason: expect.stringMatching(/\.$/) });
    expect(verdict.conclusion).toBe('success');
  });
});

describe('one cause is one reason', () => {
  const named = (id: 'ethics/one' | 'ethics/two') => ({ ...everyName, meta: { ...everyName.meta, id } });
  const reasons = (sides: Partial<BothSides>) =>
    evaluate(
      [named('ethics/one'), named('ethics/two')],
      { base: null, head: saying(), pair: { facts: {}, unread: [] }, ...sides },
      { policy, today: '2026-11-24', only: [] },
    ).verdict.because;

  test('rules that could not look for the same reason share a sentence', () => {
    const head = saying('a');
    head.unread.push({ fact: 'governance', name: 'repository', kind: 'broken', reason: 'It is no ONNX model.' });
    expect(reasons({ base: saying('a'), head })).toEqual(['2 rules could not look: repository: It is no ONNX model.']);
  });

  test('rules that lost the same share a sentence', () => {
    expect(reasons({ base: saying('a'), head: { facts: {}, unread: [] } })).toEqual([
      '2 rules lost what they judge: repository.',
    ]);
  });
});

describe('what undecided comparisons would take', () => {
  const comparing = (tests: Pick<Test, 'family' | 'requiredN'>[]) =>
    ruleOf(() =>
      tests.map(
        (test, index): Test<'said'> => ({
          message: 'said',
          subject: `${index}`,
          identity: `${index}`,
          effect: 0.05,
          interval: [-0.1, 0.2],
          tolerance: 0.01,
          p: 0.2,
          n: 100,
          ...test,
        }),
      ),
    );

  test('images for scores, by the nearest of them', () => {
    const rule = comparing([
      { family: 'score', requiredN: 4000 },
      { family: 'classes and groups', requiredN: 300_000 },
    ]);
    expect(judge(rule, { head: saying('a') }).verdict.because).toEqual([
      '2 comparisons are inconclusive (ethics/under-test); about 4,000 images would decide the nearest.',
    ]);
  });

  test('a quieter machine for latencies, which no image decides', () => {
    expect(judge(comparing([{ family: 'latency', requiredN: 471 }]), { head: saying('a') }).verdict.because).toEqual([
      'One comparison is inconclusive (ethics/under-test); a quieter runner would decide the latency.',
    ]);
  });
});

describe('policy', () => {
  const waiver = (until: string, subject = 'data/**') => ({
    rule: 'ethics/under-test',
    subject,
    until,
    reason: 'Kept on purpose.',
    at: { path: 'vision-gate.yml', line: 9 },
  });

  test('a waiver holds up to its last day', () => {
    const head = saying('data/a.png');
    expect(judge(everyName, { head }, { waivers: [waiver('2026-11-24')] }).verdict.conclusion).toBe('success');
    expect(judge(everyName, { head }, { waivers: [waiver('2026-11-23')] }).verdict.conclusion).toBe('failure');
    expect(judge(everyName, { head }, { waivers: [waiver('2026-11-24', 'other/**')] }).verdict.conclusion).toBe(
      'failure',
    );
  });

  test('a rule can be switched off or made a warning, alone or with its cause', () => {
    const setting = (severity: 'off' | 'warning') => ({ severity, options: {} });
    const head = saying('a');
    expect(judge(everyName, { head }, { rules: { 'ethics/*': setting('off') } }).result.outcome).toBe('skipped');
    expect(
      judge(everyName, { head }, { rules: { 'ethics/*': setting('off'), 'ethics/under-test': setting('warning') } })
        .verdict.conclusion,
    ).toBe('neutral');
  });

  test('the same facts give the same evaluation, byte for byte', () => {
    const once = () => JSON.stringify(judge(everyName, { base: saying('b', 'a'), head: saying('c', 'a', 'd') }));
    expect(once()).toBe(once());
  });
});
