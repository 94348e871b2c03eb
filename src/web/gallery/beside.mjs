// Pictures of two checkouts side by side, as one page that opens from the disk:
//   EMERGENCY_PICTURES=BEFORE (and then AFTER) Emergency.Browser.Tests -class '*PageLayoutTests' -class '*HeadTests'
//   node gallery/beside.mjs BEFORE AFTER OUT.html
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'

const [before, after, out] = process.argv.slice(2)
if (!before || !after || !out) {
  console.error('node gallery/beside.mjs BEFORE AFTER OUT.html')
  process.exit(2)
}
const pictures = (folder) => readdirSync(folder).filter((name) => name.endsWith('.png'))
const names = [...new Set([...pictures(before), ...pictures(after)])].sort()
const read = (folder, name) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name)) : undefined)
const rows = names.map((name) => {
  const [was, is] = [read(before, name), read(after, name)]
  const kind = !was ? 'new' : !is ? 'gone' : was.equals(is) ? 'same' : 'changed'
  return { name: basename(name, '.png'), file: name, kind }
})
const counted = (kind) => rows.filter((row) => row.kind === kind).length
const safe = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
const picture = (folder, { file, kind }, gone) => {
  if (kind === gone) return '<td>–</td>'
  const at = encodeURI(relative(dirname(resolve(out)), resolve(folder, file)))
  return `<td><a href="${at}"><img loading="lazy" src="${at}" alt=""></a></td>`
}
const drawn = rows.map(
  (row) =>
    `<tbody class="${row.kind}"><tr><th colspan="2">${safe(row.name)} · ${row.kind}</th></tr>` +
    `<tr>${picture(before, row, 'new')}${picture(after, row, 'gone')}</tr></tbody>`,
)
writeFileSync(
  out,
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Before and after</title>
<style>body{font:14px sans-serif;margin:8px}table{width:100%;table-layout:fixed;border-collapse:collapse}td{vertical-align:top;padding:4px;border:1px solid #999}
th{padding:12px 4px 4px;text-align:left}img{max-width:100%}thead{position:sticky;top:0;background:#fff}body:has(#only:checked) .same{display:none}</style>
<p>${rows.length} pictures: ${['changed', 'new', 'gone', 'same'].map((kind) => `${counted(kind)} ${kind}`).join(', ')}
<label><input type="checkbox" id="only" checked> without those that are the same</label></p>
<table><thead><tr><th>${safe(before)}</th><th>${safe(after)}</th></tr></thead>${drawn.join('\n')}</table></html>
`,
)
console.log(`${rows.length} pictures: ${counted('changed')} changed, ${counted('new')} new, ${counted('gone')} gone`)
