import { isDeepStrictEqual } from 'node:util';
import { fillMessage } from '../../../src/evaluate/message.ts';
import type { Problem, Test } from '../../../src/model/finding.ts';
import { causes } from '../../../src/model/rule.ts';
import type { AnyCase, TestedRule } from './cases.ts';
import { runRule, type Said, sidesOf } from './run.ts';

const sentence = /^[A-Z{“].*[.!?]$/su;
const oneSentence = /^[A-Z][^.!?]*(?:\.\S[^.!?]*)*[.!?]$/u;
const faultName = /^[a-z]+(?:-[a-z0-9]+)*$/;
const verbs = /^(?:no(?!-better)|check|detect|find|validate|ensure|verify)-/;

/** What is wrong with a rule's description of itself, a sentence each. */
export function brokenMeta({ meta, defaults }: TestedRule, testPath: string): string[] {
  const broken: string[] = [];
  const [cause, fault, ...rest] = meta.id.split('/');
  const expect = (holds: boolean, text: string) => {
    if (!holds) broken.push(text);
  };
  expect((causes as readonly string[]).includes(cause), `\`${cause}\` is not one of the eight causes.`);
  expect(rest.length === 0 && faultName.test(fault ?? ''), 'The id is not `<cause>/<fault>` in kebab case.');
  expect(!verbs.test(fault ?? ''), `\`${fault}\` is an act; the id names the fault.`);
  expect(testPath.endsWith(`test/rules/${meta.id}.test.ts`), `The id is ${meta.id}, and its test is ${testPath}.`);
  expect(oneSentence.test(meta.title), 'The title is not one sentence with a full stop.');
  expect(sentence.test(meta.why), '`why` is not made of sentences.');
  expect(sentence.test(meta.fix), '`fix` is not made of sentences.');
  for (const [key, text] of Object.entries({ ...meta.messages, ...meta.options })) {
    expect(sentence.test(text), `\`${key}\` is not a sentence with a full stop.`);
  }
  expect(!JSON.stringify(meta).includes('TODO'), 'There is a TODO left.');
  expect(Object.keys(meta.messages).length > 0, 'There are no messages.');
  expect(
    isDeepStrictEqual(Object.keys(meta.options).sort(), Object.keys(defaults).sort()),
    'The options with a sentence and the options with a default are not the same.',
  );
  return broken;
}

/** Promises of each rule that a single case can break. */
export function brokenByCase(rule: TestedRule, ruleCase: AnyCase): string[] {
  const sides = sidesOf(ruleCase);
  const untouched = structuredClone(sides);
  const said = runRule(rule, sides, ruleCase.options);
  const broken = [...said.problems, ...said.tests].flatMap((item) => brokenSaid(rule, item));
  if (!isDeepStrictEqual(sides, untouched)) broken.push('Facts were changed.');
  if (!sameSaid(said, runRule(rule, sides, ruleCase.options))) broken.push('The same facts did not give the same.');
  for (const [kind, items] of Object.entries({ problems: said.problems, tests: said.tests })) {
    const names = items.map(({ message, identity }) => `${message} ${identity}`);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) broken.push(`Two ${kind} are one finding: ${twice}.`);
  }
  return [...broken, ...brokenWithoutPair(rule, ruleCase)];
}

/** The engine also runs a rule on base as if it were head, and on a commit that has no base. */
function brokenWithoutPair(rule: TestedRule, ruleCase: AnyCase): string[] {
  const { base, head } = sidesOf(ruleCase);
  const asHead = runRule(rule, { base, head: base, pair: {} }, ruleCase.options);
  const alone = runRule(rule, { base: {}, head, pair: {} }, ruleCase.options);
  const unchanged = runRule(rule, { base: head, head, pair: {} }, ruleCase.options);
  const identities = ({ problems }: Said) => problems.map(({ message, identity }) => `${message} ${identity}`).sort();
  const broken = [...asHead.problems, ...alone.problems].flatMap((item) => brokenSaid(rule, item));
  if (!isDeepStrictEqual(identities(alone), identities(unchanged))) {
    broken.push('A head that equals its base has other problems than a head without a base.');
  }
  return broken;
}

