import type { Schemas } from '@/base/api/http'
import { t } from '@/base/words'

const together = (...parts: readonly (string | null | undefined)[]) => parts.filter(Boolean).join(' · ')
/** The act may rest on an article; its time limit is a local setting. */
const setting = () => t('protection.rule.local')

/** Time limits for the steps of a case. */
export const rulesOf = (table: Pick<Schemas['ProtectionTableShown'], 'assessDays' | 'planDays' | 'answerDays'>) =>
  together(
    t('protection.rule.assess', { n: table.assessDays }),
    t('protection.rule.plan', { n: table.planDays }),
    t('protection.rule.answer', { n: table.answerDays }),
    setting(),
  )

/** Follow-up interval of a child at this risk. */
export const levelRule = (level: Pick<Schemas['RiskLevel'], 'firstDays' | 'againDays' | 'article'>) =>
  together(t('protection.rule.first', { n: level.firstDays }), t('protection.rule.again', { n: level.againDays }), level.article, setting())

/** Time limit for the answer to a referral. */
export const referralRule = (kind: Pick<Schemas['ReferralKind'], 'answerDays' | 'article'>) =>
  together(t('protection.rule.refer', { n: kind.answerDays }), kind.article, setting())
