import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { addControl } from './add-control.ts'
import { addDlq } from './dlq-command.ts'
import { addJournal } from './journal-command.ts'
import { addExplain } from './add-explain.ts'
import { addRun } from './add-run.ts'
import { example, positive, type Run } from './command.ts'
import type { CheckOptions } from './commands/check.ts'
import { exitCode, type ExitCode } from './exit-code.ts'
import { reportFormats, type ReportFormat } from './report.ts'
import { isPathProblem } from './rule-files.ts'
import type { Terminal } from './terminal.ts'
import { version } from './version.ts'

const reportFile = (
  text: string,
  before: readonly { format: ReportFormat; file: string }[],
): readonly { format: ReportFormat; file: string }[] => {
  const [format, ...rest] = text.split('=')
  const known = reportFormats.find((one) => one === format)
  if (known === undefined || rest.length === 0)
    throw new InvalidArgumentError(`expected FORMAT=FILE with one of ${reportFormats.join(', ')}`)
  return [...before, { format: known, file: rest.join('=') }]
}

const tableFile = (text: string, before: ReadonlyMap<string, string>): ReadonlyMap<string, string> => {
  const [name = '', ...rest] = text.split('=')
  if (name === '' || rest.length === 0) throw new InvalidArgumentError('expected TABLE=FILE')
  return new Map([...before, [name, rest.join('=')]])
}

const addCheck = (program: Command, terminal: Terminal, run: Run): void => {
  const command = program
    .command('check')
    .description('Check rule files: syntax, names, types and meaning')
    .argument('[paths...]', 'rule files or folders; - for standard input', [])
    .option('--config <file>', 'sluice.yaml; the nearest one unless said')
    .option('--profile <name>', 'profile of sluice.yaml')
    .addOption(
      new Option('--format <format>', 'how findings are printed').choices(reportFormats).default('human'),
    )
    .option('--report <format=file>', 'write another report to a file; may be repeated', reportFile, [])
    .addOption(
      new Option('--fail-level <severity>', 'least severity that fails')
        .choices(['error', 'warning', 'note'])
        .default('error'),
    )
    .option('--fix', 'write the fixes that are certain into the files, then check again')
    .option('--dry-run', 'show what --fix would change, and write nothing')
    .action((paths: string[], options: CheckOptions) =>
      run(async () => (await import('./brief.ts')).check(terminal, paths, options)),
    )
  example(command, 'sluice check rules --report sarif=findings.sarif')
}

const addFormat = (program: Command, terminal: Terminal, run: Run): void => {
  const command = program
    .command('fmt')
    .description('Write rule files in their one style; those with mistakes are left alone')
    .argument('[paths...]', 'rule files or folders; - for standard input', [])
    .option('--check', 'write nothing; name the files that would change, and fail if there are any')
    .option('--diff', 'write nothing; show what would change, and fail if anything would')
    .action((paths: string[], flags: { check?: true; diff?: true }) =>
      run(async () =>
        (await import('./brief.ts')).formatFiles(terminal, paths, {
          check: flags.check === true,
          diff: flags.diff === true,
        }),
      ),
    )
  example(command, 'sluice fmt rules --check')
}

const addDev = (program: Command, terminal: Terminal, run: Run): void => {
  const command = program
    .command('dev')
    .description('Run rules on embedded servers with simulated devices; nothing to configure')
    .argument('[paths...]', 'rule files or folders; the packs in rules/ unless said', [])
    .option('--rate <count>', 'messages that the devices send a second', positive, 200)
    .option('--seed <number>', 'seed of the devices', positive, 1)
    .option('--tick <seconds>', 'how often the summary is shown', positive, 2)
    .action((paths: string[], flags: { rate: number; seed: number; tick: number }) =>
      run(async () => {
        const own = new URL('../rules', import.meta.url).pathname
        const { dev } = await import('./commands/dev.ts')
        const options = {
          ratePerSecond: flags.rate,
          seed: flags.seed,
          tickMs: Math.max(100, flags.tick * 1_000),
        }
        return dev(terminal, paths.length === 0 ? [own] : paths, options)
      }),
    )
  example(command, 'sluice dev rules --rate 500')
}

const addReplay = (program: Command, terminal: Terminal, run: Run): void => {
  const command = program
    .command('replay')
    .description('Run rules on recorded lines, offline and deterministic')
    .argument('<paths...>', 'rule files or folders')
    .option('--config <file>', 'sluice.yaml; the nearest one unless said')
    .option('--profile <name>', 'profile of sluice.yaml')
    .option('--input <file>', 'records, one JSON object a line', '-')
    .option('--output <file>', 'rows, one JSON object a line', '-')
    .option(
      '--table <name=file>',
      'rows of a table from CSV, JSON or NDJSON; may be repeated',
      tableFile,
      new Map<string, string>(),
    )
    .action(
      (paths: string[], options: { input: string; output: string; table: ReadonlyMap<string, string> }) =>
        run(async () => (await import('./commands/replay.ts')).replay(terminal, paths, options)),
    )
  example(command, 'sluice replay rules --input records.ndjson')
}

