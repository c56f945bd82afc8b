import type { CheckOutput, Report } from '../model/report.ts';
import { annotationsOf } from './annotations.ts';
import { sectionsOf } from './markdown.ts';
import { headline } from './wording.ts';

/** Bytes that the Checks API takes of a summary, with room for the sentence that says what was left out. */
const summaryLimit = 65_000;

/** What the check run shows: headline, sections up to the limit, annotations. */
export function checkOutput(report: Report): CheckOutput {
  return {
    title: headline(report),
    summary: wholeSections(sectionsOf(report), summaryLimit),
    annotations: annotationsOf(report),
  };
}

/** The job summary: the same sections under the headline. The caller cuts at the runner's own limit. */
export function jobSummary(report: Report): string {
  return [`## Vision Gate – ${headline(report)}`, ...sectionsOf(report)].join('\n\n');
}

/** Whole sections while they fit; what is left out is said. */
function wholeSections(sections: readonly string[], limit: number): string {
  const kept: string[] = [];
  let bytes = 0;
  let left = 0;
  for (const section of sections) {
    const size = new TextEncoder().encode(section).length + 2;
    if (bytes + size > limit) left += 1;
    else {
      kept.push(section);
      bytes += size;
    }
  }
  if (left > 0)
    kept.push(
      `${left === 1 ? 'One section did' : `${left} sections did`} not fit here: see the job summary or the HTML report.`,
    );
  return kept.join('\n\n');
}
