import { z } from 'zod';
import type { Task } from '../model/facts.ts';
import { labels, licence, oneOrEach, repositoryPath, text } from './dataset-schema.ts';

const tasks = [
  'classification',
  'multilabel',
  'detection',
  'instance-segmentation',
  'segmentation',
  'restoration',
] as const satisfies readonly Task[];

const heads = [
  'auto',
  'logits',
  'probabilities',
  'yolov5',
  'yolov8',
  'yolov10',
  'detr',
  'rtdetr',
  'torchvision',
  'ssd',
  'pixel-logits',
  'class-map',
  'image',
] as const;

const share = z.number().min(0).max(1);

/** One model as it is written; `model-keys.ts` says which keys go together, and which scores a task has. */
export const model = (scores: Readonly<Record<Task, readonly string[]>>) =>
  z.strictObject({
    file: repositoryPath.meta({ description: 'The ONNX file.', examples: ['models/classifier.onnx'] }).optional(),
    predictions: oneOrEach
      .meta({
        description:
          'Instead of `file`, what a model of any framework answered: JSONL, CSV, COCO results JSON or a folder of masks; ' +
          '`{split}` in the path stands for the split.',
        examples: ['runs/{split}.jsonl'],
      })
      .optional(),
    task: z.enum(tasks),
    labels: labels.optional(),
    preprocessing: z
      .union([repositoryPath, z.record(z.string(), z.unknown())])
      .meta({ description: 'A Hugging Face `preprocessor_config.json`, or the same keys inline.' })
      .optional(),
    serving: z
      .union([repositoryPath, z.record(z.string(), z.unknown())])
      .meta({
        description: "The preprocessing of the serving code, in the keys of `preprocessing`, which is the training's.",
        examples: ['serve/preprocessor_config.json'],
      })
      .optional(),
    reference_tensors: z
      .strictObject({
        images: repositoryPath.meta({ description: 'A folder of images.', examples: ['reference/images'] }),
        tensors: repositoryPath.meta({
          description: 'For each of them a `.npy` file of the same name: what the training pipeline made of it.',
          examples: ['reference/tensors'],
        }),
      })
      .meta({ description: "The training pipeline's own tensors, to be held against what `preprocessing` makes here." })
      .optional(),
    augmentation: repositoryPath
      .meta({
        description:
          "What the training did to its images: Albumentations' JSON or YAML, torchvision's transforms as JSON or YAML, Ultralytics' args.yaml.",
        examples: ['runs/args.yaml'],
      })
      .optional(),
    output: z
      .enum(heads)
      .meta({ description: "The layout of the model's outputs; recognised when absent." })
      .default('auto'),
    thresholds: z
      .strictObject({
        score: share.meta({ description: 'Answers below it are dropped.', examples: [0.001] }).optional(),
        overlap: share
          .meta({ description: 'detection: boxes of one class that overlap a better one by more are dropped (IoU).' })
          .optional(),
        most: z.int().min(1).max(1000).meta({ description: 'detection: most objects an image.' }).optional(),
      })
      .meta({ description: 'What counts as an answer. detection: 0.001, 0.7 and 100; multilabel: a score of 0.5.' })
      .optional(),
    white: z
      .union([z.literal(1), z.literal(255)])
      .meta({ description: 'restoration: the value of white in the picture that the model makes.' })
      .default(1),
    data: text.meta({ description: "Name of the model's dataset." }),
    // Which of them a task has is for `model-keys.ts`: the enumeration is for editors.
    score: text.meta({
      enum: [...new Set(Object.values(scores).flat())],
      description: 'The yardstick; the other scores are reported.',
      examples: ['macro_f1'],
    }),
    tolerance: z
      .number()
      .min(0)
      .meta({ description: 'Loss of the score that is accepted, in its own unit.', examples: [0.01] })
      .default(0.01),
    history: repositoryPath
      .meta({
        description:
          "The training run's table: Keras' CSVLogger, Lightning's metrics.csv, Ultralytics' results.csv, DVCLive.",
        examples: ['runs/history.csv'],
      })
      .optional(),
    training: z
      .strictObject({
        epochs: z
          .int()
          .min(1)
          .meta({ description: 'Epochs that were asked for.', examples: [100] })
          .optional(),
        config: repositoryPath
          .meta({
            description:
              "The training's own settings, as YAML or JSON: Ultralytics' args.yaml, Lightning's hparams.yaml.",
            examples: ['runs/args.yaml'],
          })
          .optional(),
        patience: z
          .int()
          .min(1)
          .meta({ description: 'Epochs without a better value after which it may stop.', examples: [20] })
          .optional(),
        monitor: text
          .meta({ description: 'The column of the history by which the best epoch is told.', examples: ['val_loss'] })
          .optional(),
        gpus: z
          .int()
          .min(1)
          .meta({ description: 'GPUs that it ran on.', examples: [1] })
          .optional(),
      })
      .meta({ description: 'What was asked of the training run that `history` is of.' })
      .optional(),
    variant_of: text
      .meta({
        description:
          'The model that this one is in another precision (fp16, int8): its answers are held against that one’s.',
        examples: ['classifier'],
      })
      .optional(),
    card: repositoryPath.meta({ description: 'The model card.', examples: ['models/README.md'] }).optional(),
    licence: licence.optional(),
  });