interface TestFlags {
  readonly config?: string
  readonly profile?: string
  readonly filter?: string
  readonly watch?: true
  readonly format: 'human' | 'json' | 'junit'
}

const addTest = (program: Command, terminal: Terminal, run: Run): void => {
  const command = program
    .command('test')
    .description('Run the TEST blocks of rule files, in process and without any server')
    .argument('[paths...]', 'rule files or folders', [])
    .option('--config <file>', 'sluice.yaml; the nearest one unless said')
    .option('--profile <name>', 'profile of sluice.yaml')
    .option('--filter <text>', 'only tests whose title, rule or file has this text')
    .option('--watch', 'run again whenever a file changes, until Ctrl-C')
    .addOption(
      new Option('--format <format>', 'how results are printed')
        .choices(['human', 'json', 'junit'])
        .default('human'),
    )
    .action((paths: string[], flags: TestFlags) =>
      run(async () => {
        const { test } = await import('./commands/test.ts')
        return test(terminal, paths, { ...flags, watch: flags.watch === true })
      }),
    )
  example(command, "sluice test rules --filter 'low cash'")
}

const addEval = (program: Command, terminal: Terminal, run: Run): void => {
  const command = program
    .command('eval')
    .description('Evaluate an expression over a row')
    .argument('[expression]')
    .option('--row <json>', 'the row, as a JSON object', '{}')
    .option('--stdin', 'answer line by line: {"expr", "row"} in, {"value", "type"} or {"error"} out')
    .action((expression: string | undefined, options: { row: string; stdin?: true }) =>
      run(async () =>
        (await import('./commands/eval.ts')).evaluate(terminal, expression, {
          row: options.row,
          stdin: options.stdin === true,
        }),
      ),
    )
  example(command, `sluice eval "upper(name) || '!'" --row '{"name": "a"}'`)
}

const addImport = (program: Command, terminal: Terminal, run: Run): void => {
  const command = program
    .command('import')
    .description('Carry rules of another system over, with the same results')
    .addArgument(new Argument('<system>', 'where they come from').choices(['emqx']))
    .argument(
      '[file]',
      'the SQL of one rule, or an export of rules as JSON or HOCON; - for standard input',
      '-',
    )
    .option('--output <file>', 'where the rules are written; - for standard output', '-')
    .option('--exact', 'read text beside a number as EMQX does, by longer rules')
    .action((_: string, file: string, options: { output: string; exact?: true }) =>
      run(async () => (await import('./commands/import.ts')).importRules(terminal, file, options)),
    )
  example(command, 'sluice import emqx exported.json --output rules/imported.rules')
}

const addLists = (program: Command, terminal: Terminal, run: Run): void => {
  const functions = program
    .command('functions')
    .description('List the functions of the language')
    .option('--json', 'all that is known about them, as JSON')
    .action((options: { json?: true }) =>
      run(async () => (await import('./brief.ts')).listFunctions(terminal, { json: options.json === true })),
    )
  example(functions, 'sluice functions --json')
  const printed = program
    .command('version')
    .description('Print the version')
    .action(() => run(async () => (await import('./commands/version.ts')).printVersion(terminal)))
  example(printed, 'sluice version')
}

/** Runs a command line; gives its exit code. Only our own mistakes reject. */
export const runCommandLine = async (args: readonly string[], terminal: Terminal): Promise<ExitCode> => {
  let code: ExitCode = exitCode.fine
  const run: Run = async (action) => {
    code = await action()
  }
  const program = new Command('sluice')
    .description('Rules on streams: SQL-like rule files between MQTT, Kafka, HTTP and databases')
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out.write(text),
      writeErr: (text) => terminal.err.write(text),
    })
  example(program, 'sluice check rules')
  for (const add of [
    addCheck,
    addFormat,
    addRun,
    addControl,
    addDev,
    addReplay,
    addTest,
    addEval,
    addExplain,
    addImport,
    addJournal,
    addDlq,
    addLists,
  ])
    add(program, terminal, run)
  for (const command of program.commands) command.exitOverride().configureOutput(program.configureOutput())
  try {
    await program.parseAsync([...args], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.fine : exitCode.usage
    if (isPathProblem(error) || isFileProblem(error)) {
      terminal.err.write(`${error.message}\n`)
      return exitCode.usage
    }
    throw error
  }
}

/** A file that a user named cannot be read or written. */
const isFileProblem = (error: unknown): error is Error =>
  error instanceof Error &&
  ['ENOENT', 'EACCES', 'EISDIR', 'ENOTDIR', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')
