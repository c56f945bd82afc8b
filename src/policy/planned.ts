/** Keys and values of later versions: said to be so, instead of being taken for a slip of the pen. */
export const plannedKeys: ReadonlySet<string> = new Set([
  'extends',
  'predictions',
  'history',
  'latency_ms',
  'throughput',
  'reference',
  'erasure_register',
]);

export const plannedValues: Readonly<Record<string, readonly string[]>> = {
  task: ['multilabel', 'detection', 'segmentation', 'restoration'],
  output: ['yolov5', 'yolov8', 'yolov10', 'detr', 'torchvision', 'ssd'],
};
