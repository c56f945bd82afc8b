import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { picture } from '../harness/colours.ts';
import { s3Server } from '../harness/file-server.ts';
import { repository } from '../harness/repository.ts';

const cli = fileURLToPath(new URL('../../dist/cli/index.js', import.meta.url));
const policy =
  'version: 1\ndatasets:\n  colours: { format: imagefolder, splits: { train: data/train, test: data/test } }\n';

test('the built command reads images that DVC keeps in a bucket', async () => {
  await using server = await s3Server('KEY');
  const put = (content: Buffer | string, extension = '') => {
    const md5 = createHash('md5').update(content).digest('hex');
    const key = `/images/store/files/md5/${md5.slice(0, 2)}/${md5.slice(2)}${extension}`;
    server.files.set(key, Buffer.from(content));
    return `${md5}${extension}`;
  };
  const files: [string, Buffer][] = [
    ['test/red/leaked.png', await picture('red', 1)],
    ['train/blue/a.png', await picture('blue', 1)],
    ['train/green/broken.png', (await picture('green', 1)).subarray(0, 900)],
    ['train/red/a.png', await picture('red', 1)],
  ];
  const listing = JSON.stringify(files.map(([relpath, content]) => ({ md5: put(content), relpath })));
  await using workspace = await repository({
    '.github/vision-gate.yml': policy,
    '.dvc/config':
      '[core]\nremote = bucket\n[\'remote "bucket"\']\nurl = s3://images/store\n' +
      `endpointurl = ${server.url}\naccess_key_id = KEY\nsecret_access_key = SECRET\n`,
    'data.dvc': `outs:\n- md5: ${put(listing, '.dir')}\n  hash: md5\n  path: data\n`,
  });

  const output = await new Promise<string>((resolve) => {
    const options = ['--repo', workspace.directory, '--no-cache', '--only', 'training-data'];
    execFile(
      process.execPath,
      [cli, 'audit', ...options],
      { env: { ...process.env, NO_COLOR: '1', COLUMNS: '200' } },
      (_, stdout, stderr) => resolve(`${stdout}${stderr}`),
    );
  });
  expect(output).toContain('data/test/red/leaked.png in test is the same image as data/train/red/a.png in train');
  expect(output).toContain('data/train/green/broken.png cannot be decoded');
  expect(output).toContain('data.dvc:2');
  expect(server.requests).toHaveLength(4);
});
