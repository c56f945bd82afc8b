import type { Report } from '../model/report.ts';

/** What models ran on, as a sentence; empty where that was a processor alone. */
export function deviceSentence({ environment: { provider = 'cpu', gpu = 'none' } }: Report): string {
  if (gpu !== 'none') return `Models ran on ${provider}. GPUs: ${gpu}.`;
  return provider === 'cpu' ? '' : `Models ran on ${provider}; no NVIDIA GPU is known here.`;
}
