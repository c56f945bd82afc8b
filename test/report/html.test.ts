import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ClassScore } from '../../src/model/facts.ts';
import { renderHtml } from '../../src/report/html.ts';
import { foreignText, reportWith } from './foreign.ts';
import { classifier } from './sample/scores.ts';
import { enormous, failing, mistaken, passing, pictures } from './sample.ts';
import { elementsOf } from './xml.ts';

const page = renderHtml(failing, pictures);

const read = (html: string) => {
  const body = html.replace(/^<!doctype html>\n/, '').replace(/<style>[^<]*<\/style>/, '');
  return elementsOf(body, ['meta', 'img']);
};

test('the page has no script, and asks nobody for anything', () => {
  const elements = read(page);
  expect(elements.map(({ name }) => name)).not.toContain('script');
  for (const { name, attributes } of elements) {
    expect(attributes.replace(/"[^"]*"/g, '')).not.toMatch(/\son\w+=|\sstyle=/);
    const address = /\s(?:src|href)="([^"]*)"/.exec(attributes)?.[1];
    if (address !== undefined) expect(address).toMatch(name === 'img' ? /^data:image\/webp;base64,/ : /^#[a-z/-]+$/);
  }
});

test('the Content-Security-Policy allows the style by its hash, and nothing else', () => {
  const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(page)!;
  const [, style] = /<style>([^<]*)<\/style>/.exec(page)!;
  const hash = createHash('sha256').update(style).digest('base64');
  expect(policy).toBe(
    `default-src 'none'; img-src data:; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
  );
});

test('what failed and why stands before everything else', () => {
  const header = page.slice(page.indexOf('<header'), page.indexOf('</header>'));
  expect(header).toContain('<h1>Failed: 11 errors');
  expect(header).toContain('0041.png in test is the same image as');
  for (const { cause } of failing.causes) expect(header).toContain(`<b>${cause}</b>`);
});

test('every link leads to a card of the page', () => {
  const elements = read(page);
  const ids = elements.flatMap(({ attributes }) => / id="([^"]*)"/.exec(attributes)?.[1] ?? []);
  const links = elements.flatMap(({ attributes }) => / href="#([^"]*)"/.exec(attributes)?.[1] ?? []);
  expect(links.length).toBeGreaterThan(15);
  expect(ids).toEqual(expect.arrayContaining(links));
  expect(new Set(ids).size).toBe(ids.length);
});

test('errors come before warnings, and what could not be looked at stands among them', () => {
  const cards = [...page.matchAll(/class="card rule (error|warning)" id="([^"]*)"/g)];
  const kinds = cards.map(([, kind]) => kind);
  expect(kinds.lastIndexOf('error')).toBeLessThan(kinds.indexOf('warning'));
  expect(cards.map(([, , id]) => id)).toEqual(
    expect.arrayContaining(['compute/over-budget', 'deployment/interface-change']),
  );
});

test('a picture of 28 × 28 pixels is shown large enough to see, pixel by pixel', () => {
  expect(page).toMatch(/<img class="pixel" src="data:[^"]*" width="112" height="112"/);
});

test('foreign text makes no element: the page has the same ones as with plain words', () => {
  const names = (text: string) => read(renderHtml(reportWith(text), [])).map(({ name }) => name);
  const plain = names('plain');
  fc.assert(
    fc.property(foreignText, (text) => {
      const found = names(text);
      const optional = ['code', 'a', 'ul', 'li', 'p'];
      expect(found.filter((name) => !optional.includes(name))).toEqual(
        plain.filter((name) => !optional.includes(name)),
      );
    }),
    { numRuns: 200 },
  );
});

test('ten thousand findings are a page that a browser opens', () => {
  const large = renderHtml(enormous(10_000), []);
  expect(large.length).toBeLessThan(1_000_000);
  expect(large).toContain('more in the JSON report');
});

test('a thousand classes are a plot of those that lost most', () => {
  const classes = Array.from(
    { length: 1000 },
    (_, index): ClassScore => ({ name: `class ${index}`, n: 50, values: { recall: 1 } }),
  );
  const worse = classes.map((one, index) => (index === 777 ? { ...one, values: { recall: 0.5 } } : one));
  const html = renderHtml(
    {
      ...failing,
      scores: [
        { ...classifier, base: { ...classifier.base!, classes }, head: { ...classifier.head!, classes: worse } },
      ],
    },
    [],
  );
  expect(html).toContain('Recall by class: the 24 of 1000 that lost most');
  expect(html).toContain('class 777: base 1.000, head 0.500');
});

test('a policy with mistakes says that nothing was checked, once', () => {
  const html = renderHtml(mistaken, []);
  expect(html).toContain('Nothing was checked: the policy has mistakes');
  expect(html.match(/Did you mean `splits`/g)).toHaveLength(1);
});

test('a page without news is short', () => {
  expect(renderHtml(passing, [])).not.toContain('What this change brings in');
});
