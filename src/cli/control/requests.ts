import type { ControlRequest } from './request.ts'
import { redrive } from './requests/redrive.ts'
import { reload } from './requests/reload.ts'
import { status } from './requests/status.ts'

/** All that a worker can be asked. */
export const controlRequests: readonly ControlRequest[] = [status, redrive, reload]
