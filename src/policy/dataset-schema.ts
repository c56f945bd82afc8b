import { z } from 'zod';

export const repositoryPath = z
  .string()
  .regex(/^(?!\/)(?!(?:.*\/)?\.\.(?:\/|$))[^\\]+$/)
  .meta({ title: 'path inside the repository' });

export const text = z.string().regex(/\S/).meta({ title: 'text' });

export const labels = z
  .union([repositoryPath, z.array(text).min(1)])
  .meta({ description: 'The class list in the order of the outputs: a file with one class a line, or the names.' });

export const licence = text.meta({ description: 'SPDX expression of the licence.', examples: ['CC-BY-4.0'] });

const splits = z.strictObject({
  train: repositoryPath.optional(),
  validation: repositoryPath.optional(),
  test: repositoryPath.optional(),
});

export const oneOrEach = z.union([repositoryPath, splits]);

const formats = z
  .enum(['imagefolder', 'table', 'coco', 'yolo', 'voc', 'masks', 'parquet', 'webdataset', 'pairs'])
  .meta({
    description:
      'imagefolder: folders of images. table: a CSV, TSV or JSONL file with one row an image. coco: instances JSON. ' +
      'yolo: a data.yaml, and a text file for each image. voc: an XML file for each image. masks: a mask for each ' +
      'image. parquet: Hugging Face image datasets. webdataset: tar shards. pairs: an image for each image that it should become.',
  });

/** One dataset as it is written; `dataset-keys.ts` says which keys belong to which format. */
export const dataset = z.strictObject({
  format: formats,
  splits: splits
    .meta({
      description: 'imagefolder: the folder of each split. parquet, webdataset: the files of each, as a pattern.',
    })
    .optional(),
  root: repositoryPath
    .meta({
      description: 'imagefolder, parquet: one folder whose names tell the splits. voc: the folder above JPEGImages.',
      examples: ['data/plants'],
    })
    .optional(),
  table: oneOrEach
    .meta({ description: 'table: the CSV, TSV or JSONL file, or one for each split.', examples: ['data/photos.csv'] })
    .optional(),
  columns: z
    .strictObject({ path: text.optional(), label: text.optional(), split: text.optional(), image: text.optional() })
    .meta({ description: 'table, parquet: the names of the columns. webdataset: the extensions of image and label.' })
    .optional(),
  annotations: oneOrEach
    .meta({
      description: 'coco: the JSON file, or one for each split. voc: the folder of XML files, or one for each split.',
      examples: ['data/instances_train.json'],
    })
    .optional(),
  data: repositoryPath.meta({ description: "yolo: the dataset's YAML file.", examples: ['data/data.yaml'] }).optional(),
  masks: oneOrEach
    .meta({ description: 'masks: the folder of masks, or one for each split; names equal those of the images.' })
    .optional(),
  colours: repositoryPath
    .meta({
      description: 'masks: a file with `name red green blue` a line, for masks whose colours are classes.',
      examples: ['data/colours.txt'],
    })
    .optional(),
  ignore: z
    .int()
    .min(0)
    .max(65535)
    .meta({ description: 'masks: the value of pixels that belong to no class.', examples: [255] })
    .optional(),
  targets: oneOrEach
    .meta({
      description:
        'pairs: the folder of the pictures that the images should become, or one for each split; names equal those of the images.',
    })
    .optional(),
  images: oneOrEach
    .meta({
      description:
        "The folder that image paths are relative to, or one for each split; the listing file's own when absent.",
    })
    .optional(),
  attributes: repositoryPath
    .meta({ description: 'A CSV, TSV or JSONL file with one row an image: `file_name` and attribute columns.' })
    .optional(),
  groups: z
    .array(text)
    .meta({ description: 'Attributes between whose values results must not diverge.', examples: [['sex']] })
    .default([]),
  intersections: z
    .strictObject({
      order: z
        .int()
        .min(2)
        .max(4)
        .meta({ description: 'Attributes crossed with each other, at most.', examples: [2] })
        .default(2),
      at_least: z
        .int()
        .min(1)
        .meta({ description: 'Images of a split from which a crossing is a group.', examples: [30] })
        .default(30),
    })
    .meta({ description: 'Crossings of `groups` whose results must not diverge either: `sex × skin_tone`.' })
    .optional(),
  unit: text
    .meta({ description: 'Attribute whose samples must stay in one split.', examples: ['patient_id'] })
    .optional(),
  labels: labels.optional(),
  orientation: z
    .enum(['apply', 'ignore'])
    .meta({ description: "Whether the project's loader turns images by their EXIF orientation." })
    .optional(),
  licence: licence.optional(),
});
