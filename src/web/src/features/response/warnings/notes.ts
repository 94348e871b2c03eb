import type { Schemas } from '@/base/api/http'
import { now } from '@/base/clock'
import { t } from '@/base/words'

/**
 * Text beside the plate of a warning: the expected beginning, until it has begun; and that it is not for the public. @param when writes a
 * time
 */
export const notesOf = ({ onset, public: spread }: Pick<Schemas['WarningLight'], 'onset' | 'public'>, when: (at: string) => string) => [
  ...(onset && Date.parse(onset) > now.value ? [t('warning.onset', { time: when(onset) })] : []),
  ...(spread === false ? [t('warning.notPublic')] : []),
]
