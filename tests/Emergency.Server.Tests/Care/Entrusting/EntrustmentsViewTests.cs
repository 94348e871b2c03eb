using Emergency.Domain;
using Emergency.Domain.Entrusting;
using Emergency.Server.Features.Entrusting;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Entrusting;

/// <summary>The view keeps less of each child than the entity does, by a fold of its own.</summary>
public sealed class EntrustmentsViewTests
{
    private const int Lives = 300,
        Acts = 60;
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));
    private static readonly PersonId Child = BoroughRegisters.Someone("an entrusted life");
    private static readonly Sealed Words = new("words");

    /// <summary>Law: for any events of a child's care, in time or late, ended and begun again, the view agrees with the entity.</summary>
    [Fact]
    public void The_view_says_of_a_childs_care_what_the_entity_knows()
    {
        var (late, again) = (0, 0);
        for (var life = 0; life < Lives; life++)
        {
            var random = new Random(life);
            var (state, known) = (Entrustment.None, (EntrustmentKnown?)null);
            for (var act = 0; act < Acts; act++)
            {
                if (Entrustment.Decide(state, Any(random, state, Start.AddHours(act * 40))) is not Decision.Happened { Events: var events })
                    continue;
                foreach (var e in events.Cast<EntrustmentEvent>())
                {
                    late += e is CheckMade made && state.Checked > Shanghai.Day(made.SeenAt) ? 1 : 0;
                    again += e is EntrustmentPlanned && state.Stage == EntrustmentStage.Ended ? 1 : 0;
                    (state, known) = (Entrustment.Evolve(state, e), EntrustmentsView.Folded(known, e));
                }
                // An end and the letters that go with it are one act.
                Same(state, known ?? EntrustmentKnown.New, $"life {life}, act {act}: {events[^1].GetType().Name}");
            }
        }
        late.ShouldBeGreaterThan(Lives / 2, "what comes late is what goes wrong");
        again.ShouldBeGreaterThan(Lives / 2, "and what begins again");
    }

    [Fact]
    public void Care_that_ended_while_a_report_was_owed_begins_again_with_nothing_of_before_but_the_report()
    {
        List<EntrustmentCommand> told =
        [
            new PlanEntrustment(Child, Borough.Community, null, null, Start),
            new MakeCheck(
                Child,
                Borough.Community,
                CheckJudgement.Failing,
                Words,
                [new(LetterTo.Carer, Start.AddDays(3))],
                Start,
                Borough.By,
                Start
            ),
            new AskCheck(Child, Borough.Community, "wound", true, Borough.By, Start),
            new EndEntrustment(EntrustmentEnd.NoCarer, Start),
        ];
        var ended = told.Aggregate((Entrustment.None, (EntrustmentKnown?)null), Happened).Item2;
        ended.ShouldBe(EntrustmentKnown.New with { Asked = ended!.Asked });
        ended.Asked!.Cause.ShouldBe("wound");
        ended.Trouble(Shanghai.Day(Start)).ShouldBe(0);
    }

    [Fact]
    public void The_count_of_reports_goes_on_where_the_care_ended_and_began_again()
    {
        IView view = new EntrustmentsView();
        var (known, at) = (view.Empty, 0L);
        void Told(string community, EntrustmentEvent e) =>
            known = view.Fold(
                known,
                new(
                    new(++at),
                    Entities.Entrustment(Entities.Live, community, Child),
                    at,
                    "",
                    new(default, "", "", "", "", null, Start, null),
                    e
                ),
                new()
            );
        HarmReported Report(string community) =>
            new(Child, community, new(Guid.CreateVersion7()), false, Words, [ReportTo.Police], Borough.By, Start);
        Told(Borough.Community, Report(Borough.Community));
        Told(Borough.Community, new EntrustmentEnded(EntrustmentEnd.NoCarer, Start));
        Told(Borough.Community, Report(Borough.Community));
        Told(Borough.Neighbour, Report(Borough.Neighbour));
        ((EntrustmentsKnown)known).ReportsOf(Borough.Community, Child).ShouldBe(2);
        ((EntrustmentsKnown)known).ReportsOf(Borough.Community, BoroughRegisters.Strong).ShouldBe(0);
    }

    private static (Entrustment, EntrustmentKnown?) Happened((Entrustment State, EntrustmentKnown? Known) was, Command command) =>
        Entrustment.Decide(was.State, command) is Decision.Happened { Events: var events }
            ? events
                .Cast<EntrustmentEvent>()
                .Aggregate(was, (now, e) => (Entrustment.Evolve(now.State, e), EntrustmentsView.Folded(now.Known, e)))
            : was;

    private static void Same(Entrustment state, EntrustmentKnown known, string what)
    {
        (known.From, known.To, known.Next, known.Level, known.Checked).ShouldBe(
            (state.From, state.To, state.Next, state.LateLevel, state.Checked),
            what
        );
        (known.Asked, known.Awaited).ShouldBe((state.Asked, state.Awaited), what);
        known
            .Letters.Where(letter => letter.Stage != LetterStage.Answered)
            .Select(letter => (letter.To, letter.Stage == LetterStage.Sent, letter.Before, letter.Level))
            .ShouldBe(
                state.Letters.Select(letter => (letter.To, letter.Sent, (DateTimeOffset?)letter.Before, letter.Level)),
                ignoreOrder: true,
                what
            );
    }

    private static Command Any(Random random, Entrustment state, DateTimeOffset at)
    {
        var (today, to) = (Shanghai.Day(at), random.Next(4));
        DateOnly? Some(int days) => random.Next(2) == 0 ? today.AddDays(random.Next(-days, days)) : null;
        var report = state.Reports.Count > 0 ? state.Reports.First() : new HarmReportId(Guid.CreateVersion7(at));
        return random.Next(12) switch
        {
            0 or 1 => new PlanEntrustment(Child, Borough.Community, Some(9), Some(30), at),
            2 or 3 => new MakeCheck(
                Child,
                Borough.Community,
                (CheckJudgement)random.Next(3),
                Words,
                random.Next(2) == 0 ? [new((LetterTo)to, at.AddDays(2)), new(LetterTo.Carer, at.AddDays(3))] : [],
                at.AddDays(-random.Next(0, 3) * random.Next(0, 5)),
                Borough.By,
                at
            ),
            4 => new AskCheck(Child, Borough.Community, $"s{random.Next(3)}", random.Next(3) == 0, Borough.By, at),
            5 => new SendLetter(Child, Borough.Community, (LetterTo)to, LetterWay.Handed, Words, null, at.AddDays(4), Borough.By, at),
            6 => new AnswerLetter((LetterTo)to, Words, null, Borough.By, at),
            7 => new MakeReport(
                Child,
                Borough.Community,
                new(Guid.CreateVersion7(at)),
                false,
                Words,
                [ReportTo.CivilAffairs, (ReportTo)random.Next(3)],
                Borough.By,
                at
            ),
            8 => new AnswerReport(
                report,
                (ReportTo)random.Next(3),
                random.Next(2) == 0 ? HarmDecision.TakenUp : null,
                Words,
                null,
                HarmAnsweredBy.Paper,
                Borough.By,
                at
            ),
            9 => new EndEntrustment((EntrustmentEnd)random.Next(4), at),
            _ => new Remind(at),
        };
    }
}
