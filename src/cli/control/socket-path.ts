import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'

const NAME = 'control.sock'
/** A socket's address has 108 bytes on Linux and 104 on other systems, its end included. */
const ADDRESS_BYTES_MAX = 103

export const socketFile = (stateFolder: string): string => join(stateFolder, NAME)

/** How a socket is named to the system; the name may end with `release`. */
export interface SocketAddress {
  readonly address: string
  release(): void
}

/** A path that is too long for an address is reached through the open folder, which Linux shows under a short name. */
export const socketAddress = (stateFolder: string): SocketAddress => {
  const path = socketFile(stateFolder)
  if (Buffer.byteLength(path) <= ADDRESS_BYTES_MAX) return { address: path, release: () => undefined }
  if (process.platform !== 'linux')
    throw new Error(`the path ${path} is too long for a socket: name a shorter state folder with --state`)
  const folder = openSync(stateFolder, 'r')
  return { address: `/proc/self/fd/${String(folder)}/${NAME}`, release: () => closeSync(folder) }
}
