import { timeCheck } from './check-time.ts'

// In a process of its own: what the first check takes once all modules are loaded.
const [, , directory = '.', hasFindings] = process.argv
process.stdout.write(JSON.stringify(await timeCheck(directory, hasFindings === 'true')))
