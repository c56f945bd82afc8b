import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { rules } from '../../rules/index.ts';
import { run } from '../../src/main.ts';
import { doorPath } from '../../src/natives/doors.ts';
import { workflowText } from '../../src/propose/workflow.ts';
import { firstPolicy } from '../../src/run/init.ts';
import { fixture } from '../gather/containers/fixtures.ts';
import { type Class, classes, picture } from '../harness/colours.ts';
import { lfsPointer, type Repository, repository, type Tree } from '../harness/repository.ts';
import { dvc } from '../planted/stores.ts';

/** Repositories laid out as the public documentation of each tool shows, and what a first policy should say of them. */
interface Layout {
  tree(): Promise<Tree>;
  datasets: Record<string, object>;
  models?: Record<string, object>;
  doubts?: RegExp[];
}

const softmax = readFileSync(new URL('../vision/models/softmax.onnx', import.meta.url));

/** The same few pictures at the paths that `place` gives them. */
async function pictures(count: number, place: (label: Class, number: number) => string): Promise<Tree> {
  const tree: Tree = {};
  for (const label of classes) {
    for (let number = 0; number < count; number += 1) tree[place(label, number)] = await picture(label, number);
  }
  return tree;
}

/** A mask of the picture's size, of classes 0 and 1. */
async function mask(): Promise<Buffer> {
  const pixels = Buffer.from(Array.from({ length: 96 * 96 }, (_, index) => Number(index % 96 > 40)));
  return sharp(pixels, { raw: { width: 96, height: 96, channels: 1 } })
    .png({ colours: 2 })
    .toBuffer();
}

const splitOf = (number: number) => (number < 6 ? 'train' : 'val');
const cocoOf = (images: readonly string[], split: string) =>
  JSON.stringify({
    info: { description: split },
    images: images.map((file_name, index) => ({ id: index + 1, file_name, width: 96, height: 96 })),
    annotations: images.map((_, index) => ({
      id: index + 1,
      image_id: index + 1,
      category_id: 1 + (index % 3),
      bbox: [10, 10, 30, 30],
      area: 900,
      iscrowd: 0,
    })),
    categories: classes.map((name, index) => ({ id: index + 1, name })),
  });
const vocOf = (name: string, label: string) =>
  `<annotation><folder>VOC2012</folder><filename>${name}.png</filename><size><width>96</width><height>96</height><depth>3</depth></size><object><name>${label}</name><bndbox><xmin>10</xmin><ymin>10</ymin><xmax>50</xmax><ymax>60</ymax></bndbox></object></annotation>\n`;