/** Promises that only all cases together can keep. */
export function brokenByAll(rule: TestedRule, passes: readonly AnyCase[], fails: readonly AnyCase[]): string[] {
  const broken: string[] = [];
  if (passes.length === 0) broken.push('There is no passing case.');
  if (fails.length === 0) broken.push('There is no failing case.');
  const cases = [...passes, ...fails];
  cases.forEach((one, index) => {
    const twin = cases.slice(0, index).find((other) => sameInput(one, other));
    if (twin) broken.push(`“${one.name}” and “${twin.name}” are the same case.`);
  });
  const runs = cases.map((one) => runRule(rule, sidesOf(one), one.options));
  const spoken = new Set(
    fails.flatMap((_, index) => {
      const { problems, tests } = runs[passes.length + index];
      return [...problems, ...tests.filter(convincing)].map(({ message }) => message);
    }),
  );
  for (const message of Object.keys(rule.meta.messages)) {
    if (!spoken.has(message)) broken.push(`Message \`${message}\` has no failing case.`);
  }
  for (const option of Object.keys(rule.defaults)) {
    if (!cases.some(({ options }) => options && Object.hasOwn(options, option))) {
      broken.push(`Option \`${option}\` is set in no case.`);
    }
  }
  for (const need of [...rule.meta.needs, ...(rule.meta.uses ?? [])]) {
    if (!runs.some(({ read }) => read.has(need))) broken.push(`\`${need}\` is needed and never read.`);
  }
  return broken;
}

/** A test that would fail the gate if it stood alone. */
export function convincing({ p, effect, tolerance }: Test): boolean {
  return p < 0.002 && effect > tolerance;
}

function brokenSaid({ meta }: TestedRule, item: Problem | Test): string[] {
  const broken: string[] = [];
  if (!Object.hasOwn(meta.messages, item.message)) return [`Message \`${item.message}\` is not declared.`];
  const text = fillMessage(meta.messages[item.message], item as Problem);
  if (/\{\w+\}/.test(text)) broken.push(`A slot is empty: “${text}”`);
  if (/NaN|undefined|Infinity|null/.test(text)) broken.push(`A slot holds no value: “${text}”`);
  if (item.identity === '' || item.subject === '') broken.push(`“${text}” has no identity or no subject.`);
  if (!isDeepStrictEqual(structuredClone(item), item)) broken.push(`“${text}” is not plain data.`);
  if ('p' in item) return [...broken, ...brokenTest(item)];
  if ((item.measured === undefined) !== (item.limit === undefined)) {
    broken.push(`“${text}” has a measured value or a limit, but not both.`);
  }
  const { change } = item;
  return change ? [...broken, ...brokenTest({ ...change, message: item.message })] : broken;
}

function brokenTest({ effect, interval, tolerance, p, n, requiredN, message }: Test): string[] {
  const broken: string[] = [];
  if (![effect, ...interval].every(Number.isFinite) || interval[0] > interval[1]) {
    broken.push(`Test \`${message}\` has effect ${effect} and interval ${interval.join(' to ')}.`);
  }
  if (!(p >= 0 && p <= 1)) broken.push(`Test \`${message}\` has p = ${p}.`);
  if (!(tolerance >= 0)) broken.push(`Test \`${message}\` has tolerance ${tolerance}.`);
  if (!(Number.isInteger(n) && n > 0)) broken.push(`Test \`${message}\` has n = ${n}.`);
  if (requiredN !== undefined && !(requiredN > 0)) broken.push(`Test \`${message}\` requires ${requiredN} samples.`);
  return broken;
}

function sameSaid(a: Said, b: Said): boolean {
  return isDeepStrictEqual([a.problems, a.tests], [b.problems, b.tests]);
}

function sameInput(a: AnyCase, b: AnyCase): boolean {
  return isDeepStrictEqual([a.base, a.head, a.pair, a.options], [b.base, b.head, b.pair, b.options]);
}
