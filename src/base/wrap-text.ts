/** Breaks a text into lines of a width; what stands between back-ticks stays together. */
export const wrapText = (text: string, width: number): readonly string[] => {
  const words = text.match(/(?:`[^`]*`|[^\s`]|`)+/g) ?? []
  const lines: string[] = []
  let line = ''
  for (const word of words) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return line === '' ? lines : [...lines, line]
}
