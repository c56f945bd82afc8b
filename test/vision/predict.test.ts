import { existsSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import type { ModelJob, Prediction } from '../../src/model/vision.ts';
import { openVision } from '../../src/vision/open.ts';
import { preprocess } from '../../src/vision/pixels/preprocess.ts';
import { jobOf, PREPROCESSING } from './jobs.ts';
import { collect, decoded, photograph, photographs } from './photographs.ts';

const vision = openVision();
afterAll(() => vision.close());

const COLOURFUL = ['astronaut.jpg', 'coffee.jpg', 'rocket.jpg', 'retina.jpg', 'turned.jpg', 'chelsea.webp'];

const predict = (job: ModelJob, names = COLOURFUL): Promise<Map<string, Prediction>> =>
  collect(vision.predict([job], photographs(names)));

function probabilitiesOf({ answers }: Prediction): Float32Array | null {
  const [answer] = answers ?? [];
  return answer?.task === 'classification' ? answer.probabilities : null;
}

/** What the models named `means` compute, done here: the mean of each channel. */
async function channelMeans(name: string): Promise<number[]> {
  const { pixels, header } = await decoded(name);
  const values = new Float32Array(3 * 256);
  preprocess(pixels, header.orientation, PREPROCESSING, values);
  return [0, 1, 2].map((c) => values.subarray(c * 256, (c + 1) * 256).reduce((a, b) => a + b) / 256);
}

function softmax(logits: number[]): number[] {
  const sum = logits.reduce((total, logit) => total + Math.exp(logit), 0);
  return logits.map((logit) => Math.exp(logit) / sum);
}

function expectClose(actual: Float32Array | null, wanted: number[], digits = 5): void {
  expect(actual).toHaveLength(wanted.length);
  wanted.forEach((value, i) => {
    expect(actual![i]).toBeCloseTo(value, digits);
  });
}

describe('probabilities of real photographs', () => {
  test.each(['means', 'softmax', 'means-batch-2', 'hostile'])(
    'the model %s gives the softmax of the means',
    async (model) => {
      const shape = model === 'means-batch-2' ? [2, 3, 'height', 'width'] : ['batch', 3, 'height', 'width'];
      const predictions = await predict(jobOf(model, { input: { name: 'image', type: 'float', shape } }));
      expect([...predictions.keys()].sort()).toEqual([...COLOURFUL].sort());
      for (const name of COLOURFUL) {
        expectClose(probabilitiesOf(predictions.get(name)!), softmax(await channelMeans(name)));
      }
    },
  );

  test('with one image a batch, each keeps its own answer among images that cannot be read', async () => {
    const job = jobOf('means', { input: { name: 'image', type: 'float', shape: [1, 3, 'height', 'width'] }, batch: 1 });
    async function* images() {
      for (const name of COLOURFUL) {
        yield* photographs([name]);
        yield { key: `no picture after ${name}`, bytes: new Uint8Array(1) };
      }
    }
    const predictions = await collect(vision.predict([job], images()));
    for (const name of COLOURFUL) {
      expectClose(probabilitiesOf(predictions.get(name)!), softmax(await channelMeans(name)));
      expect(predictions.get(`no picture after ${name}`)).toMatchObject({
        answers: null,
        error: expect.any(String),
      });
    }
  });

  test('a 16-bit model gives the same to its precision', async () => {
    const job = jobOf('half', { input: { name: 'image', type: 'float16', shape: ['batch', 3, 'height', 'width'] } });
    const predictions = await predict(job, ['coffee.jpg']);
    expectClose(probabilitiesOf(predictions.get('coffee.jpg')!), softmax(await channelMeans('coffee.jpg')), 3);
  });

  test('a byte model with channels last takes unscaled pixels', async () => {
    const input = { name: 'image', type: 'uint8', shape: ['batch', 'height', 'width', 3] };
    const job = jobOf('bytes-nhwc', { input }, { rescale: 1, layout: 'nhwc' });
    const predictions = await predict(job, ['coffee.jpg']);
    const wanted = softmax((await channelMeans('coffee.jpg')).map((mean) => mean * 255));
    expectClose(probabilitiesOf(predictions.get('coffee.jpg')!), wanted, 4);
  });

  test('a single score is the positive class of two', async () => {
    const predictions = await predict(jobOf('sigmoid', { head: 'probabilities' }), ['coffee.jpg']);
    const mean = (await channelMeans('coffee.jpg')).reduce((a, b) => a + b) / 3;
    const positive = 1 / (1 + Math.exp(-mean));
    expectClose(probabilitiesOf(predictions.get('coffee.jpg')!), [1 - positive, positive]);
  });

  test('pictures that keep their sizes run one by one', async () => {
    const predictions = await predict(jobOf('means', {}, { resize: { mode: 'none' } }), ['camera.png', 'flat.png']);
    const flat = [130, 128, 120].map((value) => value / 255);
    expectClose(probabilitiesOf(predictions.get('flat.png')!), softmax(flat));
    expectClose(probabilitiesOf(predictions.get('camera.png')!), [1 / 3, 1 / 3, 1 / 3]);
  });

  test('an image’s prediction is the same to the bit, whoever its neighbours are', async () => {
    const all = await predict(jobOf('means'));
    const reversed = await predict(jobOf('means'), [...COLOURFUL].reverse());
    const alone = await predict(jobOf('means'), ['rocket.jpg']);
    expect(reversed.get('rocket.jpg')).toEqual(all.get('rocket.jpg'));
    expect(alone.get('rocket.jpg')).toEqual(all.get('rocket.jpg'));
  });

  test('an image that cannot be decoded has a reason, and the rest predictions', async () => {
    async function* images() {
      yield* photographs(['coffee.jpg']);
      for (let i = 0; i < 40; i++) {
        yield { key: `truncated ${i}`, bytes: photograph('astronaut.jpg').subarray(0, 6_000) };
        yield { key: `whole ${i}`, bytes: photograph('rocket.jpg') };
      }
      yield { key: 'text', bytes: Buffer.from('no picture') };
      yield { key: 'empty', bytes: Buffer.alloc(0) };
      yield* photographs(['rocket.jpg']);
    }
    const predictions = await collect(vision.predict([jobOf('means')], images()));
    const reasons = [...predictions].filter(([key]) => key.startsWith('truncated')).map(([, { error }]) => error);
    expect(reasons).toEqual(Array(40).fill('VipsJpeg: premature end of JPEG image'));
    expect(predictions.get('text')).toMatchObject({ answers: null, error: expect.stringMatching(/unsupported/) });
    expect(predictions.get('empty')).toMatchObject({ answers: null, error: expect.any(String) });
    expectClose(probabilitiesOf(predictions.get('coffee.jpg')!), softmax(await channelMeans('coffee.jpg')));
    expectClose(probabilitiesOf(predictions.get('rocket.jpg')!), softmax(await channelMeans('rocket.jpg')));
  });

  test('no images, no answers', async () => {
    expect((await predict(jobOf('means'), [])).size).toBe(0);
  });
});

describe('a model at fault is a sentence', () => {
  const failing = (job: ModelJob) => predict(job, ['coffee.jpg', 'rocket.jpg']);

  test.each([
    [
      'scores that are not finite',
      jobOf('not-finite', {}, { normalise: { mean: [9], std: [1] } }),
      'broken',
      'not-finite.onnx: Expected finite scores in output `scores` but received NaN',
    ],
    [
      'an output that is no table',
      jobOf('map'),
      'broken',
      'Expected one row of class scores for each of 4 images in output `scores` but received the shape [4, 3, 16, 16]',
    ],
    [
      'one score of unknown kind',
      jobOf('sigmoid'),
      'broken',
      'Expected two or more scores a row in output `scores` but received one',
    ],
    [
      'logits that were said to be probabilities',
      jobOf('means', { head: 'probabilities' }),
      'broken',
      'Expected probabilities that sum to 1 in output `scores`',
    ],
    [
      'another size than the preprocessing makes',
      jobOf('means-4x4', { input: { name: 'image', type: 'float', shape: ['batch', 3, 4, 4] } }),
      'broken',
      'Expected an image of the shape [batch, 3, 4, 4] for input `image` but the preprocessing makes [1, 3, 16, 16]',
    ],
    [
      'an output that is not there',
      jobOf('means', { outputs: ['logits'] }),
      'broken',
      'Expected an output `logits` but the model has `scores`',
    ],
    [
      'an input of text',
      jobOf('means', { input: { name: 'image', type: 'string', shape: ['batch', 3, 16, 16] } }),
      'broken',
      'Expected an input of type float, float16, double or uint8 for `image` but received string',
    ],
    [
      'a mean of the wrong length',
      jobOf('means', {}, { normalise: { mean: [0, 0], std: [1, 1, 1] } }),
      'broken',
      'Expected 3 values for `image_mean` but received 2',
    ],
    [
      'a file that is no model',
      { ...jobOf('means'), file: new URL('./photographs/flat.png', import.meta.url).pathname },
      'broken',
      'flat.png: The model could not be loaded on `cpu`',
    ],
    ['a file that is not there', jobOf('nowhere'), 'unavailable', 'nowhere.onnx: The model could not be loaded'],
    [
      'a provider that this machine lacks',
      jobOf('means', { provider: 'tensorrt' }),
      'unavailable',
      'The model could not be loaded on `tensorrt`',
    ],
  ] as const)('%s', async (_, job, kind, message) => {
    await expect(failing(job)).rejects.toMatchObject({
      name: 'Fault',
      kind,
      message: expect.stringContaining(message),
    });
  });
});

test('several preprocessings are tried on one decoding', async () => {
  const variants = (
    [
      {},
      { colour: 'bgr' },
      { rescale: Number.MAX_VALUE },
      { layout: 'nhwc' },
      { resize: { mode: 'stretch', width: 8, height: 32 } },
    ] as const
  ).map((changes) => ({ preprocessing: { ...PREPROCESSING, ...changes } }));
  const names = ['coffee.jpg', 'no picture', 'retina.jpg'];
  async function* images() {
    for (const name of names) {
      if (name === 'no picture') yield { key: name, bytes: new Uint8Array(9) };
      else yield* photographs([name]);
    }
  }
  const probed = await collect(vision.probe(jobOf('means'), variants, images()));
  expect(probed.get('no picture')!.answers).toBeNull();
  const means = await channelMeans('retina.jpg');
  const [declared, reversed, infinite, reshaped, narrow] = probed
    .get('retina.jpg')!
    .answers!.map((answer) => (answer?.task === 'classification' ? answer.probabilities : null));
  expectClose(declared, softmax(means));
  expectClose(reversed, softmax(means.toReversed()));
  expect(infinite).toBeNull();
  // Rows of red, green and blue side by side, taken for planes: a third of the picture each, of all colours.
  const { pixels, header } = await decoded('retina.jpg');
  const values = new Float32Array(3 * 256);
  preprocess(pixels, header.orientation, { ...PREPROCESSING, layout: 'nhwc' }, values);
  const thirds = [0, 1, 2].map((c) => values.subarray(c * 256, (c + 1) * 256).reduce((a, b) => a + b) / 256);
  expectClose(reshaped, softmax(thirds));
  expectClose(narrow, softmax(means), 2);
});

test('tensors are what the preprocessing makes', async () => {
  const preprocessing = { ...PREPROCESSING, layout: 'nhwc' as const, normalise: { mean: [0.1], std: [0.5] } };
  const images = async function* () {
    yield* photographs(['turned.jpg']);
    yield { key: 'no picture', bytes: new Uint8Array(9) };
  };
  const made = await collect(vision.tensors([preprocessing, { ...preprocessing, normalise: null }], images()));
  const { pixels, header } = await decoded('turned.jpg');
  const values = new Float32Array(3 * 256);
  preprocess(pixels, header.orientation, preprocessing, values);
  const [tensor, plain] = made.get('turned.jpg')!.tensors!;
  expect(tensor).toEqual({ dims: [16, 16, 3], values });
  expect(plain.values[100]).toBeCloseTo(0.1 + 0.5 * values[100], 6);
  expect(made.get('no picture')!.tensors).toBeNull();
});

const fixture = new URL('../../../shared/fixtures/models/FastestDet.onnx', import.meta.url).pathname;
test.skipIf(!existsSync(fixture))(
  'a real detector says that it is no classifier (needs ../shared/fixtures)',
  async () => {
    const job = jobOf(
      'means',
      { input: { name: 'input.1', type: 'float', shape: [1, 3, 352, 352] }, outputs: ['758'] },
      { resize: { mode: 'stretch', width: 352, height: 352 } },
    );
    await expect(predict({ ...job, file: fixture })).rejects.toMatchObject({
      kind: 'broken',
      message: expect.stringContaining('but received the shape [1, 85, 22, 22]'),
    });
  },
);
