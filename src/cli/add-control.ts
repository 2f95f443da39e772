import type { Command } from 'commander'
import { example, type Run } from './command.ts'
import type { Terminal } from './terminal.ts'

interface StatusFlags {
  readonly state?: string
  readonly config?: string
  readonly json?: true
  readonly once?: true
}

interface ReloadFlags {
  readonly state?: string
  readonly config?: string
  readonly discardLane?: readonly string[]
  readonly json?: true
}

interface DoctorFlags {
  readonly state?: string
  readonly config?: string
  readonly profile?: string
  readonly json?: true
}

/** Says which worker is meant. */
export const addStateOptions = (command: Command): Command =>
  command
    .option('--state <folder>', 'state folder of the worker; that of sluice.yaml, or .sluice')
    .option('--config <file>', 'sluice.yaml; the nearest one unless said')

/** `sluice status` and what else is asked of a running worker. */
export const addControl = (program: Command, terminal: Terminal, run: Run): void => {
  const status = addStateOptions(program.command('status'))
    .description('Show what the running worker is doing; in place on a terminal, once elsewhere')
    .option('--json', 'all that is known, as one JSON object')
    .option('--once', 'once on a terminal too')
    .action((flags: StatusFlags) =>
      run(async () =>
        (await import('./commands/status.ts')).status(terminal, {
          ...flags,
          json: flags.json === true,
          once: flags.once === true,
        }),
      ),
    )
  example(status, 'sluice status --state /var/lib/sluice')
  const reload = addStateOptions(program.command('reload'))
    .description('Have the running worker read its rule files again; a mistake in them keeps the old rules')
    .option('--discard-lane <connection...>', 'give up rows that wait for connections that are gone')
    .option('--json', 'what came of it, as one JSON object')
    .action((flags: ReloadFlags) =>
      run(async () =>
        (await import('./commands/reload.ts')).reload(terminal, { ...flags, json: flags.json === true }),
      ),
    )
  example(reload, 'sluice reload --state /var/lib/sluice')
  const doctor = addStateOptions(program.command('doctor'))
    .description('Look at all that a worker needs: configuration, state, servers, machine; changes nothing')
    .argument('[paths...]', 'rule files or folders', [])
    .option('--profile <name>', 'profile of sluice.yaml')
    .option('--json', 'as one JSON object')
    .action((paths: string[], flags: DoctorFlags) =>
      run(async () =>
        (await import('./commands/doctor.ts')).doctor(terminal, paths, {
          ...flags,
          json: flags.json === true,
        }),
      ),
    )
  example(doctor, 'sluice doctor rules --config sluice.yaml')
}
