/** Largest minus smallest value over groups, and smallest over largest; the ratio is `null` where nothing is to be divided. */
export interface Spread {
  difference: number;
  ratio: number | null;
}

/** What a classifier does to each group for one class against the rest, by Fairlearn's definitions. */
export interface ClassParity {
  class: string;
  /** Of each group, in the order of `Fairness.groups`: the shares answered as the class, of all, of its images, and of the others. */
  selection: (number | null)[];
  truePositive: (number | null)[];
  falsePositive: (number | null)[];
  /** Of the selection rate. */
  demographicParity: Spread;
  /** The wider of those of the true and of the false positive rate. */
  equalizedOdds: Spread;
  /** Of the true positive rate. */
  equalOpportunity: Spread;
}

/** One model on the groups of one attribute, or of a crossing of attributes. */
export interface Fairness {
  attribute: string;
  /** Each group's images and scores; a 95 % bootstrap interval for the declared score and that by which groups are compared. */
  groups: {
    value: string;
    n: number;
    values: Record<string, number | null>;
    intervals: Record<string, [number, number]>;
  }[];
  /** By score, over the groups of at least `smallest` images: the spread, and the group that comes off worst. */
  spreads: Record<string, Spread & { worst: string }>;
  /** Images from which a group counts in the spreads. */
  smallest: number;
  /** The classes whose rates differ most between those groups, widest first; none for other tasks than classification. */
  parity: ClassParity[];
}
