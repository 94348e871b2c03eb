import { expect, test } from 'vitest'
import { levelRule, referralRule, rulesOf } from '@/features/care/protection/rules'

test('The times of a case are said in days, as a setting of the place', () =>
  expect(rulesOf({ assessDays: 3, planDays: 7, answerDays: 2 })).toBe(
    '登记后 3 天内评估 · 评估后 7 天内定方案 · 转案、结案 2 天内答复 · 期限是本地设定',
  ))

test('A level of risk says when the first follow-up is and how often one comes then', () =>
  expect(levelRule({ firstDays: 1, againDays: 5 })).toBe('评估后 1 天内第一次回访 · 以后每 5 天一次 · 期限是本地设定'))

test('A referral says how long its answer is waited for, and on which article it rests', () => {
  expect(referralRule({ answerDays: 2 })).toBe('等回音 2 天，过了就要催 · 期限是本地设定')
  expect(referralRule({ answerDays: 1, article: '未保法 11' })).toBe('等回音 1 天，过了就要催 · 未保法 11 · 期限是本地设定')
})
