import { errorWords } from '../../base/error-words.ts'
import { chmod, mkdir, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { sqliteLock } from '../../journal/directory-lock.ts'
import { ControlProblem, type ControlRequest } from './request.ts'
import { socketAddress, socketFile } from './socket-path.ts'
import type { Worker } from './worker.ts'

const LOCK = 'control.lock'
const BODY_BYTES_MAX = 1024 * 1024
const CONNECTIONS_MAX = 16
const HEADER_BYTES_MAX = 8 * 1024
const REQUEST_TIMEOUT_MS = 10_000
const ONLY_OWNER = 0o177

/** The open socket of a worker. */
export interface ControlServer {
  close(): Promise<void>
}

const bodyOf = async (request: IncomingMessage, bytesMax: number): Promise<unknown> => {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > bytesMax) throw new ControlProblem(`a request has at most ${String(bytesMax)} bytes`)
    chunks.push(chunk)
  }
  if (bytes === 0) return {}
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    throw new ControlProblem('the body is not JSON')
  }
}

const isIterable = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value

const written = (response: ServerResponse, text: string): Promise<void> =>
  new Promise((resolve) => {
    if (response.destroyed || response.write(text)) {
      resolve()
      return
    }
    const go = (): void => {
      response.off('drain', go).off('close', go)
      resolve()
    }
    response.on('drain', go).on('close', go)
  })

const say = (response: ServerResponse, code: number, answer: unknown): void => {
  response.writeHead(code, { 'content-type': 'application/json' }).end(`${JSON.stringify(answer)}\n`)
}

const answerWith = async (response: ServerResponse, answer: unknown): Promise<void> => {
  if (!isIterable(answer)) {
    say(response, 200, answer)
    return
  }
  response.writeHead(200, { 'content-type': 'application/x-ndjson' })
  for await (const line of answer) {
    if (response.destroyed) return
    await written(response, `${JSON.stringify(line)}\n`)
  }
  response.end()
}

/** Answers one request; what goes wrong is the client's to read. */
const answer = async (
  worker: Worker,
  requests: readonly ControlRequest[],
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const gone = new AbortController()
  response.on('close', () => gone.abort())
  try {
    const name = (message.url ?? '').replace(/^\/|\?.*$/g, '')
    const request = requests.find((one) => one.name === name)
    if (request === undefined)
      say(response, 404, { error: `a worker of this version has no request ${name}` })
    else if (message.method !== 'POST' && !(request.isReading && message.method === 'GET'))
      say(response, 405, { error: `${name} is asked with POST` })
    else {
      const body = await bodyOf(message, request.bodyBytesMax ?? BODY_BYTES_MAX)
      await answerWith(response, await request.run(worker, body, gone.signal))
    }
  } catch (error) {
    const words = errorWords(error)
    if (response.headersSent) response.destroy()
    else say(response, error instanceof ControlProblem ? 400 : 500, { error: words })
  }
}

/** Nobody else may open it, not even between its creation, which happens within the call, and a change of its mode. */
const listen = (server: Server, address: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    const before = process.umask(ONLY_OWNER)
    try {
      server.listen(address, resolve)
    } finally {
      process.umask(before)
    }
  })

/**
 * Opens the control socket in a state folder, which is made where it is missing. A socket that a killed worker has
 * left is replaced; undefined where another worker holds this folder's. Rejects where the folder cannot be written.
 */
export const openControl = async (
  worker: Worker,
  requests: readonly ControlRequest[],
): Promise<ControlServer | undefined> => {
  const { stateFolder } = worker
  await mkdir(stateFolder, { recursive: true })
  const release = await sqliteLock(join(stateFolder, LOCK))
  if (release === undefined) return undefined
  try {
    const path = socketFile(stateFolder)
    await rm(path, { force: true })
    const { address, release: forget } = socketAddress(stateFolder)
    const options = { maxHeaderSize: HEADER_BYTES_MAX, requestTimeout: REQUEST_TIMEOUT_MS }
    const server = createServer(options, (message, response) => {
      void answer(worker, requests, message, response)
    })
    server.maxConnections = CONNECTIONS_MAX
    await listen(server, address)
    await chmod(path, 0o600)
    // A worker ends when its work ends, whether or not it could still be asked.
    server.unref()
    return {
      close: async () => {
        const closed = new Promise((resolve) => server.close(resolve))
        server.closeAllConnections()
        await closed
        forget()
        await rm(path, { force: true })
        release()
      },
    }
  } catch (error) {
    release()
    throw error
  }
}
