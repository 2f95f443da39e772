import { InvalidArgumentError, Option, type Command } from 'commander'
import { addStateOptions } from './add-control.ts'
import { example, type Run } from './command.ts'
import { readSince, type LetterFilter } from './dlq/letter-filter.ts'
import { systemClock } from './system-clock.ts'
import type { Terminal } from './terminal.ts'

interface Flags {
  readonly state?: string
  readonly config?: string
  readonly json?: true
  readonly rule?: string
  readonly stream?: string
  readonly slug?: string
  readonly fingerprint?: string
  readonly since?: number
  readonly from?: string
}

interface LsFlags extends Flags {
  readonly groupBy?: 'fingerprint'
  readonly all?: true
  readonly limit: number
}

interface RedriveFlags extends Flags {
  readonly dryRun?: true
  readonly rate?: number
}

const since = (text: string): number => {
  const ms = readSince(text, systemClock.wallMs())
  if (ms === undefined)
    throw new InvalidArgumentError('expected 30m, 2h, 7d, or a time such as 2026-01-31T08:00:00Z')
  return ms
}

const positive = (text: string): number => {
  const value = Number(text)
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError('expected a number above 0')
  return value
}

const filterOf = (flags: Flags, ids: readonly string[] = []): LetterFilter => ({
  ids,
  ...(flags.rule === undefined ? {} : { rule: flags.rule }),
  ...(flags.stream === undefined ? {} : { stream: flags.stream }),
  ...(flags.slug === undefined ? {} : { slug: flags.slug }),
  ...(flags.fingerprint === undefined ? {} : { fingerprint: flags.fingerprint }),
  ...(flags.since === undefined ? {} : { sinceMs: flags.since }),
})

const optionsOf = (flags: Flags, ids?: readonly string[]) => ({
  ...(flags.state === undefined ? {} : { state: flags.state }),
  ...(flags.config === undefined ? {} : { config: flags.config }),
  filter: filterOf(flags, ids),
  json: flags.json === true,
  ...(flags.from === undefined ? {} : { from: flags.from }),
})

const withFilters = (command: Command): Command =>
  addStateOptions(command)
    .option('--rule <name>', 'only of this rule')
    .option('--stream <name>', 'only of this stream: records that it could not decode')
    .option('--slug <slug>', 'only with this slug')
    .option('--fingerprint <fingerprint>', 'only of this cause')
    .option('--since <time>', 'only since then: 30m, 2h, 7d, or a time', since)
    .option('--json', 'as JSON')

const FROM = ['--from <connection/topic>', "of a rule's own dead_letters topic (exactly once)"] as const

/** `sluice dlq ls | show | redrive`. */
export const addDlq = (program: Command, terminal: Terminal, run: Run): void => {
  const dlq = program.command('dlq').description('Look at dead letters, and send them their way again')
  dlq.addHelpText('before', 'Example:\n  sluice dlq ls --group-by fingerprint\n')
  const ls = withFilters(dlq.command('ls'))
    .description('List dead letters, the newest last, without those that were redriven')
    .addOption(new Option('--group-by <what>', 'count them by cause').choices(['fingerprint']))
    .option('--all', 'those that were redriven too')
    .option(...FROM)
    .option('--limit <count>', 'how many are listed at most', positive, 100)
    .action((flags: LsFlags) =>
      run(async () =>
        (await import('./commands/dlq.ts')).dlqLs(terminal, {
          ...optionsOf(flags),
          all: flags.all === true,
          limit: flags.limit,
          ...(flags.groupBy === undefined ? {} : { groupBy: flags.groupBy }),
        }),
      ),
    )
  const show = addStateOptions(dlq.command('show'))
    .description('Show all of a dead letter')
    .argument('<id>', 'its id, or the beginning of it')
    .option('--json', 'on one line, as it was kept')
    .option(...FROM)
    .action((id: string, flags: Flags) =>
      run(async () => (await import('./commands/dlq.ts')).dlqShow(terminal, id, optionsOf(flags))),
    )
  const redrive = withFilters(dlq.command('redrive'))
    .description(
      'Send dead letters their way again through the running worker; begun again, it goes on where it was',
    )
    .argument('[ids...]', 'ids, or their beginnings; all that the filters leave unless said', [])
    .option('--dry-run', 'send nothing; say what would go')
    .option('--rate <count>', 'letters a second at most', positive)
    .action((ids: string[], flags: RedriveFlags) =>
      run(async () =>
        (await import('./commands/dlq.ts')).dlqRedrive(terminal, {
          ...optionsOf(flags, ids),
          dryRun: flags.dryRun === true,
          ...(flags.rate === undefined ? {} : { ratePerSecond: flags.rate }),
        }),
      ),
    )
  example(ls, 'sluice dlq ls --rule low_cash --since 2h')
  example(show, 'sluice dlq show 3f9c20')
  example(redrive, 'sluice dlq redrive --fingerprint 54220f0c9f5e --rate 100')
  for (const command of [ls, show, redrive]) command.exitOverride().configureOutput(program.configureOutput())
}
