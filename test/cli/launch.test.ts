import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }

const folder = mkdtempSync(join(tmpdir(), 'sluice-launch-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

test('a shell runs what npm puts into its folder of commands', () => {
  const link = join(folder, 'sluice')
  symlinkSync(resolve(packageJson.bin.sluice), link)
  const { stdout, status } = spawnSync(link, ['version'], { encoding: 'utf8', shell: true })
  expect({ stdout, status }).toEqual({ stdout: `sluice ${packageJson.version}\n`, status: 0 })
})

test('libuv gets more threads than Kafka clients can block, unless somebody said how many', () => {
  mkdirSync(join(folder, 'bin'))
  mkdirSync(join(folder, 'dist'))
  const launcher = join(folder, 'bin/sluice.cjs')
  copyFileSync(packageJson.bin.sluice, launcher)
  chmodSync(launcher, 0o755)
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
  // Stands for the command line: as many stat calls as there could be threads, then the threads of the process.
  writeFileSync(
    join(folder, 'dist/cli.js'),
    `import { promises, readdirSync } from 'node:fs'
     await Promise.all(Array.from({ length: 100 }, () => promises.stat('.')))
     console.log(readdirSync('/proc/self/task').length)`,
  )
  const threads = (size: string | undefined): number => {
    const env = { ...process.env, UV_THREADPOOL_SIZE: size }
    return Number(spawnSync(launcher, { encoding: 'utf8', env }).stdout)
  }
  const [own, few] = [threads(undefined), threads('4')]
  expect(own - few).toBe(20)
})
