import type { DoctorCheck } from './check.ts'
import { configuration } from './checks/configuration.ts'
import { connections } from './checks/connections.ts'
import { descriptors } from './checks/descriptors.ts'
import { diskRoom } from './checks/disk-room.ts'
import { journal } from './checks/journal.ts'
import { stateFolder } from './checks/state-folder.ts'
import { threads } from './checks/threads.ts'

/** All checks, in the order in which they are shown. */
export const doctorChecks: readonly DoctorCheck[] = [
  configuration,
  stateFolder,
  journal,
  diskRoom,
  connections,
  threads,
  descriptors,
]
