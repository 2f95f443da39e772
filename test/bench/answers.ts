import { timeCheck } from './check-time.ts'

// In a process of its own: what the first checks take once all modules are loaded, one after the other.
const [, , directory = '.', hasFindings, count = '1'] = process.argv
const times = []
for (let k = 0; k < Number(count); k++) times.push(await timeCheck(directory, hasFindings === 'true'))
process.stdout.write(JSON.stringify(times))
