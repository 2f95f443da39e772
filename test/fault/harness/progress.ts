import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'

const FOLDER = resolve('.scratch')
const FILE = resolve(FOLDER, 'fault-long.txt')

/** Which experiments and seeds of a long run are green already. */
export class Progress {
  private readonly done: Set<string>

  constructor(resume: boolean) {
    if (!resume) rmSync(FILE, { force: true })
    this.done = new Set(existsSync(FILE) ? readFileSync(FILE, 'utf8').split('\n') : [])
  }

  has(name: string, seed: number): boolean {
    return this.done.has(`${name} ${String(seed)}`)
  }

  note(name: string, seed: number): void {
    mkdirSync(FOLDER, { recursive: true })
    appendFileSync(FILE, `${name} ${String(seed)}\n`)
  }
}
