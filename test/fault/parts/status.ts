import { sluice } from './cli.ts'

/** What `sluice status --json` says, as far as it is asked for. */
export interface Status {
  readonly broken?: string | null
  readonly alarms?: readonly { readonly name: string; readonly times: number }[]
  readonly lanes: readonly LaneStatus[]
}

export interface LaneStatus {
  readonly connection: string
  readonly state: string
  /** In the journal, not yet delivered. */
  readonly waitingRows: number
}

/** Of the worker that runs in this folder. */
export const statusOf = async (folder: string): Promise<Status> => {
  const status = await sluice(folder, 'status', '--json', '--config', 'sluice.yaml')
  return JSON.parse(status) as Status
}
