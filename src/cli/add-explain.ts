import { Option, type Command } from 'commander'
import { example, type Run } from './command.ts'
import { explainFormats, type ExplainFormat } from './explain/render.ts'
import type { Terminal } from './terminal.ts'

/** `sluice explain` */
export const addExplain = (program: Command, terminal: Terminal, run: Run): void => {
  const command = program
    .command('explain')
    .description('Explain a diagnostic, a function, a statement, a connector, or a rule')
    .argument('<subject>', 'slug, function, word of the language, connector, or name of a rule')
    .option('--rules <paths...>', 'where the rules are', ['.'])
    .option('--config <file>', 'sluice.yaml; the nearest one unless said')
    .option('--profile <name>', 'profile of sluice.yaml')
    .addOption(
      new Option('--format <format>', 'how a rule is printed').choices(explainFormats).default('text'),
    )
    .action((subject: string, options: { rules: string[]; format: ExplainFormat }) =>
      run(async () => (await import('./brief.ts')).explain(terminal, subject, options)),
    )
  example(command, 'sluice explain low_cash --rules rules')
}
