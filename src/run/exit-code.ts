import type { FaultKind } from '../model/fault.ts';
import type { Conclusion } from '../model/report.ts';

/** 0 the gate passed, 1 it failed, 2 usage or policy mistake, 3 it could not run. */
export function exitCodeOf(ending: Conclusion | FaultKind): 0 | 1 | 2 | 3 {
  switch (ending) {
    case 'success':
    case 'neutral':
      return 0;
    case 'failure':
      return 1;
    case 'usage':
    case 'policy':
      return 2;
    default:
      return 3;
  }
}
