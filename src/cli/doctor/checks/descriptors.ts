import { readFile } from 'node:fs/promises'
import type { DoctorCheck } from '../check.ts'

const ENOUGH = 4_096
const LEAST = 256

/** Files and sockets that the process may have open. */
export const descriptors: DoctorCheck = {
  name: 'descriptors',
  run: async () => {
    const limits = await readFile('/proc/self/limits', 'utf8').catch(() => '')
    const [, text = ''] = /^Max open files\s+(\S+)/m.exec(limits) ?? []
    if (text === '') return []
    const message = `${text} files and sockets may be open`
    const most = text === 'unlimited' ? Infinity : Number(text)
    const help = `raise the limit (ulimit -n ${String(ENOUGH)}, LimitNOFILE of systemd)`
    if (most >= ENOUGH) return [{ level: 'ok', message }]
    return [{ level: most < LEAST ? 'fail' : 'warn', message, help }]
  },
}
