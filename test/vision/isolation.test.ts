import { execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { loadDecoder } from '../../src/vision/child/natives.ts';
import { openVision, type VisionOptions } from '../../src/vision/open.ts';
import { jobOf } from './jobs.ts';
import { collect, photograph, photographs } from './photographs.ts';

const onLinux = process.platform === 'linux';

async function withVision<T>(
  options: VisionOptions,
  use: (vision: ReturnType<typeof openVision>) => Promise<T>,
): Promise<T> {
  const vision = openVision(options);
  try {
    return await use(vision);
  } finally {
    await vision.close();
  }
}

/** Process ids of a process's children. */
function children(parent = process.pid): number[] {
  return readdirSync(`/proc/${parent}/task`).flatMap((task) =>
    readFileSync(`/proc/${parent}/task/${task}/children`, 'latin1').split(' ').filter(Boolean).map(Number),
  );
}

async function until<T>(condition: () => T | undefined | false): Promise<T> {
  for (;;) {
    const met = condition();
    if (met) return met;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const childWith = (file: string, parent = process.pid): Promise<number> =>
  until(() => children(parent).find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(file)));

/** Waits until a child has used three seconds of processor time: it has long begun to run its model. */
async function running(pid: number): Promise<void> {
  const ticks = () => Number(readFileSync(`/proc/${pid}/stat`, 'latin1').split(' ')[13]);
  await until(() => ticks() > 300);
}

describe.skipIf(!onLinux)('limits (memory is watched on Linux)', () => {
  test('an image that takes too much memory is told apart from the rest, which are answered', async () => {
    const sharp = loadDecoder(process.cwd());
    const create = { width: 13_000, height: 13_000, channels: 3 as const, background: 'red' };
    const bomb = await sharp({ create }).png().toBuffer();
    async function* images() {
      yield* photographs(['coffee.jpg', 'rocket.jpg']);
      yield { key: 'bomb', bytes: bomb };
      yield* photographs(['astronaut.jpg', 'chelsea.webp']);
    }
    const described = await withVision({ limits: { memoryMb: 450 } }, (vision) => collect(vision.describe(images())));
    expect(described.get('bomb')!.error).toBe('the decoder took more than 450 MB');
    const readable = ['coffee.jpg', 'rocket.jpg', 'astronaut.jpg', 'chelsea.webp'];
    expect(readable.map((name) => described.get(name)?.error)).toEqual([null, null, null, null]);
  });

  test('a model that takes too much memory is a fault, not a killed gate', async () => {
    const prediction = withVision({ limits: { memoryMb: 900 } }, (vision) =>
      collect(vision.predict([jobOf('four-gigabytes')], photographs(['coffee.jpg']))),
    );
    await expect(prediction).rejects.toMatchObject({
      kind: 'unavailable',
      message:
        'four-gigabytes.onnx: The process took more than 900 MB. Raise the memory limit, or use a smaller model or batch.',
    });
  });

  test('a child knows nothing of tokens, inputs, runners and proxies', async () => {
    const secrets = [
      'GITHUB_TOKEN',
      'ACTIONS_RUNTIME_TOKEN',
      'INPUT_POLICY',
      'RUNNER_TEMP',
      'HTTPS_PROXY',
      'NPM_TOKEN',
    ];
    for (const name of secrets) process.env[name] = `secret of ${name}`;
    process.env.CUDA_VISIBLE_DEVICES = '0';
    try {
      await withVision({}, async (vision) => {
        const stuck = collect(vision.predict([jobOf('endless')], photographs(['bright.jpg'])));
        stuck.catch(() => {});
        const environment = readFileSync(`/proc/${await childWith('vision/child')}/environ`, 'utf8').split('\0');
        expect(environment.filter((entry) => entry.includes('secret of'))).toEqual([]);
        const names = environment.filter(Boolean).map((entry) => entry.slice(0, entry.indexOf('=')));
        expect(names.filter((name) => /^(GITHUB|ACTIONS|INPUT|RUNNER|NODE)_|PROXY|TOKEN/i.test(name))).toEqual([]);
        expect(names).toEqual(expect.arrayContaining(['PATH', 'CUDA_VISIBLE_DEVICES', 'UV_THREADPOOL_SIZE']));
      });
    } finally {
      for (const name of [...secrets, 'CUDA_VISIBLE_DEVICES']) delete process.env[name];
    }
  });

  test('a child that is killed from outside is replaced, and every image is answered', async () => {
    await withVision({ threads: { pixels: 1 } }, async (vision) => {
      const names = Array.from({ length: 120 }, (_, i) => `${i}`);
      async function* images() {
        for (const key of names) yield { key, bytes: photograph('coffee.jpg') };
      }
      let killed = false;
      const answered: string[] = [];
      for await (const { key, error } of vision.describe(images())) {
        expect(error).toBeNull();
        answered.push(key);
        if (!killed) process.kill(await childWith('vision/child'), 'SIGKILL');
        killed = true;
      }
      expect(answered.toSorted()).toEqual(names.toSorted());
    });
  });
});

test('a run that does not come back is ended at its time limit', async () => {
  const prediction = withVision({ limits: { stallSeconds: 6 } }, (vision) =>
    collect(vision.predict([jobOf('endless')], photographs(['bright.jpg']))),
  );
  await expect(prediction).rejects.toMatchObject({
    kind: 'unavailable',
    message: 'endless.onnx: The process took more than 6 s. Raise the time limit, or use a smaller model or batch.',
  });
});

describe('stopping', () => {
  test('the signal’s reason is thrown, and no child is left', async () => {
    const stop = new AbortController();
    const vision = openVision({ signal: stop.signal });
    const prediction = collect(vision.predict([jobOf('endless')], photographs(['bright.jpg'])));
    setTimeout(() => stop.abort(new Error('cancelled by the user')), 500);
    await expect(prediction).rejects.toThrow('cancelled by the user');
    await vision.close();
    if (onLinux)
      expect(
        children().filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('vision/child')),
      ).toEqual([]);
  });

  test('a consumer that leaves early closes the source and ends the children', async () => {
    let closed = false;
    async function* endless() {
      try {
        for (let i = 0; ; i++) yield { key: String(i), bytes: photograph('tiny.png') };
      } finally {
        closed = true;
      }
    }
    await withVision({}, async (vision) => {
      for await (const { error } of vision.describe(endless())) {
        expect(error).toBeNull();
        break;
      }
      expect(closed).toBe(true);
    });
  });

  test('a source that never delivers does not hold up the end', async () => {
    const stop = new AbortController();
    async function* silent() {
      yield* photographs(['tiny.png']);
      await new Promise(() => {});
    }
    const vision = openVision({ signal: stop.signal });
    const description = collect(vision.describe(silent()));
    setTimeout(() => stop.abort(new Error('cancelled by the user')), 100);
    await expect(description).rejects.toThrow('cancelled by the user');
    await vision.close();
  });

  test('an error of the source comes through', async () => {
    async function* failing() {
      yield* photographs(['coffee.jpg']);
      throw new Error('the blob is gone');
    }
    await withVision({}, async (vision) => {
      await expect(collect(vision.describe(failing()))).rejects.toThrow('the blob is gone');
    });
  });
});

test('natives that are not there are a fault that says so', async () => {
  const description = withVision({ nativesRoot: '/nowhere' }, (vision) =>
    collect(vision.describe(photographs(['flat.png']))),
  );
  await expect(description).rejects.toMatchObject({
    kind: 'unavailable',
    message: expect.stringContaining("Cannot find module 'sharp'"),
  });
});

test.skipIf(!onLinux)('a child in the midst of an endless run ends with the gate that is killed', async () => {
  const script = `
    import { openVision } from ${JSON.stringify(new URL('../../src/vision/open.ts', import.meta.url).href)};
    async function* images() { yield { key: 'a', bytes: Buffer.from(${JSON.stringify(photograph('bright.jpg').toString('base64'))}, 'base64') }; }
    for await (const _ of openVision().predict([${JSON.stringify(jobOf('endless'))}], images())) {}`;
  const gate = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
  const child = await childWith('vision/child', gate.pid);
  await running(child);
  gate.kill('SIGKILL');
  await until(() => !existsSync(`/proc/${child}/cmdline`) || readFileSync(`/proc/${child}/cmdline`).length === 0);
});

describe('a hostile model', () => {
  test.each(['hostile', 'hostile-operator'])(
    '%s brings no workflow command to the outputs of the gate',
    async (model) => {
      const script = `
      import { openVision } from ${JSON.stringify(new URL('../../src/vision/open.ts', import.meta.url).href)};
      const vision = openVision({ log: (line) => console.log(line) });
      async function* images() { yield { key: 'a', bytes: Buffer.from(${JSON.stringify(photograph('tiny.png').toString('base64'))}, 'base64') }; }
      try {
        for await (const { answers } of vision.predict([${JSON.stringify(jobOf(model))}], images())) console.log('predicted', answers[0].probabilities.length);
      } catch (error) {
        console.log(error.message);
        console.error(error.message);
      }
      await vision.close();`;
      const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
      expect(stdout).toMatch(model === 'hostile' ? /predicted 3/ : /Evil/);
      for (const output of [stdout, stderr]) {
        expect(output).not.toMatch(/::|##\[/);
        for (const line of output.split('\n').filter((line) => line.includes('PWNED')))
          expect(line).toMatch(/Evil.*PWNED/);
      }
    },
  );
});
