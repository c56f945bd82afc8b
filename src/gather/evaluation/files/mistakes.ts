import { Fault, type Position } from '../../../model/fault.ts';

/** Sentences that are kept of one kind. */
const most = 20;

export interface Told {
  message: string;
  at: Position;
}

/** Sentences in the order found; beyond the first twenty they are only counted. */
export class Sentences {
  readonly first: Told[] = [];
  count = 0;

  add(message: string, at: Position): void {
    if (this.count++ < most) this.first.push({ message, at });
  }
}

/** What is wrong with the files of one model's predictions. */
export class Mistakes {
  /** What makes the predictions as a whole unfit to be judged by. */
  readonly refused = new Sentences();
  /** What was passed over. */
  readonly leftOut = new Sentences();

  /** The fault of what was refused: its first place, and how many there are; `null` when nothing was. */
  fault(model: string): Fault | null {
    const [first] = this.refused.first;
    if (first === undefined) return null;
    const others = this.refused.count - 1;
    const rest = others === 0 ? '' : ` ${others} more of the predictions of ${model} cannot be read.`;
    return new Fault('broken', `${first.message}${rest}`, first.at);
  }

  /** What was passed over, with a sentence for what is not told one by one. */
  notes(): Told[] {
    const { first, count } = this.leftOut;
    const rest = count - first.length;
    if (rest <= 0) return [...first];
    const { at } = first[first.length - 1];
    const message = `${at.path} has ${rest} more predictions that were passed over. Mend the first ${first.length} and run the gate again.`;
    return [...first, { message, at: { path: at.path } }];
  }
}
