import { expect, it } from 'vitest'
import { runCommand } from './run-command.ts'

/** Names of the commands that a help text lists. */
const commandsIn = (help: string): string[] => {
  const [, list = ''] = help.split('Commands:\n')
  return [...list.matchAll(/^ {2}([a-z]+)/gm)].map(([, name]) => name!).filter((name) => name !== 'help')
}

const helpOf = async (command: readonly string[]): Promise<string> => {
  const { code, out } = await runCommand([...command, '--help'])
  expect(code, command.join(' ')).toBe(0)
  return out
}

it('the help of every command begins with an example of it', async () => {
  const seen: string[] = []
  const waiting: string[][] = [[]]
  for (let command = waiting.pop(); command !== undefined; command = waiting.pop()) {
    const help = await helpOf(command)
    const words = ['sluice', ...command].join(' ')
    expect(help, words).toMatch(new RegExp(`^Example:\\n {2}${words}`))
    seen.push(words)
    for (const name of commandsIn(help)) waiting.push([...command, name])
  }
  expect(seen).toContain('sluice dlq redrive')
  expect(seen.length).toBeGreaterThan(20)
})
