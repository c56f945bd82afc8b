import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { childEnvironment } from '../../src/vision/environment.ts';
import { encodeFrame, frameReader } from '../../src/vision/frames.ts';
import { createQueue } from '../../src/vision/parent/queue.ts';
import { printable } from '../../src/vision/printable.ts';
import { probabilitiesOf, recogniseKind } from '../../src/vision/probabilities.ts';

describe('messages', () => {
  const message = fc.record({ head: fc.jsonValue(), body: fc.uint8Array({ maxLength: 200 }) });

  test('come out as they went in, however the stream is cut', () => {
    fc.assert(
      fc.property(
        fc.array(message, { maxLength: 8 }),
        fc.array(fc.nat({ max: 60 }), { minLength: 1 }),
        (messages, cuts) => {
          const stream = Buffer.concat(messages.flatMap(({ head, body }) => encodeFrame(head, body)));
          const read = frameReader<unknown>(10_000);
          const received: { head: unknown; body: Uint8Array }[] = [];
          for (let at = 0, i = 0; at < stream.length; i++) {
            const length = cuts[i % cuts.length] + 1;
            received.push(...read(stream.subarray(at, at + length)));
            at += length;
          }
          expect(received.map(({ head, body }) => [JSON.stringify(head), [...body]])).toEqual(
            messages.map(({ head, body }) => [JSON.stringify(head), [...body]]),
          );
        },
      ),
    );
  });

  test('longer than allowed are refused before they are read', () => {
    const read = frameReader(100);
    expect(() => read(Buffer.concat(encodeFrame({}, new Uint8Array(200))).subarray(0, 20))).toThrow(
      'at most 100 bytes',
    );
  });
});

describe('printable text', () => {
  test('is one line that no terminal and no runner takes for a command', () => {
    const nasty = fc.constantFrom(
      '::',
      ':',
      '##[',
      '#',
      '[',
      '\n',
      '\r',
      '\u001b[31m',
      '\u202e',
      '\u2028',
      '\u200b',
      'error ',
      '\u009b',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(nasty, fc.string({ unit: 'binary' }))), (parts) => {
        const text = printable(parts.join(''));
        expect(text).not.toMatch(/::|##\[|[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });

  test('keeps words in any script and cuts what is too long', () => {
    expect(printable('Fehler: Größe 3 × 4 — 画像')).toBe('Fehler: Größe 3 × 4 — 画像');
    expect(printable('x'.repeat(50), 10)).toBe(`${'x'.repeat(10)}…`);
  });
});

test('a child’s environment holds what libraries need and nothing else', () => {
  const parent = {
    PATH: '/bin',
    LD_LIBRARY_PATH: '/cuda',
    CUDA_HOME: '/c',
    NVIDIA_VISIBLE_DEVICES: 'all',
    LANG: 'C',
    HOME: '/root',
    GITHUB_TOKEN: 'x',
    NODE_OPTIONS: '--inspect',
    AWS_SECRET_ACCESS_KEY: 'x',
  };
  expect(childEnvironment(parent, 3)).toEqual({
    PATH: '/bin',
    LD_LIBRARY_PATH: '/cuda',
    CUDA_HOME: '/c',
    NVIDIA_VISIBLE_DEVICES: 'all',
    LANG: 'C',
    UV_THREADPOOL_SIZE: '3',
    MALLOC_ARENA_MAX: '2',
  });
});

describe('scores', () => {
  const scores = (dims: number[], ...data: number[]) => ({ name: 'scores', dims, data: Float32Array.from(data) });

  test('are probabilities when every row is non-negative and sums to 1 within a thousandth', () => {
    expect(recogniseKind(scores([2, 2], 0.4, 0.6, 1, 0.0005), 2, 2)).toBe('probabilities');
    expect(recogniseKind(scores([2, 2], 0.4, 0.6, 1, 0.002), 2, 2)).toBe('logits');
    expect(recogniseKind(scores([1, 2], -0.5, 1.5), 1, 1)).toBe('logits');
    expect(recogniseKind(scores([2, 2], 0.4, 0.6, 0, 0), 1, 2)).toBe('probabilities');
  });

  test('of huge logits do not overflow', () => {
    expect([...probabilitiesOf(scores([1, 3], 1000, 1000, -1000), 0, 1, 'logits')]).toEqual([0.5, 0.5, 0]);
  });

  test('may have ones behind them', () => {
    expect([...probabilitiesOf(scores([1, 2, 1, 1], 0.25, 0.75), 0, 1, 'probabilities')]).toEqual([0.25, 0.75]);
  });
});

test('a queue makes its producer wait until there is room', async () => {
  const queue = createQueue<number>();
  queue.put(1);
  queue.put(2);
  let roomy = false;
  const room = queue.room(2).then(() => {
    roomy = true;
  });
  await Promise.resolve();
  expect(roomy).toBe(false);
  const items = queue.items();
  expect((await items.next()).value).toBe(1);
  await room;
  expect(roomy).toBe(true);
  queue.end();
  expect((await items.next()).value).toBe(2);
  expect((await items.next()).done).toBe(true);
});
