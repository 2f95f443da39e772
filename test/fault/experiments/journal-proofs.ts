import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { Broken, type Experiment } from '../harness/experiment.ts'

const execute = promisify(execFile)
const OUTPUT_MAX = 64 * 1024 * 1024

/** These proofs need no servers: they run on a disk in memory that damages, forgets and fails on purpose. */
export const journalProofs: Experiment = {
  name: 'journal-proofs',
  invariant:
    'torn writes, flipped bits, power loss with reordered writes, failed syncs: no synced frame is lost or invented',
  proves: [],
  short: { messages: 0, limitS: 300 },
  long: { messages: 0, limitS: 1_800 },
  isOnce: true,
  run: async (stage) => {
    const args = ['vitest', 'run', 'test/journal', '--reporter=json']
    const env = stage.isLong ? { ...process.env, SLUICE_JOURNAL_SEEDS: '1000' } : process.env
    const { stdout } = await execute('npx', args, { maxBuffer: OUTPUT_MAX, env }).catch(
      (error: { stdout?: string; message: string }) => {
        throw new Broken(`the journal's proofs failed: ${error.stdout?.slice(0, 2_000) ?? error.message}`)
      },
    )
    const { numPassedTests } = JSON.parse(stdout.slice(stdout.indexOf('{'))) as { numPassedTests: number }
    stage.say(`${String(numPassedTests)} proofs hold`)
    return {
      issued: 0,
      confirmed: 0,
      delivered: 0,
      repeats: 0,
      deadLetters: 0,
      peakBytes: 0,
      recoverS: undefined,
    }
  },
}
