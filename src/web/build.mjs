// Builds the pages for MSBuild: packages where the lock file is newer, then types and pages into dist.
// One at a time on this folder; who comes second finds the work done.
import { spawnSync } from 'node:child_process'
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

const [lock, done, sources, installed, fresh] = ['obj/lock', 'obj/built', 'obj/sources.txt', 'node_modules/.package-lock.json', 'obj/dist']
const longest = 10 * 60_000

const age = (file) => (existsSync(file) ? statSync(file).mtimeMs : 0)
const rest = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)

function running(pid) {
  try {
    return process.kill(pid, 0)
  } catch (fault) {
    return fault.code === 'EPERM'
  }
}

function hold() {
  for (const end = Date.now() + longest; ; rest(100)) {
    try {
      const file = openSync(lock, 'wx')
      writeSync(file, String(process.pid))
      return closeSync(file)
    } catch (fault) {
      if (fault.code !== 'EEXIST') throw fault
      const holder = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0
      // Killed in the middle: nobody else takes the file away.
      if (holder && !running(holder)) rmSync(lock, { force: true })
      if (Date.now() > end) throw new Error(`another build holds ${lock}`)
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

mkdirSync('obj', { recursive: true })
hold()
const begun = new Date()
const wanted = existsSync(sources) ? readFileSync(sources, 'utf8').split(/\r?\n/).filter(Boolean) : []
if (!wanted.length || Math.max(...[sources, ...wanted].map(age)) >= age(done)) {
  if (age('package-lock.json') >= age(installed)) {
    run('npm ci --no-audit --no-fund --loglevel=error')
    utimesSync(installed, new Date(), new Date())
  }
  run(`npm run --silent build -- --outDir ${fresh} --emptyOutDir`)
  rmSync('dist', { recursive: true, force: true })
  renameSync(fresh, 'dist')
  // What was changed while it was built is built next time.
  writeFileSync(done, '')
  utimesSync(done, begun, begun)
}
rmSync(lock, { force: true })
