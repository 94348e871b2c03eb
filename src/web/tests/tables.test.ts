import { expect, it } from 'vitest'
import { sources } from './sources'

/** Files that draw a table by themselves, and why not with parts/DataTable: everything else that lists rows gives it columns as data. */
const byHand: Record<string, string> = {
  'kit/parts/DataTable.vue': 'the part itself',
  'kit/parts/WindowTable.vue': 'the part for lists that the server sorts and sends by the window',
  'kit/parts/DateField.vue': 'the days of a month: a grid of choices',
  'kit/parts/Grid.vue': 'a matrix: rows and columns are both things',
  'across/readiness/Matrix.vue': 'a matrix: communities by duties',
  'features/drills/schedules/MonthGrid.vue': 'a matrix: communities by months, drawn and printed as the paper of the year',
  'features/access/teams/WeekTable.vue': 'a matrix: shifts by days, printed as the roster of the week',
  'features/care/visits/MonthGrid.vue': 'a matrix: grids by days',
  'across/readiness/SummaryTable.vue': 'a matrix: streets by duties',
  'across/calendar/CalendarPart.vue': 'the days of a month: a grid of choices',
  'features/means/plans/Beside.vue': 'a form: two versions of a card, step by step, with a comment at each',
  'features/means/plans/PlanList.vue':
    'the plans of one street in the order of the codes, which nobody sorts: what stands first is no rank',
  'features/prevention/hazards/StreetHazards.vue':
    'figures of the communities of one street in the order of the codes: what stands first is no rank',
  'features/prevention/riskPoints/RiskPoints.vue': 'a handful: crossed ones first by the server, each opens below its row',
  'features/prevention/patrols/Patrols.vue': 'a handful: late ones first by the server, each opens below its row',
  'features/prevention/parties/PartyList.vue': 'a handful: those that still serve first by the server, with the ended ones below',
  'across/readiness/Packs.vue': 'a paper: what one regulation asks, in the order of its articles',
  'across/divisionChanges/PastDays.vue': 'a paper: how one ended community stood on one day, in the order of the duties',
  'features/response/doors/FourFigures.vue': 'a sum: the four figures that add up, by row',
  'features/response/doors/DoorList.vue': 'a sum of four figures in one row; the phone has no table part at its first load',
  'across/situation/HourTable.vue': 'a paper: the hourly table as it is printed, copied and read out',
  'features/drills/reviewing/FactsPart.vue': 'a paper: the report of a drill',
  'features/drills/reviewing/CoursePart.vue': 'a paper: the report of a drill',
  'features/drills/reviewing/SheetsPart.vue': 'a paper: the report of a drill, a column for each observer',
  'features/drills/reviewing/ObjectivesPart.vue': 'a paper: the report of a drill',
  'features/drills/reviewing/ActionsPart.vue': 'a paper: the report of a drill',
  'features/drills/reviewing/EvaluationPart.vue': 'a paper: the report of a drill',
  'features/drills/reviewing/ImprovementTable.vue': 'a paper: the report of a drill, with what is done below each item',
  'pages/paper/Paper.vue': 'a paper: the list for a night without power',
  'pages/paper/StandingPaper.vue': 'a paper: the list that lies in a drawer',
  'pages/paper/RiskCardsPaper.vue': 'a paper: a card for each household of a zone',
  'features/means/stock/ShelfList.vue': 'a paper: what lies on each shelf, to be ticked by hand',
  'features/means/stock/Slip.vue': 'a paper: what is handed out or comes back, to be signed',
  'features/prevention/volunteers/Proof.vue': 'a paper: the hours of one volunteer',
  'across/imports/Columns.vue': 'a form: each heading of a file with what it is read as',
  'across/auditing/OfPerson.vue': 'an answer that is printed for whoever asked, below a list that is a DataTable',
  'features/residents/people/Duplicates.vue': 'a form: two people side by side, field by field, and which of both stays',
  'pages/login/DemoAccounts.vue': 'fifteen accounts of a demo: the page of signing in loads no table part',
}

it('what lists rows is a DataTable, or says in a line why not', () => {
  const drawn = [...sources('src')].filter(({ text }) => /<table\b/.test(text)).map(({ file }) => file.replaceAll('\\', '/'))
  expect(drawn.sort()).toEqual(Object.keys(byHand).sort())
})
