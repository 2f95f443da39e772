import * as z from 'zod'
import { ControlProblem, type ControlRequest } from '../request.ts'

const NAMES_MAX = 1_000
const body = z.strictObject({ discardLanes: z.array(z.string()).max(NAMES_MAX).optional() })

/** Reads the rule files again. */
export const reload: ControlRequest = {
  name: 'reload',
  isReading: false,
  run: async (worker, sent) => {
    const asked = body.safeParse(sent)
    if (!asked.success) throw new ControlProblem('expected {"discardLanes": [names of connections]}')
    return worker.reload(asked.data.discardLanes ?? [])
  },
}
