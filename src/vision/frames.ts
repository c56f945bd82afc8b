/** One message between the gate and a child process: a JSON head and raw bytes. */
export interface Frame<Head> {
  head: Head;
  body: Uint8Array;
}

const PREFIX_BYTES = 8;
const EMPTY = new Uint8Array(0);

/**
 * Encodes one message as [length of head, length of body] (two little-endian 32-bit integers), head in UTF-8 JSON, body.
 *
 * @returns the pieces to write one after the other; the body is not copied
 */
export function encodeFrame(head: unknown, body: Uint8Array = EMPTY): Uint8Array[] {
  const text = Buffer.from(JSON.stringify(head));
  const start = Buffer.allocUnsafe(PREFIX_BYTES + text.length);
  start.writeUInt32LE(text.length, 0);
  start.writeUInt32LE(body.length, 4);
  text.copy(start, PREFIX_BYTES);
  return body.length ? [start, body] : [start];
}

/**
 * Cuts a byte stream back into messages.
 *
 * @param limit - most bytes that one message may announce; 0 to 4 GB
 * @returns a function that takes the next chunk of the stream and gives the messages that it completes; bodies are copies
 * @throws Error when a message is longer than the limit or its head is not JSON
 */
export function frameReader<Head>(limit: number): (chunk: Uint8Array) => Frame<Head>[] {
  let chunks: Uint8Array[] = [];
  let held = 0;
  let wanted = PREFIX_BYTES;

  return (chunk) => {
    chunks.push(chunk);
    held += chunk.length;
    const frames: Frame<Head>[] = [];
    while (held >= wanted) {
      const joined = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, held);
      const view = new DataView(joined.buffer, joined.byteOffset, joined.byteLength);
      let offset = 0;
      wanted = PREFIX_BYTES;
      while (joined.length - offset >= PREFIX_BYTES) {
        const headLength = view.getUint32(offset, true);
        const bodyLength = view.getUint32(offset + 4, true);
        const length = PREFIX_BYTES + headLength + bodyLength;
        if (length > limit) {
          throw new Error(`Expected a message of at most ${limit} bytes but received one of ${length}.`);
        }
        if (joined.length - offset < length) {
          wanted = length;
          break;
        }
        const headAt = offset + PREFIX_BYTES;
        const head = JSON.parse(new TextDecoder().decode(joined.subarray(headAt, headAt + headLength))) as Head;
        frames.push({ head, body: new Uint8Array(joined.subarray(headAt + headLength, offset + length)) });
        offset += length;
      }
      held = joined.length - offset;
      chunks = held ? [joined.subarray(offset)] : [];
    }
    return frames;
  };
}
