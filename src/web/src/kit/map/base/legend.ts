import { computed, type ComputedRef } from 'vue'
import { t } from '@/base/words'
import type { LegendLine, Row } from '@/kit/map/layer'
import { points } from './points'
import type { BaseMap } from './tiles'

/** The visible signs of a base map that is painted here. */
export const useBaseLegend = (base: ComputedRef<BaseMap | undefined>) =>
  computed<Pick<Row, 'legend'> | null>(() =>
    base.value?.form === 'vector' ? { legend: (level) => (level === 'building' ? lines() : []) } : null,
  )

const lines = (): readonly LegendLine[] =>
  (['hydrant', 'gate'] as const).map((kind) => ({
    key: `base/${kind}`,
    word: `map.base.${kind}`,
    values: {},
    sign: { shape: 'disc', fill: `var(--${points[kind]})`, text: t(`map.base.sign.${kind}`) },
  }))
