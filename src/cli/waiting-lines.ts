/** What waits, a line for each lane that it waits for. */
export const waitingLines = (
  lanes: readonly { readonly name: string; readonly waitingRows: number }[],
): readonly string[] =>
  lanes
    .filter(({ waitingRows }) => waitingRows > 0)
    .map(({ name, waitingRows }) =>
      waitingRows === 1
        ? `1 row for ${name} waits in the journal`
        : `${String(waitingRows)} rows for ${name} wait in the journal`,
    )
