// Builds the pages for MSBuild: packages where the lock file is newer, then the pages into dist. One build at a time in this folder: a second
// one waits and finds the work done.
//   --begin    goes on by itself, so that other code compiles meanwhile
//   --packed   writes packed forms beside the files and holds the budgets of the pages
//   --check    as --packed, and checks the types
import { spawn, spawnSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs'

const [lock, sources, fresh, log] = ['obj/lock', 'obj/sources.txt', 'obj/dist', 'obj/build.log']
const [built, packed, checked] = ['obj/built', 'obj/packed', 'obj/checked']
const [installed, checkers] = ['node_modules/.package-lock.json', 'node_modules/vue-tsc']
const longest = 10 * 60_000
const checks = process.argv.includes('--check')
const packs = checks || process.argv.includes('--packed')

const age = (file) => (existsSync(file) ? statSync(file).mtimeMs : 0)
const rest = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)

function running(pid) {
  try {
    return process.kill(pid, 0)
  } catch (fault) {
    return fault.code === 'EPERM'
  }
}

/** Says a line to a person who waits at a terminal: MSBuild passes on nothing of what goes well. */
function tell(line) {
  try {
    const terminal = openSync(process.platform === 'win32' ? '\\\\.\\CON' : '/dev/tty', 'w')
    writeSync(terminal, `Pages: ${line}\n`)
    closeSync(terminal)
  } catch {
    // Nobody sits there.
  }
}

function hold() {
  const began = Date.now()
  for (let told = 0; ; rest(100)) {
    const waited = Math.floor((Date.now() - began) / 10_000)
    if (waited > told) tell(`still being built, ${(told = waited) * 10} s waited`)
    try {
      const file = openSync(lock, 'wx')
      writeSync(file, String(process.pid))
      return closeSync(file)
    } catch (fault) {
      if (fault.code !== 'EEXIST') throw fault
      const holder = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0
      // Killed in the middle: nobody else takes the file away.
      if (holder && !running(holder)) rmSync(lock, { force: true })
      if (Date.now() > began + longest) throw new Error(`another build holds ${lock}`)
    }
  }
}

function run(...command) {
  const { status } = spawnSync(command.join(' '), { stdio: 'inherit', shell: true })
  if (status !== 0) {
    rmSync(lock, { force: true })
    process.exit(status ?? 1)
  }
}

/** Marks as done what was begun then: a source that changed meanwhile is built next time. */
function mark(done, begun) {
  writeFileSync(done, '')
  utimesSync(done, begun, begun)
}

const fetches = () => age('package-lock.json') >= age(installed) || (checks && !existsSync(checkers))

function build() {
  hold()
  const begun = new Date()
  const wanted = existsSync(sources) ? readFileSync(sources, 'utf8').split(/\r?\n/).filter(Boolean) : []
  const newest = wanted.length ? Math.max(...[sources, ...wanted].map(age)) : Infinity
  const [types, pages] = [checks && newest >= age(checked), newest >= age(built) || (packs && newest >= age(packed))]
  if (types || pages) {
    if (fetches()) {
      run(`npm ci --no-audit --no-fund --loglevel=error ${checks ? '' : '--omit=dev'}`)
      utimesSync(installed, new Date(), new Date())
    }
    if (types) {
      run('npm run --silent check')
      mark(checked, begun)
    }
  }
  if (pages) {
    run(`npm run --silent build -- --outDir ${fresh} --emptyOutDir ${packs ? '--mode packed' : ''}`)
    rmSync('dist', { recursive: true, force: true })
    renameSync(fresh, 'dist')
    rmSync(packed, { force: true })
    for (const done of packs ? [built, packed] : [built]) mark(done, begun)
  }
  rmSync(lock, { force: true })
}

mkdirSync('obj', { recursive: true })
if (process.argv.includes('--begin')) {
  tell(fetches() ? 'packages are fetched, then all is built, beside the server' : 'being built, beside the server')
  const said = openSync(log, 'w')
  const going = process.argv.slice(1).filter((word) => word !== '--begin')
  spawn(process.execPath, going, { detached: true, stdio: ['ignore', said, said] }).unref()
} else build()
