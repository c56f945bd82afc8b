import type { CheckRunPlace } from './claim.ts';

/** What the main step leaves for the post step, through the runner's state file. */
export type SaveState = (key: string, value: string) => void;
export type GetState = (key: string) => string;

export type SavedCheckRun = Omit<CheckRunPlace, 'detailsUrl'>;

const PLACE = 'check_run_place';
const ID = 'check_run_id';
const DONE = 'check_run_done';

/** Before the check run is created: a run killed between GitHub's answer and the next line is still found. */
export function rememberPlace(saveState: SaveState, place: SavedCheckRun): void {
  saveState(PLACE, JSON.stringify(place));
}

export function rememberId(saveState: SaveState, id: number): void {
  saveState(ID, String(id));
}

export function rememberDone(saveState: SaveState): void {
  saveState(DONE, 'true');
}

/** `null`: no check run was opened, or it was completed. `id` is missing when it was not learnt. */
export function recallUnfinished(getState: GetState): { place: SavedCheckRun; id?: number } | null {
  const place = getState(PLACE);
  if (place === '' || getState(DONE) === 'true') return null;
  const id = getState(ID);
  return { place: JSON.parse(place), ...(id !== '' && { id: Number(id) }) };
}
