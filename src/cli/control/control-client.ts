import { request, type IncomingMessage } from 'node:http'
import { createInterface } from 'node:readline'
import { ControlProblem } from './request.ts'
import { socketAddress } from './socket-path.ts'

const ANSWER_BYTES_MAX = 64 * 1024 * 1024

const send = async (stateFolder: string, name: string, body: unknown): Promise<IncomingMessage> => {
  const { address, release } = socketAddress(stateFolder)
  const headers = { 'content-type': 'application/json' }
  const options = { socketPath: address, path: `/${name}`, method: 'POST', headers }
  try {
    return await new Promise((resolve, reject) => {
      request(options, resolve).on('error', reject).end(JSON.stringify(body))
    })
  } finally {
    release()
  }
}

const isNobody = (error: unknown): boolean =>
  ['ENOENT', 'ECONNREFUSED'].includes((error as NodeJS.ErrnoException).code ?? '')

/** Asks the worker of a state folder. Rejects with `ControlProblem`, in words for people, where it cannot answer. */
const ask = async (stateFolder: string, name: string, body: unknown): Promise<IncomingMessage> => {
  try {
    return await send(stateFolder, name, body)
  } catch (error) {
    if (isNobody(error)) {
      const where = 'start one with sluice run, or name its state folder with --state'
      throw new ControlProblem(`no worker runs with the state folder ${stateFolder}: ${where}`)
    }
    if ((error as NodeJS.ErrnoException).code === 'EACCES')
      throw new ControlProblem(`the worker in ${stateFolder} belongs to another user`)
    throw new ControlProblem(`the worker in ${stateFolder} did not answer: ${(error as Error).message}`)
  }
}

const textOf = async (answer: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > ANSWER_BYTES_MAX) throw new ControlProblem('the answer of the worker is too long')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const problemIn = async (answer: IncomingMessage): Promise<ControlProblem | undefined> => {
  if (answer.statusCode === 200) return undefined
  const { error } = JSON.parse(await textOf(answer)) as { readonly error: string }
  return new ControlProblem(error)
}

/** The worker's answer to one request. Rejects with `ControlProblem`. */
export const askWorker = async (stateFolder: string, name: string, body: unknown = {}): Promise<unknown> => {
  const answer = await ask(stateFolder, name, body)
  const problem = await problemIn(answer)
  if (problem !== undefined) throw problem
  return JSON.parse(await textOf(answer))
}

/** The lines of a long answer, as they come. Rejects with `ControlProblem`. */
export async function* askWorkerForLines(
  stateFolder: string,
  name: string,
  body: unknown = {},
): AsyncGenerator<unknown> {
  const answer = await ask(stateFolder, name, body)
  const problem = await problemIn(answer)
  if (problem !== undefined) throw problem
  for await (const line of createInterface({ input: answer })) if (line !== '') yield JSON.parse(line)
  if (!answer.complete) throw new ControlProblem('the worker has ended before its answer')
}
