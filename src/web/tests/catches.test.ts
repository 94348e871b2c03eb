import ts from 'typescript'
import { expect, test } from 'vitest'
import { programs, silentCatches } from './catches'

/** Every catch that ignores its error, with the reason: one sentence for each, by file. */
const reasons: Readonly<Record<string, readonly string[]>> = {
  'base/api/session.ts': ['What the session was still needed for: it ends all the same.'],
  'features/ground/attachments/AddFile.vue': [
    'No picture that this browser knows: it says which ones are taken.',
    'This device has no room for it: the page says so, and what was chosen stays.',
  ],
  'features/ground/attachments/VoiceNote.vue': [
    'A microphone that is not given is one sentence: the page says that it must be allowed.',
    'What this device cannot store is one sentence too, and the note stays there to be sent again.',
  ],
  'features/care/entrusting/Checks.vue': ['The form is only fetched early: opening it fetches it again and says what stands in the way.'],
  'features/prevention/hazards/sheetPhoto.ts': ['No picture that this browser knows: it says so, and the form goes without one.'],
  'features/response/doors/Buildings.vue': ["The map's program was not loaded: the page says so, and the next press tries again."],
  'base/faults/tell.ts': ['Where nobody hears of a fault it is lost: a fault is not worth a fault.'],
  'across/imports/uploading.ts': ['The file is gone from the disk, which is said as a refusal.'],
  'kit/leaving/leaving.ts': ['Not reached is the answer that was asked for.'],
  'kit/live/live.ts': [
    'A line that was cut: whether somebody is still signed in is asked next, and it is opened again with growing pauses.',
    'A group left while the line is being cut is left anyway.',
    'Not reached: the line says cut, and goes on trying.',
  ],
  'kit/live/signedIn.ts': ['Not reached: the page says so and tries again with growing pauses.'],
  'kit/map/base/tiles.ts': ['A tile that could not be had is counted by the map, which says that its ground is gone.'],
  'kit/outbox/device.ts': [
    'A phone that cannot say whether it unlocks by itself does not.',
    'Its owner did not want it, or it cannot: the offer stays.',
    'Its owner did not unlock it: it stays locked, which is shown.',
  ],
  'kit/outbox/lock.ts': ['Wrapped by another key: it is not opened, and the lock says so.'],
  'kit/outbox/openOffline.ts': ['A phone that keeps no page opens with network only; what is done waits all the same.'],
  'kit/outbox/post.ts': [
    'Not reached, whatever the browser says of it: the act waits and is sent again.',
    'What answers with something else is not our server: the act waits and is sent again.',
  ],
  'pages/command/InsideSection.vue': ['What may not be copied by the page is said to be copied by hand.'],
  'pages/command/health.ts': ['Not reached at all: the live line says so; it is looked again within seconds.'],
  'pages/login/signIn.ts': ['Not reached, or not ready: one may type meanwhile, and it is asked again.'],
  'kit/parts/oneAtATime.ts': ['Whoever tapped is told of the refusal; the next tap is not held up by it.'],
  'kit/phone/badge.ts': ['Not allowed, or not installed: the same count stands on the page.'],
  'features/means/plans/writing.ts': [
    'It is saved; where the plan was not read again, the page says so by itself.',
    'What stands now was not read: the card stays in conflict and can be sent again.',
  ],
  'kit/queries/cache.ts': ["What stood in the way is in the query's state, where it is shown."],
  'features/residents/people/PersonDrawer.vue': ['What one cannot ask after is not shown on: the record is closed.'],
  'kit/routing/router.ts': ['A first page that could not be had is told by the router, and can be asked for again.'],
  'features/drills/schedules/PlanDrill.vue': ['It is planned; where its next date was not read, the date that was asked for leads to it.'],
  'base/send/send.ts': ['Not answered in time: the connection is dropped, which is what it was asked for.'],
  'across/situation/SituationSheet.vue': ['What may not be copied by the page is said to be copied by hand.'],
  'features/means/stock/Scanner.vue': ['No camera, or not allowed: six digits are asked for instead.'],
  'features/means/stock/scan.ts': [
    'A browser that does not say what it reads is taken for one that reads nothing: the other reader is asked.',
    'A picture that cannot be read is followed by the next one within a second.',
  ],
  'features/response/tasks/position.ts': [
    'A place that was not told is old by the time it could be: the page says that it is not shared, the next one is told.',
  ],
  'features/care/visits/Walk.vue': ['The form is only fetched early: opening it fetches it again and says what stands in the way.'],
  'base/words/index.ts': ['A word that was not loaded is asked for again when it is next missing.'],
}

test('What was caught is looked at, or it stands here why not', () => {
  const found = [...programs('src')].map(({ file, program }) => [file, silentCatches(program).length] as const).filter(([, n]) => n)
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(Object.entries(reasons).map(([file, all]) => [file, all.length])))
})

test('A catch is silent where it uses nothing of what it caught', () => {
  const silent = (code: string) => silentCatches(ts.createSourceFile('one.ts', code, ts.ScriptTarget.Latest, true)).length
  expect(silent('ask().catch(() => undefined)')).toBe(1)
  expect(silent('ask().then(show, () => null)')).toBe(1)
  expect(silent('try { ask() } catch {}')).toBe(1)
  expect(silent('try { ask() } catch (fault) { show() }')).toBe(1)
  expect(silent('ask().catch((fault) => show(fault))')).toBe(0)
  expect(silent('ask().then(show, Refused.of)')).toBe(0)
  expect(silent('try { ask() } catch (fault) { show(fault) }')).toBe(0)
})
