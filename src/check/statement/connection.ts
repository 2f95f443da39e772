import type { ConnectorEntry } from '../../catalog/connector.ts'
import type { Name } from '../../syntax/ast/index.ts'
import type { Context } from '../expression/context.ts'
import type { Workspace } from './workspace.ts'

/** A connection and what kind of server it is, as far as that is known. */
export interface Connection {
  readonly name: string
  readonly connector: ConnectorEntry | undefined
}

/** What the connection is wanted for. */
export type Use = 'source' | 'sink' | 'table'

const STDOUT = 'stdout'

const checkUse = (context: Context, name: Name, connector: ConnectorEntry, use: Use): boolean => {
  if (use === 'sink' && connector.sink === undefined) {
    context.report('sink-cannot', name, {
      message: `\`${name.text}\` is of type ${connector.name}, which cannot be written to`,
    })
    return false
  }
  if (use === 'source' && connector.source === undefined) {
    context.report('source-cannot', name, {
      message: `\`${name.text}\` is of type ${connector.name}, which cannot be read`,
    })
    return false
  }
  if (use === 'table' && connector.table === undefined) {
    context.report('table-cannot', name, {
      message: `\`${name.text}\` is of type ${connector.name}, whose rows cannot be looked up`,
    })
    return false
  }
  return true
}

/** The connection of an endpoint, or a finding. Without sluice.yaml every name may be one; `stdout` is always there. */
export const resolveConnection = (
  workspace: Workspace,
  context: Context,
  name: Name,
  use: Use,
): Connection | undefined => {
  const { catalog, connections } = workspace.options
  const known = connections?.get(name.text)
  const connector =
    known !== undefined
      ? catalog.connector(known.type)
      : name.text === STDOUT
        ? catalog.connector(STDOUT)
        : undefined
  if (connector !== undefined)
    return checkUse(context, name, connector, use) ? { name: name.text, connector } : undefined
  if (connections === undefined) {
    workspace.noteAssumed(context, name)
    return { name: name.text, connector: undefined }
  }
  if (known !== undefined) return { name: name.text, connector: undefined }
  const sinks = use === 'sink' ? workspace.declarations.names('sink') : []
  workspace.used.add(context.nearest(name.text, sinks) ?? '')
  const names = [...connections.keys(), STDOUT, ...sinks]
  return context.report('unknown-connection', name, {
    message: `there is no connection \`${name.text}\``,
    ...context.suggest(name, names),
  })
}
