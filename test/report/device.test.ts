import { expect, test } from 'vitest';
import { deviceSentence } from '../../src/report/device.ts';
import { renderHtml } from '../../src/report/html.ts';
import { sectionsOf } from '../../src/report/markdown.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { failing } from './sample.ts';

const gpu = 'NVIDIA L4 (0), driver 570.124.06, 41 °C';
const on = (environment: Record<string, string>) => ({ ...failing, environment });

test('of a processor alone nothing is said', () => {
  expect(deviceSentence(on({ provider: 'cpu', gpu: 'none' }))).toBe('');
  expect(deviceSentence(on({}))).toBe('');
});

test('a provider without an NVIDIA GPU', () => {
  expect(deviceSentence(on({ provider: 'webgpu', gpu: 'none' }))).toBe(
    'Models ran on webgpu; no NVIDIA GPU is known here.',
  );
});

test('every report names the GPU', () => {
  const report = on({ provider: 'cuda', gpu });
  const sentence = `Models ran on cuda. GPUs: ${gpu}.`;
  expect(renderTerminal(report, { colour: false, width: 200 })).toContain(sentence);
  expect(sectionsOf(report, 200).join('\n')).toContain(sentence);
  expect(renderHtml(report, [])).toContain(gpu);
});
