import { lastsFor } from '@/kit/parts/days'
import { computed } from 'vue'
import { now } from '@/base/clock'
import { dialOf } from '@/features/response/handovers/order'
import { useDesk } from '@/features/response/incidents/desk'
import { t } from '@/base/words'

export const hotlines = ['110', '119', '120', '12345']
export type Lamp = { hotline: string; look: 'unknown' | 'down' | 'voice' | 'queue' | 'up'; text: string }

/** State of the lines to the hotlines, in a word each. */
export function useLamps(stale: () => boolean, desk = useDesk()) {
  return computed<Lamp[]>(() =>
    hotlines.map((hotline) => {
      const light = desk.links.get(hotline)
      const waiting = [...desk.handovers.values()].filter((one) => one.stage === 'queued' && dialOf[one.kind!] === hotline).length
      const since = light ? lastsFor(now.value - Date.parse(light.since)) : ''
      if (!light || stale() || light.link === 'asking') return { hotline, look: 'unknown', text: t('command.link.unknown') }
      if (light.link === 'down') return { hotline, look: 'down', text: t('command.link.down', { time: since }) }
      if (light.link === 'voice') return { hotline, look: 'voice', text: t('command.link.voice') }
      return waiting
        ? { hotline, look: 'queue', text: t('command.link.queue', { n: waiting }) }
        : { hotline, look: 'up', text: t('command.link.up') }
    }),
  )
}
