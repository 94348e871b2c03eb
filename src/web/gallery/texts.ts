import { language } from '@/base/words'

/** Texts of the gallery in both languages; the last of each is longer than any text of a page. */
const all = {
  'zh-CN': {
    title: '部件',
    short: '值班',
    name: '义阳社区',
    sentence: '张** 已接，02:41 到场。',
    sentences: '119 线路中断 06:10，请拨119。排队 4 条；恢复后自动补发，不会重复开事件。',
    long: '这是一段比页面上任何一句话都要长得多的文字用来看清楚没有空格的长句子在最窄的屏幕上会不会被切断或者把旁边的东西挤出屏幕之外',
  },
  en: {
    title: 'Parts',
    short: 'On duty',
    name: 'Yiyang community',
    sentence: 'Zhang ** took it and arrived at 02:41.',
    sentences:
      'The line to 119 is down since 06:10: dial 119. Four messages wait; they are sent again by themselves, and no incident is opened twice.',
    long: 'Emergencymanagementcoordinationcommitteeheadquarters of the Subdistrictneighbourhoodadministration, longer than anything that a page says anywhere',
  },
}
export const text = () => all[language()]
