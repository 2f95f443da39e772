import { Option, type Command } from 'commander'
import { example, positive, type Run } from './command.ts'
import { logLevels, type LogLevel } from './stderr-log.ts'
import { workerNumber } from './run/worker-number.ts'
import type { WorkerNumber } from '../stream/partition-owner.ts'
import type { Terminal } from './terminal.ts'

interface RunFlags {
  readonly config?: string
  readonly profile?: string
  readonly state?: string
  readonly discardLane?: readonly string[]
  readonly worker?: WorkerNumber
  readonly metricsPort?: number
  readonly once?: true
  readonly drainTimeout: number
  readonly log: 'plain' | 'json'
  readonly logLevel: LogLevel
  readonly summary: number
}

/** `sluice run` */
export const addRun = (program: Command, terminal: Terminal, run: Run): void => {
  const command = program
    .command('run')
    .description('Run rules against the servers of sluice.yaml until SIGINT or SIGTERM')
    .argument('[paths...]', 'rule files or folders', [])
    .option('--config <file>', 'sluice.yaml; the nearest one unless said')
    .option('--profile <name>', 'profile of sluice.yaml')
    .option('--state <folder>', 'state folder with the journal; that of sluice.yaml, or .sluice beside it')
    .option(
      '--worker <number/count>',
      'which of several workers this is, from 0; it owns its share of the Kafka partitions of local streams',
      workerNumber,
    )
    .option('--discard-lane <connection...>', 'give up rows of the journal for connections that are gone')
    .option('--metrics-port <port>', 'loopback port for Prometheus; that of sluice.yaml, or none', positive)
    .option('--once', 'end when nothing has come for two seconds; give up on servers that cannot be reached')
    .option('--drain-timeout <seconds>', 'how long to deliver what was read when stopping', positive, 30)
    .addOption(
      new Option('--log <kind>', 'plain lines or JSON lines').choices(['plain', 'json']).default('plain'),
    )
    .addOption(
      new Option('--log-level <level>', 'least level that is written').choices(logLevels).default('info'),
    )
    .option('--summary <seconds>', 'how often the rules are summed up; 0 for never', positive, 10)
    .action((paths: string[], flags: RunFlags) =>
      run(async () =>
        (await import('./commands/run.ts')).run(terminal, paths, {
          ...flags,
          once: flags.once === true,
          drainTimeoutMs: flags.drainTimeout * 1_000,
          summaryMs: flags.summary * 1_000,
        }),
      ),
    )
  example(command, 'sluice run rules --config sluice.yaml')
}
