/** A place in the repository that a reader can open. Lines and columns start at 1. */
export interface Position {
  path: string;
  line?: number;
  column?: number;
}

/**
 * What a failure means for the gate:
 * - `usage`: the command line or the action's inputs are wrong (exit 2);
 * - `policy`: the policy file is wrong (exit 2);
 * - `broken`: the bytes were read and are themselves at fault; at the base this counts as no base;
 * - `unavailable`: the bytes could not be had (not fetched, timed out, out of memory); never a pass;
 * - `unable`: the gate could not run at all (exit 3).
 */
export type FaultKind = 'usage' | 'policy' | 'broken' | 'unavailable' | 'unable';

/** A failure whose message is written for the user: a sentence that ends with what to do. */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly kind: FaultKind;
  readonly at: Position | undefined;

  constructor(kind: FaultKind, message: string, at?: Position) {
    super(message);
    this.kind = kind;
    this.at = at;
  }
}
