/** A child process that answers all images that it was given in one write, after saying that it runs them. */
import { Socket } from 'node:net';
import { encodeAnswer } from '../../../src/vision/answers.ts';
import { encodeFrame, frameReader } from '../../../src/vision/frames.ts';
import type { Reply, Request } from '../../../src/vision/protocol.ts';

const out = new Socket({ fd: 3, readable: false, writable: true });
const read = frameReader<Request>(2 ** 30);
const answer = encodeAnswer({ task: 'classification', probabilities: Float32Array.of(1, 0) });
let waiting: number[] = [];
let quiet: NodeJS.Timeout | undefined;

const encode = (reply: Reply, body?: Uint8Array) => Buffer.concat(encodeFrame(reply, body));

function answerAll(): void {
  const answers = waiting.map((id) =>
    encode({ type: 'prediction', id, error: null, lengths: [answer.length] }, answer),
  );
  waiting = [];
  out.write(Buffer.concat([encode({ type: 'running' }), ...answers]));
}

process.stdin.on('data', (chunk: Buffer) => {
  for (const { head } of read(chunk)) {
    if (head.type === 'start') out.write(encode({ type: 'ready' }));
    if (head.type === 'image') waiting.push(head.id);
  }
  clearTimeout(quiet);
  quiet = setTimeout(answerAll, 20);
});
process.stdin.on('end', () => process.exit());
