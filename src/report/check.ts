import type { CheckOutput, Report } from '../model/report.ts';
import { annotationsOf } from './annotations.ts';
import { markdown, oneLine } from './escape.ts';
import { detailsOf, sectionsOf } from './markdown.ts';
import { headline, shortened } from './wording.ts';

/** Bytes that the Checks API takes of a summary or text, with room for the sentence that says what was left out. */
const textLimit = 65_000;
/** Characters of a title. */
const titleLimit = 255;
/** Findings that are listed for each rule: as many as fit. */
const lengths = [25, 10, 4, 1];

/** What the check run shows: headline, news as the summary, the rest as the text, annotations. */
export function checkOutput(report: Report): CheckOutput {
  const text = fitting((length) => detailsOf(report, length));
  return {
    title: shortened(oneLine(headline(report)), titleLimit),
    summary: fitting((length) => sectionsOf(report, length)),
    ...(text === '' ? {} : { text }),
    annotations: annotationsOf(report),
  };
}

/** The job summary: all of it under the headline. The caller cuts at the runner's own limit. */
export function jobSummary(report: Report): string {
  const [length] = lengths;
  return [
    `## Vision Gate – ${markdown(shortened(headline(report), titleLimit))}`,
    ...sectionsOf(report, length),
    ...detailsOf(report, length),
  ].join('\n\n');
}

/** The sections with as many findings each as the limit allows; where even one each is too much, whole sections. */
function fitting(sections: (length: number) => string[]): string {
  for (const length of lengths) {
    const whole = sections(length).join('\n\n');
    if (bytesOf(whole) <= textLimit) return whole;
  }
  return wholeSections(sections(lengths[lengths.length - 1]));
}

/** Whole sections while they fit; what is left out is said. */
function wholeSections(sections: readonly string[]): string {
  const kept: string[] = [];
  let bytes = 0;
  for (const section of sections) {
    const size = bytesOf(section) + 2;
    if (bytes + size > textLimit) continue;
    kept.push(section);
    bytes += size;
  }
  const left = sections.length - kept.length;
  return [
    ...kept,
    `${left === 1 ? 'One section did' : `${left} sections did`} not fit here: see the job summary or the HTML report.`,
  ].join('\n\n');
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
