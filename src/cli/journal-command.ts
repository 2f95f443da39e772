import type { Command } from 'commander'
import { example, type Run } from './command.ts'
import type { Terminal } from './terminal.ts'

const uses = {
  ls: 'Show whose a journal is, and how far each lane has come',
  verify: 'Read every frame and say what is damaged or missing; changes nothing',
  repair: 'Make a lost identity anew, keep what is whole, set aside what is damaged; deletes nothing',
} as const

/** `sluice journal ls | verify | repair DIR`. */
export const addJournal = (program: Command, terminal: Terminal, run: Run): void => {
  const command = program.command('journal').description('Look at the journal of a worker, or repair it')
  example(command, 'sluice journal ls .sluice')
  for (const [name, description] of Object.entries(uses)) {
    const own = command
      .command(name)
      .description(description)
      .argument('[folder]', 'state folder', '.sluice')
      .option('--json', 'as one JSON object')
      .action((folder: string, flags: { json?: true }) =>
        run(async () => {
          const commands = await import('./commands/journal.ts')
          const options = { json: flags.json === true }
          switch (name as keyof typeof uses) {
            case 'ls':
              return commands.journalLs(terminal, folder, options)
            case 'verify':
              return commands.journalVerify(terminal, folder, options)
            case 'repair':
              return commands.journalRepair(terminal, folder, options)
          }
        }),
      )
    example(own, `sluice journal ${name} .sluice`)
    own.exitOverride().configureOutput(program.configureOutput())
  }
}
