import { Fault } from '../../model/fault.ts';

/** A picture whose channels lie side by side in each pixel, rows from the top. */
export interface Picture {
  width: number;
  height: number;
  /** 1 or 3. */
  channels: number;
  /** width × height × channels values. */
  data: Uint8Array | Uint16Array | Float32Array | Float64Array;
}

/**
 * Throws unless two pictures can be compared value by value.
 *
 * @throws {Fault} broken: they differ in size or channels
 * @throws {RangeError} `dataRange` is not positive
 */
export function checkComparable(first: Picture, second: Picture, dataRange: number): void {
  if (!(dataRange > 0)) {
    throw new RangeError(
      `Expected a positive number for \`dataRange\` but received ${dataRange}. Pass the difference of white and black, such as 255 or 1.`,
    );
  }
  const [own, other] = [first, second].map(({ width, height, channels }) => `${width} × ${height} × ${channels}`);
  if (own !== other || first.data.length !== second.data.length) {
    throw new Fault(
      'broken',
      `Expected a picture of ${own} (width, height, channels) but received ${other}. Compare pictures of one size.`,
    );
  }
}
