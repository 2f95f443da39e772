import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome']

const installed = (): string | undefined =>
  NAMES.find((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0)

/** The name of a Chromium; as root it is installed from Debian's packages where there is none. */
const chromium = (): string => {
  const found = installed()
  if (found !== undefined) return found
  if (process.getuid?.() === 0) {
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { stdio: 'ignore' })
    const now = installed()
    if (now !== undefined) return now
  }
  throw new Error(`this test needs Chromium: install one of ${NAMES.join(', ')}`)
}

/** Opens a page without a window; gives what closes it again. */
export const openPage = (url: string): (() => void) => {
  const profile = mkdtempSync(join(tmpdir(), 'sluice-chromium-'))
  const flags = [
    '--headless=new',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--no-first-run',
  ]
  const child = spawn(chromium(), [...flags, `--user-data-dir=${profile}`, url], {
    stdio: 'ignore',
    detached: true,
  })
  return () => {
    // Its processes are a group of their own, which ends with it.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    child.once('close', () => {
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    })
  }
}
