/** Lines of a table: a heading and rows, columns two spaces apart, numbers to the right. */
export const columns = (heading: readonly string[], rows: readonly (readonly string[])[]): string[] => {
  const widths = heading.map((name, k) => Math.max(name.length, ...rows.map((row) => row[k]?.length ?? 0)))
  const isNumber = heading.map((_, k) => rows.every((row) => /^\d+( [KM]B)?$/.test(row[k] ?? '')))
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, k) => (isNumber[k] === true ? cell.padStart(widths[k] ?? 0) : cell.padEnd(widths[k] ?? 0)))
      .join('  ')
      .trimEnd()
  return [line(heading), ...rows.map(line)]
}
