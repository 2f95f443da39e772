import type { Collector } from '../../diagnostic/collector.ts'
import type { SourceDocument } from '../../diagnostic/document.ts'
import type {
  Name,
  RuleStatement,
  SetStatement,
  SinkStatement,
  StatementNode,
  StreamStatement,
  TableStatement,
} from '../../syntax/ast/index.ts'

type Named = StreamStatement | TableStatement | SinkStatement | SetStatement | RuleStatement

/** A statement that declares a name, and where it stands. */
export interface Declaration<S extends Named = Named> {
  readonly statement: S
  readonly document: SourceDocument
}

const words = { stream: 'STREAM', table: 'TABLE', sink: 'SINK', set: 'SET', rule: 'RULE' } as const

const isNamed = (statement: StatementNode): statement is Named =>
  statement.kind !== 'test' && statement.kind !== 'broken'

/** All names that the files of a project declare; the first declaration of a name counts. */
export class Declarations {
  private readonly byName = new Map<string, Declaration>()
  /** Names of statements that could not be read: they exist, but nothing is known of them. */
  private readonly unread = new Set<string>()

  constructor(
    files: readonly { readonly document: SourceDocument; readonly statements: readonly StatementNode[] }[],
    collector: Collector,
  ) {
    for (const { document, statements } of files)
      for (const statement of statements) {
        if (statement.kind === 'broken' && statement.declares !== undefined)
          this.unread.add(statement.declares)
        if (isNamed(statement)) this.declare({ statement, document }, collector)
      }
  }

  private declare(declaration: Declaration, collector: Collector): void {
    const { name } = declaration.statement
    const known = this.byName.get(name.text)
    if (known === undefined) {
      this.byName.set(name.text, declaration)
      return
    }
    collector.add('duplicate-name', declaration.document, name.span, {
      message: `\`${name.text}\` is declared twice`,
      related: [
        {
          message: `the first is this ${words[known.statement.kind]}`,
          document: known.document,
          span: known.statement.name.span,
        },
      ],
    })
  }

  all(): readonly Declaration[] {
    return [...this.byName.values()]
  }

  of<K extends Named['kind']>(kind: K, name: string): Declaration<Extract<Named, { kind: K }>> | undefined {
    const declaration = this.byName.get(name)
    return declaration?.statement.kind === kind
      ? (declaration as Declaration<Extract<Named, { kind: K }>>)
      : undefined
  }

  get(name: string): Declaration | undefined {
    return this.byName.get(name)
  }

  isUnread(name: Name): boolean {
    return this.unread.has(name.text)
  }

  /** Names declared by statements of these kinds. */
  names(...kinds: readonly Named['kind'][]): readonly string[] {
    return this.all()
      .filter(({ statement }) => kinds.includes(statement.kind))
      .map(({ statement }) => statement.name.text)
  }
}
