import type { ChildProcess } from 'node:child_process'

/** How one kind of server is installed, started and asked. */
export interface ServerKind {
  readonly name: ServerName
  /** Brings what is missing onto the machine; throws with a reason where it cannot. */
  install(): Promise<void>
  /** Starts the server in `folder` at `port`; data that is there is kept. */
  start(folder: string, port: number, settings: readonly string[]): Promise<ChildProcess>
  /** A real request; rejects until it is answered. */
  ask(port: number): Promise<void>
  url(port: number): string
  readonly readyWithinMs: number
}

export const serverNames = ['mosquitto', 'kafka', 'postgres', 'mariadb', 'redis'] as const
export type ServerName = (typeof serverNames)[number]
