import type { Redriven } from '../../../runtime/redrive/redriver.ts'
import { REDRIVE_LETTERS_MAX } from '../../../runtime/redrive/redriver.ts'
import { parseJsonStrict } from '../../../types/json/parse.ts'
import type { ObjectValue } from '../../../types/value.ts'
import { redrivenLog } from '../../letter-target.ts'
import { ControlProblem, type ControlRequest } from '../request.ts'

const linesOf = (body: unknown): readonly string[] => {
  const lines = (body as { readonly letters?: unknown } | null)?.letters
  if (!Array.isArray(lines) || !lines.every((line): line is string => typeof line === 'string'))
    throw new ControlProblem('expected {"letters": ["…", …]}, each a dead letter as JSON text')
  if (lines.length > REDRIVE_LETTERS_MAX)
    throw new ControlProblem(`a request has at most ${String(REDRIVE_LETTERS_MAX)} letters`)
  return lines
}

const letterOf = (line: string): ObjectValue => {
  try {
    return parseJsonStrict(Buffer.from(line)) as ObjectValue
  } catch {
    throw new ControlProblem('a letter is not JSON')
  }
}

/** Dead letters go their way again; the answer comes when they are safe, and has what became of each. */
export const redrive: ControlRequest = {
  name: 'redrive',
  isReading: false,
  // A dead letter has all of its payload.
  bodyBytesMax: 64 * 1024 * 1024,
  run: async ({ engine, stateFolder }, body): Promise<readonly Redriven[]> => {
    const results = await engine.redrive(linesOf(body).map(letterOf))
    const ids = results.filter(({ kind }) => kind === 'redriven').map(({ id }) => id)
    await redrivenLog(stateFolder).add(ids)
    return results
  },
}