const layouts: Record<string, Layout> = {
  "torchvision's ImageFolder with an exported model": {
    tree: async () => ({
      ...(await pictures(10, (label, number) => `hymenoptera_data/${splitOf(number)}/${label}/${number}.png`)),
      'export/model.onnx': softmax,
      'export/labels.txt': 'red\ngreen\nblue\n',
      'export/preprocessor_config.json': JSON.stringify({ size: { height: 32, width: 32 }, do_normalize: false }),
      'docs/logo.png': await picture('red', 99),
      'README.md': '# Ants\n',
    }),
    datasets: {
      hymenoptera_data: {
        format: 'imagefolder',
        splits: { train: 'hymenoptera_data/train', validation: 'hymenoptera_data/val' },
      },
    },
    models: {
      export: {
        file: 'export/model.onnx',
        task: 'classification',
        labels: 'export/labels.txt',
        preprocessing: 'export/preprocessor_config.json',
        data: 'hymenoptera_data',
        score: 'macro_f1',
        tolerance: 0.01,
      },
    },
  },
  "Hugging Face's imagefolder with metadata": {
    tree: async () => ({
      ...(await pictures(9, (label, number) => `data/${number < 6 ? 'train' : 'test'}/${label}-${number}.png`)),
      'data/train/metadata.csv': `file_name,label,patient_id\n${classes.flatMap((label) => [0, 1, 2, 3, 4, 5].map((n) => `${label}-${n}.png,${label},p${n}\n`)).join('')}`,
      'data/test/metadata.csv': `file_name,label,patient_id\n${classes.flatMap((label) => [6, 7, 8].map((n) => `${label}-${n}.png,${label},p${n}\n`)).join('')}`,
      'README.md': '---\nlicense: mit\n---\n# Dataset card\n',
    }),
    datasets: {
      data: { format: 'imagefolder', splits: { train: 'data/train', test: 'data/test' }, unit: 'patient_id' },
    },
  },
  Ultralytics: {
    tree: async () => ({
      ...(await pictures(9, (label, number) => `datasets/colours/images/${splitOf(number)}/${label}${number}.png`)),
      ...Object.fromEntries(
        classes.flatMap((label, index) =>
          [0, 1, 2, 3, 4, 5, 6, 7, 8].map((number) => [
            `datasets/colours/labels/${splitOf(number)}/${label}${number}.txt`,
            `${index} 0.5 0.5 0.4 0.4\n`,
          ]),
        ),
      ),
      'datasets/colours/data.yaml':
        'path: .\ntrain: images/train\nval: images/val\nnames:\n  0: red\n  1: green\n  2: blue\n',
      'runs/detect/train/args.yaml': 'task: detect\nepochs: 100\n',
      'runs/detect/train/weights/best.pt': 'PK',
    }),
    datasets: { colours: { format: 'yolo', data: 'datasets/colours/data.yaml' } },
    doubts: [/best\.pt can only be judged as ONNX/],
  },
  MMDetection: {
    tree: async () => ({
      ...(await pictures(9, (label, number) => `data/coco/${splitOf(number)}2017/${label}${number}.png`)),
      'data/coco/annotations/instances_train2017.json': cocoOf(
        classes.flatMap((label) => [0, 1, 2, 3, 4, 5].map((n) => `${label}${n}.png`)),
        'train',
      ),
      'data/coco/annotations/instances_val2017.json': cocoOf(
        classes.flatMap((label) => [6, 7, 8].map((n) => `${label}${n}.png`)),
        'val',
      ),
      'configs/faster_rcnn.py': 'model = dict()\n',
    }),
    datasets: {
      coco: {
        format: 'coco',
        annotations: {
          train: 'data/coco/annotations/instances_train2017.json',
          validation: 'data/coco/annotations/instances_val2017.json',
        },
      },
    },
  },
  "Roboflow's COCO export": {
    tree: async () => ({
      ...(await pictures(9, (label, number) => `${number < 6 ? 'train' : 'valid'}/${label}${number}.png`)),
      'train/_annotations.coco.json': cocoOf(
        classes.flatMap((label) => [0, 1, 2, 3, 4, 5].map((n) => `${label}${n}.png`)),
        'train',
      ),
      'valid/_annotations.coco.json': cocoOf(
        classes.flatMap((label) => [6, 7, 8].map((n) => `${label}${n}.png`)),
        'valid',
      ),
    }),
    datasets: {
      coco: {
        format: 'coco',
        annotations: { train: 'train/_annotations.coco.json', validation: 'valid/_annotations.coco.json' },
      },
    },
  },
  MMSegmentation: {
    tree: async () => ({
      ...(await pictures(9, (label, number) => `data/streets/img_dir/${splitOf(number)}/${label}${number}.png`)),
      ...Object.fromEntries(
        await Promise.all(
          classes.flatMap((label) =>
            [0, 1, 2, 3, 4, 5, 6, 7, 8].map(async (number) => [
              `data/streets/ann_dir/${splitOf(number)}/${label}${number}.png`,
              await mask(),
            ]),
          ),
        ),
      ),
    }),
    datasets: {
      streets: {
        format: 'masks',
        images: { train: 'data/streets/img_dir/train', validation: 'data/streets/img_dir/val' },
        masks: { train: 'data/streets/ann_dir/train', validation: 'data/streets/ann_dir/val' },
      },
    },
    doubts: [/What the values of the masks mean is not said/],
  },
  Cityscapes: {
    tree: async () => ({
      ...(await pictures(
        9,
        (label, number) => `leftImg8bit/${splitOf(number)}/${label}/${label}_${number}_leftImg8bit.png`,
      )),
      ...Object.fromEntries(
        await Promise.all(
          classes.flatMap((label) =>
            [0, 1, 2, 3, 4, 5, 6, 7, 8].map(async (number) => [
              `gtFine/${splitOf(number)}/${label}/${label}_${number}_gtFine_labelIds.png`,
              await mask(),
            ]),
          ),
        ),
      ),
    }),
    datasets: {
      masks: {
        format: 'masks',
        images: { train: 'leftImg8bit/train', validation: 'leftImg8bit/val' },
        masks: { train: 'gtFine/train', validation: 'gtFine/val' },
      },
    },
  },
  'Pascal VOC': {
    tree: async () => ({
      ...(await pictures(9, (label, number) => `VOCdevkit/VOC2012/JPEGImages/${label}${number}.png`)),
      ...Object.fromEntries(
        classes.flatMap((label) =>
          [0, 1, 2, 3, 4, 5, 6, 7, 8].map((number) => [
            `VOCdevkit/VOC2012/Annotations/${label}${number}.xml`,
            vocOf(`${label}${number}`, label),
          ]),
        ),
      ),
      'VOCdevkit/VOC2012/ImageSets/Main/train.txt': classes
        .flatMap((label) => [0, 1, 2, 3, 4, 5].map((number) => `${label}${number}\n`))
        .join(''),
      'VOCdevkit/VOC2012/ImageSets/Main/val.txt': classes
        .flatMap((label) => [6, 7, 8].map((number) => `${label}${number}\n`))
        .join(''),
    }),
    datasets: { VOC2012: { format: 'voc', root: 'VOCdevkit/VOC2012' } },
  },
  "Kaggle's table of ids": {
    tree: async () => ({
      ...(await pictures(9, (label, number) => `train_images/${label}${number}.png`)),
      'train.csv': `id_code,diagnosis\n${classes.flatMap((label, index) => [0, 1, 2, 3, 4, 5, 6, 7, 8].map((n) => `${label}${n},${index}\n`)).join('')}`,
      'sample_submission.csv': 'id_code,diagnosis\nnone,0\n',
    }),
    datasets: {
      train: {
        format: 'table',
        table: 'train.csv',
        images: 'train_images',
        columns: { path: 'id_code', label: 'diagnosis' },
      },
    },
    doubts: [/train\.csv has no column of splits/],
  },
  "Lightning's template, with its log": {
    tree: async () => ({
      ...(await pictures(10, (label, number) => `data/shapes/${splitOf(number)}/${label}/${number}.png`)),
      'logs/train/csv/version_0/metrics.csv': 'epoch,step,train/loss,val/loss\n0,10,1.0,1.1\n1,20,0.6,0.8\n',
      'models/net.onnx': softmax,
      'configs/model.yaml': 'lr: 0.1\n',
    }),
    datasets: {
      shapes: { format: 'imagefolder', splits: { train: 'data/shapes/train', validation: 'data/shapes/val' } },
    },
    models: {
      net: {
        file: 'models/net.onnx',
        task: 'classification',
        data: 'shapes',
        score: 'macro_f1',
        tolerance: 0.01,
        history: 'logs/train/csv/version_0/metrics.csv',
      },
    },
  },
  "Hugging Face's Parquet": {
    tree: async () => ({
      'data/train-00000-of-00001.parquet': fixture('classes.parquet'),
      'data/test-00000-of-00001.parquet': fixture('classes.parquet'),
    }),
    datasets: {
      parquet: {
        format: 'parquet',
        splits: { train: 'data/train*.parquet', test: 'data/test*.parquet' },
      },
    },
  },
  WebDataset: {
    tree: async () => ({
      'shards/train-000000.tar': fixture('shard-000000.tar'),
      'shards/train-000001.tar': fixture('shard-000001.tar'),
      'shards/val-000000.tar': fixture('shard-000000.tar'),
    }),
    datasets: {
      shards: {
        format: 'webdataset',
        splits: { train: 'shards/train*.tar', validation: 'shards/val*.tar' },
      },
    },
  },
  'pairs for restoration': {
    tree: async () => ({
      ...(await pictures(9, (label, number) => `data/${splitOf(number)}/input/${label}${number}.png`)),
      ...(await pictures(9, (label, number) => `data/${splitOf(number)}/target/${label}${number}.png`)),
    }),
    datasets: {
      data: {
        format: 'pairs',
        images: { train: 'data/train/input', validation: 'data/val/input' },
        targets: { train: 'data/train/target', validation: 'data/val/target' },
      },
    },
  },
  'Git LFS': {
    tree: async () => {
      const tree = await pictures(9, (label, number) => `images/${splitOf(number)}/${label}/${number}.png`);
      const pointers = Object.entries(tree).map(([path, bytes]) => [path, lfsPointer(bytes as Buffer).pointer]);
      return { ...Object.fromEntries(pointers), '.gitattributes': '*.png filter=lfs diff=lfs merge=lfs -text\n' };
    },
    datasets: { images: { format: 'imagefolder', splits: { train: 'images/train', validation: 'images/val' } } },
  },
};

