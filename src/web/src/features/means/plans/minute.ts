import { t } from '@/base/words'

/** The minute of a step in words: whole days and hours as such, and times before the start. */
export function minuteText(minute: number | null | undefined) {
  if (minute === null || minute === undefined) return '—'
  const far = Math.abs(minute)
  const said =
    far && far % 1440 === 0
      ? t('plan.at.days', { n: far / 1440 })
      : far >= 120 && far % 60 === 0
        ? t('plan.at.hours', { n: far / 60 })
        : `${far}`
  return minute < 0 ? t('plan.at.before', { time: said }) : said
}
