export interface ProgressLine {
  show(step: string, done: number, total: number): void;
  clear(): void;
}

/** One line that is drawn over on a terminal; in a log, a line when a step begins. */
export function progressLine(stream: NodeJS.WriteStream, quiet: boolean): ProgressLine {
  let current = '';
  let drawn = 0;
  return {
    show(step, done, total) {
      if (quiet) return;
      if (!stream.isTTY) {
        if (step !== current) stream.write(`${step} (${total})\n`);
      } else if (step !== current || performance.now() - drawn > 100) {
        stream.write(`\r\u001b[2K${step} ${done} of ${total}`);
        drawn = performance.now();
      }
      current = step;
    },
    clear() {
      if (!quiet && stream.isTTY && current !== '') stream.write('\r\u001b[2K');
    },
  };
}
