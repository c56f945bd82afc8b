import type { Severity } from '../../../src/model/rule.ts';

interface Words {
  severity: Severity;
  title: string;
  why: string;
  fix: string;
}

/** What rules say of themselves. Their own words would change the golden files with each edit of a rule. */
export const rules = {
  'training-data/blurry-image': {
    severity: 'warning',
    title: 'An image is blurred.',
    why: 'Blur removes the edges and textures that vision models go by.',
    fix: 'Take the image out, or replace it with a sharp one.',
  },
  'training-data/class-imbalance': {
    severity: 'warning',
    title: 'One class has many times the training images of another.',
    why: 'The rare class pays, and accuracy hides it.',
    fix: 'Collect more images of the rare class, or weight the loss or the sampling.',
  },
  'training-data/dark-image': {
    severity: 'warning',
    title: 'An image is so dark that little can be seen in it.',
    why: 'What cannot be seen cannot be learnt.',
    fix: 'Take the image out, or expose it again.',
  },
  'training-data/exact-duplicate': {
    severity: 'warning',
    title: 'A split holds the same image more than once, with the same label.',
    why: 'A repeated image counts double.',
    fix: 'Keep one copy of each image in a split.',
  },
  'training-data/label-conflict': {
    severity: 'error',
    title: 'The same image has two labels.',
    why: 'One of the two labels is wrong. In training they pull the model in two directions.',
    fix: 'Look at the image, keep the right label, and remove the other copy.',
  },
  'training-data/split-leakage': {
    severity: 'error',
    title: 'The same image, or the same unit, is in the training set and in an evaluation set.',
    why: 'A leaked image is graded on what was memorised, so the score is too high.',
    fix: 'Keep each image, and all images of one unit, in one split.',
  },
  'training-data/unreadable-image': {
    severity: 'error',
    title: 'An image of the dataset cannot be read.',
    why: 'A truncated image stops a training run hours in, or is skipped in silence.',
    fix: 'Restore the image from its source, or take it out of the dataset.',
  },
  'fitting/overfitting': {
    severity: 'error',
    title: 'A model scores much better on its training images than on the evaluation images.',
    why: 'The model has learnt its training images by heart.',
    fix: 'Train for fewer epochs, augment, regularise, use a smaller network, or collect more images.',
  },
  'fitting/underfitting': {
    severity: 'error',
    title: 'A model has hardly learnt its own training images.',
    why: 'It is too small, was trained too briefly, or was fed images that it cannot read.',
    fix: 'Check the preprocessing and the labels first, then train for longer.',
  },
  'model-choice/dominated-model': {
    severity: 'warning',
    title: 'A model is bigger than another that does as well.',
    why: 'Parameters and operations cost memory, latency and power in every run of the model.',
    fix: 'Keep the smaller model, or show on more evaluation images that the bigger one is better.',
  },
  'model-choice/no-better-than-baseline': {
    severity: 'error',
    title: 'A model is no better than a trivial one.',
    why: 'The network costs its weights, its latency and its upkeep for nothing.',
    fix: 'Look for the broken step first, then ask whether the simple model will do.',
  },
  'preprocessing/beaten-preprocessing': {
    severity: 'error',
    title: 'A model does better with another preprocessing than with the declared one.',
    why: 'A model is fed other pixels than it was trained on when a mean, a channel order or a resize got lost on the way. It still answers, only worse, and nothing fails.',
    fix: 'Declare the preprocessing that the model was trained with; the finding names one that does better.',
  },
  'preprocessing/ignored-orientation': {
    severity: 'error',
    title: 'An image is stored turned, and nothing says that the loader turns it back.',
    why: 'People label an upright image and the model learns a sideways one.',
    fix: 'Store the image upright, or declare `orientation: apply` for the dataset.',
  },
  'compute/over-budget': {
    severity: 'error',
    title: 'A model needs more than its target has.',
    why: 'A model that does not fit is found out on the device.',
    fix: 'Use a smaller network, prune or quantise it, or raise the budget of the target in the policy.',
  },
  'metrics/class-regression': {
    severity: 'error',
    title: 'A model recognises fewer images of one class than its base.',
    why: 'A better average can hide a class that got worse, and the users of that class do not meet the average.',
    fix: "Look at the class's training images: fewer of them, new labels, or new images that look like another class.",
  },
  'metrics/regression': {
    severity: 'error',
    title: 'A model scores worse than its base.',
    why: 'The declared score is what the model is for.',
    fix: 'Find out what changed and mend it, or accept the loss by a higher `tolerance` in the policy.',
  },
  'metrics/small-evaluation-set': {
    severity: 'warning',
    title: 'The evaluation set is too small to see what is claimed of it.',
    why: 'On few images a score is mostly chance.',
    fix: 'Add labelled evaluation images; the finding says how many would do.',
  },
  'deployment/interface-change': {
    severity: 'error',
    title: 'A model is called otherwise than its base.',
    why: 'The code that serves the model fails, or answers with the wrong name.',
    fix: 'Export the model with the interface of its base, or change what calls it first and waive the finding.',
  },
  'deployment/latency-regression': {
    severity: 'error',
    title: 'A model is slower than its base.',
    why: 'Latency that creeps up by a few per cent in each change misses its deadline in the end.',
    fix: 'Look for new operators, a larger input, lost fusions or another precision.',
  },
  'ethics/changed-gate': {
    severity: 'error',
    title: 'The pull request edits what checks it.',
    why: 'Whoever edits the workflow that runs the gate decides what it sees.',
    fix: 'Change the gate in a pull request of its own, or waive the file in the policy first.',
  },
  'ethics/group-gap': {
    severity: 'error',
    title: 'A model is right much more often for one group than for another.',
    why: 'A system that works for some people and not for others discriminates, whatever its average.',
    fix: 'Collect more images of the group that comes off worst, look at its labels, and weight or sample it up in training.',
  },
  'ethics/location-metadata': {
    severity: 'error',
    title: 'An image carries the place where it was taken.',
    why: 'A GPS position in EXIF tells where somebody lives, works or was treated.',
    fix: 'Strip the metadata (`exiftool -gps:all= FILE`) and rewrite the commit.',
  },
  'ethics/missing-licence': {
    severity: 'error',
    title: 'A dataset or model has no licence.',
    why: 'Without a licence nobody may use the images or the weights.',
    fix: 'Add a licence file beside it, or `licence:` in the policy.',
  },
} as const satisfies Record<string, Words>;

export type RuleId = keyof typeof rules;
