import { h } from 'vue'
import { createWebHistory } from 'vue-router'
import { movedTo, rows as table } from '@/pages/desk'
import { followEarly, routerOf } from '@/kit/routing/router'
import DeskApp from '@/shell/DeskApp.vue'
import { mount } from '@/shell/start'
import { need } from '@/base/words'

const { router, failed } = routerOf(table, createWebHistory())
router.beforeEach(movedTo)
void followEarly(router)
void need('desk').then(() => mount(() => h(DeskApp, { rows: table, failed: failed.value?.to ?? null }), undefined, [router]))
