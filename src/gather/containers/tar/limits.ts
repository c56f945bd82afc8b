/** Larger files beside an image are no labels: 1 MiB. */
export const mostText = 2 ** 20;
/** Larger images are none: 1 GiB. */
export const mostImage = 2 ** 30;
