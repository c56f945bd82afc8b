import type { Images, Predictions, Samples, SplitPredictions } from '../../../model/facts.ts';
import type { Tools } from '../../../model/gatherer.ts';
import type { Snapshot } from '../../../model/snapshot.ts';
import type { Frame } from '../../truth/frames.ts';
import type { Rival } from './margins.ts';

/** A model's answers to its evaluation images, and what is known of these and of the training images. */
export interface Judged {
  snapshot: Snapshot;
  samples: Samples;
  images: Images | undefined;
  predictions: Predictions;
  /** Of the evaluation split. */
  evaluation: SplitPredictions;
  /** Which way up the model sees pictures; `null` where nobody says. */
  shown: Frame | null;
  tools: Tools;
}

/** What answers the evaluation images of one task without a network; none where there is nothing to learn it from. */
export type Rivals = (judged: Judged) => Rival[] | Promise<Rival[]>;
