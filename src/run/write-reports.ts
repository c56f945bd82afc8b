import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Fault } from '../model/fault.ts';
import type { Picture, Report } from '../model/report.ts';
import { renderHtml } from '../report/html.ts';
import { toJunit } from '../report/junit.ts';
import { toSarif } from '../report/sarif.ts';

export interface ReportPaths {
  json?: string;
  sarif?: string;
  junit?: string;
  html?: string;
}

/** Writes the report in each form that was asked for. @throws Fault `unable` when a file cannot be written. */
export async function writeReports(report: Report, pictures: readonly Picture[], paths: ReportPaths): Promise<void> {
  const forms: [string | undefined, () => string][] = [
    [paths.json, () => `${JSON.stringify(report, null, 2)}\n`],
    [paths.sarif, () => JSON.stringify(toSarif(report), null, 2)],
    [paths.junit, () => toJunit(report)],
    [paths.html, () => renderHtml(report, pictures)],
  ];
  for (const [path, render] of forms) {
    if (!path) continue;
    try {
      await mkdir(dirname(resolve(path)), { recursive: true });
      await writeFile(path, render());
    } catch (error) {
      throw new Fault(
        'unable',
        `The report could not be written to ${path}: ${(error as Error).message}. Name a file in a folder that can be written.`,
      );
    }
  }
}
