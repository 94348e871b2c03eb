import { realm } from '@/base/realm/realm'
import { t } from '@/base/words'

/** Text of a dial button: 拨119; in a drill 模拟 119. `name`: shown instead of the number. */
export const dialWord = (number: string, name?: string, real = false) =>
  realm && !real ? t('drill.simulated', { number: name ?? number }) : (name ?? t('common.dial', { number }))
