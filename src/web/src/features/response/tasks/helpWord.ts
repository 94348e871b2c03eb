import type { Schemas } from '@/base/api/http'
import { t } from '@/base/words'

/** 要人 2: the kind of help, and its number where given. */
export const helpWord = ({ kind, count }: Schemas['HelpLight']) => [t(`task.ask.${kind}`), count].filter(Boolean).join(' ')
