import type { Schemas } from '@/api/http'
import { t } from '@/words'

/** 要人 2: what is asked for, and how many where that was said. */
export const helpWord = ({ kind, count }: Schemas['HelpLight']) => [t(`task.ask.${kind}`), count].filter(Boolean).join(' ')
