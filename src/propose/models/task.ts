import type { Model, Samples, Task } from '../../model/facts.ts';

/** What the shapes of a model's outputs say of its task; `null` where they fit none. */
export interface Guess {
  task: Task;
  /** Number of classes that the outputs have; `null` where they do not say. */
  classes: number | null;
}

type Shaped = Pick<Model, 'outputs'>;

/** Tasks by the shapes of outputs, as the field's exporters write them (docs/models.md). */
export function taskOf({ outputs }: Shaped): Guess | null {
  const sizes = outputs.map(({ shape }) => shape.map((size) => (typeof size === 'number' ? size : null)));
  const names = outputs.map(({ name }) => name.toLowerCase());
  const named = (word: RegExp) => names.findIndex((name) => word.test(name));
  if (named(/^(pred_)?boxes$|detection_boxes/) >= 0) {
    return { task: named(/masks/) >= 0 ? 'instance-segmentation' : 'detection', classes: null };
  }
  const [first, second] = sizes;
  if (first === undefined) return null;
  if (first.length === 3) {
    if (second?.length === 4) return { task: 'instance-segmentation', classes: null };
    return { task: 'detection', classes: objectClasses(first[1], first[2]) };
  }
  if (first.length === 2) return { task: 'classification', classes: first[1] };
  if (first.length === 4) {
    const channels = first[1];
    return channels === 1 || channels === 3
      ? { task: 'restoration', classes: null }
      : { task: 'segmentation', classes: channels };
  }
  return null;
}

/** 4 + k rows of anchors (YOLOv8), or anchors of 5 + k values (YOLOv5). */
function objectClasses(rows: number | null, columns: number | null): number | null {
  if (rows === null || columns === null) return null;
  if (columns === 6 && rows > 6) return null;
  return rows < columns ? rows - 4 : columns - 5;
}

/** Whether a dataset can judge a task. */
export function suits(task: Task, { format, masks, targets, annotations, label }: Samples): boolean {
  switch (task) {
    case 'segmentation':
      return masks !== null;
    case 'restoration':
      return targets !== null;
    case 'detection':
    case 'instance-segmentation':
      return (
        annotations !== null && (annotations.count > 0 || format === 'coco' || format === 'yolo' || format === 'voc')
      );
    default:
      return label.some((each) => each !== null);
  }
}

/** The score that is commonly looked at first. */
export const commonScore: Record<Task, string> = {
  classification: 'macro_f1',
  multilabel: 'macro_f1',
  detection: 'map',
  'instance-segmentation': 'map',
  segmentation: 'mean_iou',
  restoration: 'psnr',
};
