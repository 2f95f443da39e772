import { failpointNames, type Failpoint } from '../base/failpoint.ts'

const VARIABLE = 'SLUICE_FAILPOINT'

/**
 * For fault tests: with `SLUICE_FAILPOINT=after-write:3` the process kills itself, as `kill -9` would, when it passes
 * that place for the third time; with `while-evaluating=TEXT`, when a record with that text is evaluated. Undefined where the variable is not set or names no failpoint.
 */
export const failpointOf = (
  environment: Readonly<Record<string, string | undefined>>,
): Failpoint | undefined => {
  const [place = '', text] = (environment[VARIABLE] ?? '').split('=')
  const [wanted, times = '1'] = place.split(':')
  if (failpointNames.every((name) => name !== wanted)) return undefined
  let left = Number(times)
  return (name, detail) => {
    if (name !== wanted || (text !== undefined && detail?.().includes(text) !== true)) return
    if (--left <= 0) process.kill(process.pid, 'SIGKILL')
  }
}
