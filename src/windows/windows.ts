import type { WindowEntry } from '../catalog/window.ts'
import { tumbleWindow } from './tumble.ts'
import { hopWindow } from './hop.ts'
import { cumulateWindow } from './cumulate.ts'
import { sessionWindow } from './session.ts'
import { slideWindow } from './slide.ts'
import { rowsWindow } from './rows.ts'

/** All windows. */
export const windows: readonly WindowEntry[] = [
  tumbleWindow,
  hopWindow,
  cumulateWindow,
  sessionWindow,
  slideWindow,
  rowsWindow,
]