const signal = new AbortController().signal;
const descriptions = rules.map(({ meta, defaults }) => ({ ...meta, defaults }));

function propose(repo: Repository) {
  const natives = { door: doorPath('vision') };
  return firstPolicy(
    { directory: repo.directory, ref: 'HEAD', rules: descriptions, natives, progress: () => {} },
    signal,
  );
}

/** An audit of the commit under the proposed policy. */
async function audit(repo: Repository, text: string) {
  await repo.commit({ 'vision-gate.yml': text });
  const { report } = await run(
    {
      directory: repo.directory,
      repository: 'layout',
      commits: { audit: { ref: 'HEAD' } },
      policyFile: null,
      strict: false,
      only: [],
      provider: 'cpu',
      cache: [],
      natives: async () => fileURLToPath(new URL('../..', import.meta.url)),
    },
    () => {},
    signal,
  );
  return report;
}

describe('a first policy', () => {
  for (const [name, { tree, datasets, models = {}, doubts = [] }] of Object.entries(layouts)) {
    test(`of ${name}`, async () => {
      await using repo = await repository(await tree());
      const proposal = await propose(repo);
      expect(proposal.text).not.toBeNull();
      const written = parse(proposal.text!);
      expect(written.datasets).toEqual(datasets);
      expect(written.models ?? {}).toEqual(models);
      const said = [
        ...proposal.doubts,
        ...proposal.datasets.flatMap((each) => each.doubts),
        ...proposal.models.flatMap((each) => each.doubts),
      ].join('\n');
      for (const doubt of doubts) expect(said).toMatch(doubt);

      const report = await audit(repo, proposal.text!);
      expect(report.mistakes).toEqual([]);
      const judged = report.causes.flatMap(({ results }) => results).filter(({ outcome }) => outcome === 'ran');
      expect(judged.length).toBeGreaterThan(5);
    });
  }

  test("of DVC's folder, whose images are not in git", async () => {
    const laid = await pictures(9, (label, number) => `data/${splitOf(number)}/${label}/${number}.png`);
    await using repo = await repository();
    const files = Object.fromEntries(Object.entries(laid).map(([path, bytes]) => [path, bytes as Buffer]));
    const kept = await dvc.keep({ files, policy: '', placeOf: () => ({ path: '' }) }, repo.directory);
    await repo.commit(kept.files);
    const proposal = await propose(repo);
    expect(parse(proposal.text!).datasets).toEqual({
      data: { format: 'imagefolder', splits: { train: 'data/train', validation: 'data/val' } },
    });
    expect(proposal.datasets[0].seen).toMatch(/^18 images in train and 9 in validation; 3 classes: blue, green, red/);
  });

  test('is refused where there is one', async () => {
    await using repo = await repository({ 'vision-gate.yml': 'version: 1\n' });
    await expect(propose(repo)).rejects.toThrow('There is a policy already: vision-gate.yml');
  });

  test('of a repository without images is none', async () => {
    await using repo = await repository({ 'README.md': '# Nothing\n', 'model.pt': 'PK' });
    const proposal = await propose(repo);
    expect(proposal.text).toBeNull();
    expect(proposal.doubts).toEqual([expect.stringMatching(/model\.pt can only be judged as ONNX/)]);
  });
});

test('the workflow that is written is the one of the examples', async () => {
  const example = await readFile(new URL('../../examples/workflows/pull-request.yml', import.meta.url), 'utf8');
  expect(workflowText('gpu')).toBe(example);
  expect(workflowText('cpu')).toBe(
    example.replace('[self-hosted, gpu]', 'ubuntu-latest').replace('provider: cuda', 'provider: cpu'),
  );
});
