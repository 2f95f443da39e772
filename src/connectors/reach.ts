import { connect } from 'node:net'
import type { ProbeFinding } from '../catalog/probe.ts'

/** Whether something listens there; undefined where it does, else why not. */
export const reach = (host: string, port: number, timeoutMs: number): Promise<string | undefined> =>
  new Promise((resolve) => {
    const socket = connect({ host, port })
    const done = (problem: string | undefined): void => {
      clearTimeout(timer)
      socket.destroy()
      resolve(problem)
    }
    const timer = setTimeout(() => done('no answer'), timeoutMs)
    socket.once('connect', () => done(undefined)).once('error', (error) => done(error.message))
  })

/** One finding for each address; the port is open, no more is known. */
export const reachAll = async (
  addresses: readonly (readonly [host: string, port: number])[],
  timeoutMs: number,
): Promise<readonly ProbeFinding[]> =>
  Promise.all(
    addresses.map(async ([host, port]): Promise<ProbeFinding> => {
      const problem = await reach(host, port, timeoutMs)
      const where = `${host}:${String(port)}`
      return problem === undefined
        ? { level: 'ok', message: `${where} can be reached` }
        : {
            level: 'fail',
            message: `${where} cannot be reached: ${problem}`,
            help: 'start the server, or correct its address',
          }
    }),
  )

const KAFKA_PORT = 9092

/** `host:port` of a broker. */
export const brokerAddress = (text: string): readonly [host: string, port: number] => {
  const at = text.lastIndexOf(':')
  const port = Number(text.slice(at + 1))
  return at === -1 || !Number.isInteger(port) ? [text, KAFKA_PORT] : [text.slice(0, at), port]
}

/** Host and port of an http or https url. */
export const urlAddress = (text: string): readonly [host: string, port: number] => {
  const { hostname, port, protocol } = new URL(text)
  return [hostname.replace(/^\[|\]$/g, ''), port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port)]
}
