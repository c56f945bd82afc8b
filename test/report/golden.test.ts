import { expect, test } from 'vitest';
import { jobSummary } from '../../src/report/check.ts';
import { renderHtml } from '../../src/report/html.ts';
import { toJunit } from '../../src/report/junit.ts';
import { toSarif } from '../../src/report/sarif.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { audit, failing, mistaken, neutral, passing, pictures, untouched } from './sample.ts';

const endings = Object.entries({ failing, neutral, passing, mistaken, untouched, audit });

test('the job summary reads as reviewed', async () => {
  await expect(jobSummary(failing)).toMatchFileSnapshot('../golden/summary.md');
});

test('the terminal reads as reviewed, however a run ends', async () => {
  const said = endings.map(
    ([ending, report]) => `---- ${ending}\n${renderTerminal(report, { colour: false, width: 100 })}`,
  );
  await expect(said.join('\n')).toMatchFileSnapshot('../golden/terminal.txt');
});

test('the HTML report reads as reviewed', async () => {
  await expect(renderHtml(failing, pictures)).toMatchFileSnapshot('../golden/report.html');
});

test('the SARIF log reads as reviewed', async () => {
  const log = `${JSON.stringify(toSarif(failing), null, 2)}\n`;
  await expect(log).toMatchFileSnapshot('../golden/report.sarif.json');
});

test('the JUnit file reads as reviewed', async () => {
  await expect(toJunit(failing)).toMatchFileSnapshot('../golden/junit.xml');
});

test.each(endings)('the same report (%s) is spoken in the same bytes', (_, report) => {
  const speak = () => [
    jobSummary(report),
    renderTerminal(report, { colour: true, width: 80 }),
    renderHtml(report, pictures),
    JSON.stringify(toSarif(report)),
    toJunit(report),
  ];
  expect(speak()).toEqual(speak());
});
