import type { Failure, Policy } from '../../codegen/program.ts'
import type { Batch } from '../../stream/batch.ts'
import type { StreamLedgers } from '../ledger/ledger.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { RuntimeContext } from '../runtime-context.ts'
import type { SourceLane } from '../source/source-lane.ts'
import { failureChunk } from './failure-json.ts'

const DEAD_LETTER: Policy = { kind: 'dead-letter' }

/** A mistake of ours is never dropped: its record becomes a dead letter unless the stream stops. */
export const policyOf = ({ shape, shapes }: StreamLedgers, { rule, slug }: Failure): Policy => {
  const ofStream = slug === 'ahead-of-time' ? (shape.onAhead ?? DEAD_LETTER) : shape.onInvalid
  const policy = rule === -1 ? ofStream : shapes[rule]!.onError
  return slug === 'internal-error' && policy.kind !== 'stop' ? { kind: 'dead-letter' } : policy
}

const ownerOf = ({ shape, shapes }: StreamLedgers, rule: number) => {
  if (rule === -1) return { stream: shape.name }
  const { name, version } = shapes[rule]!
  return { rule: name, version }
}

/** Does with a failed record what its stream or rule says. STOP is not met here: it ends the evaluation before. */
export const applyFailure = (
  ledgers: StreamLedgers,
  lane: SourceLane,
  batch: Batch,
  failure: Failure,
  arrivedMs: number,
  outbox: Outbox,
  context: RuntimeContext,
): void => {
  const owner = ownerOf(ledgers, failure.rule)
  const policy = policyOf(ledgers, failure)
  switch (policy.kind) {
    case 'drop':
      if (failure.rule === -1) ledgers.stream.dropped++
      else ledgers.rules[failure.rule]!.dropped++
      return
    case 'into': {
      const bytesMax = context.limits.payloadBytesMax
      const chunk = failureChunk(policy.target, owner, failure, batch, lane.source, bytesMax)
      outbox.push(chunk, lane, arrivedMs)
      return
    }
    case 'dead-letter':
    case 'stop': {
      const { slug, message, path, record } = failure
      const { source, epoch } = lane
      const seq = batch.first + record
      const position = { source, lane: lane.lane, epoch, seq }
      const { identity } = lane
      const { journalled } = outbox
      const input = { batch, index: record }
      const letter = { owner, slug, message, path, position, identity, journalled, input }
      if (outbox.letter !== undefined) {
        outbox.letter(letter, lane)
        return
      }
      lane.hold(seq)
      context.deadLetters.offer(letter, () => {
        lane.settle(seq)
        lane.advance()
      })
    }
  }
}
