// Draws docs/flow.svg: the way of a record. Run `node docs/draw-flow.mjs` after a change.
import { writeFileSync } from 'node:fs'

const boxes = [
  { x: 20, y: 40, title: 'MQTT · Kafka', lines: ['sources read', 'batches of bytes'], fill: '#e8f1fb' },
  { x: 220, y: 40, title: 'match', lines: ['topic trie finds', 'the streams'], fill: '#f4f4f4' },
  {
    x: 420,
    y: 40,
    title: 'pass',
    lines: ['generated code: decode,', 'WHERE, SELECT, encode'],
    fill: '#eaf6ea',
  },
  { x: 620, y: 40, title: 'sink lanes', lines: ['batch, retry,', 'halve, reject'], fill: '#f4f4f4' },
  { x: 820, y: 40, title: 'Kafka · HTTP · SQL', lines: ['rows are', 'confirmed'], fill: '#e8f1fb' },
  { x: 420, y: 200, title: 'dead letters', lines: ['reason, position,', 'original bytes'], fill: '#fdecea' },
]
const width = 160
const height = 90
const line = (text, x, y) => `<text x="${x}" y="${y}" text-anchor="middle" font-size="13">${text}</text>`
const box = ({ x, y, title, lines, fill }) => `
  <rect x="${x}" y="${y}" width="${width}" height="${height}" rx="8" fill="${fill}" stroke="#555"/>
  <text x="${x + width / 2}" y="${y + 26}" text-anchor="middle" font-weight="bold">${title}</text>
  ${lines.map((text, k) => line(text, x + width / 2, y + 50 + 20 * k)).join('\n  ')}`
const arrow = (x1, y1, x2, y2) =>
  `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="#555" stroke-width="2" marker-end="url(#head)"/>`
const across = [0, 1, 2, 3].map((k) => arrow(20 + 200 * k + width, 85, 20 + 200 * (k + 1) - 4, 85))
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 330" font-family="sans-serif" font-size="15">
  <rect width="1000" height="330" fill="#fff"/>
  <defs><marker id="head" markerWidth="8" markerHeight="8" refX="6" refY="4" orient="auto"><path d="M0,0 L8,4 L0,8 z" fill="#555"/></marker></defs>
  ${boxes.map(box).join('')}
  ${across.join('\n  ')}
  ${arrow(500, 130, 500, 196)}
  ${arrow(680, 130, 584, 220)}
  <path d="M900,130 L900,305 L100,305 L100,136" fill="none" stroke="#2a7" stroke-width="2" stroke-dasharray="6 4" marker-end="url(#head)"/>
  <text x="700" y="296" text-anchor="middle" font-size="13" fill="#185">acknowledged in order, when every row is settled</text>
</svg>
`
writeFileSync(new URL('flow.svg', import.meta.url), svg)
