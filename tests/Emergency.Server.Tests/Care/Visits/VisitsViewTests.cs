using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.Visits;
using Emergency.Server.Features.Visits;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Visits;

/// <summary>The view keeps less of each person than the entity does, by a fold of its own.</summary>
public sealed class VisitsViewTests
{
    private const int Lives = 300,
        Acts = 60;
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));
    private static readonly PersonId Person = BoroughRegisters.Someone("a visited life");

    /// <summary>Law: for any events of a person's visits, in time or late, the view agrees with the entity.</summary>
    [Fact]
    public void The_view_says_of_somebodys_visits_what_the_entity_knows()
    {
        var late = 0;
        for (var life = 0; life < Lives; life++)
        {
            var random = new Random(life);
            var (state, known, told) = (Domain.Visits.PersonVisits.None, (VisitKnown?)null, new List<VisitsEvent>());
            for (var act = 0; act < Acts; act++)
            {
                var at = Start.AddHours(act * 30);
                if (Domain.Visits.PersonVisits.Decide(state, Any(random, at)) is not Decision.Happened { Events: var events })
                    continue;
                foreach (var e in events.Cast<VisitsEvent>())
                {
                    late += e is VisitMade made && state.Seen > Shanghai.Day(made.SeenAt) ? 1 : 0;
                    (state, known) = (Domain.Visits.PersonVisits.Evolve(state, e), VisitsView.Folded(known, e));
                    told.Add(e);
                    Same(state, known, $"life {life}, act {act}: {e.GetType().Name}");
                    Vain(told, known, $"life {life}, act {act}: {e.GetType().Name}");
                }
            }
        }
        late.ShouldBeGreaterThan(Lives, "what comes late is what goes wrong");
    }

    /// <summary>Each row: the reports in order, each as day and hour; and the day of the attempt shown then, 0 for none.</summary>
    [Theory]
    [InlineData(3, "tried 3 9")]
    [InlineData(0, "tried 3 9", "seen 3 15")]
    [InlineData(0, "tried 3 9", "seen 5 9")]
    [InlineData(0, "seen 5 9", "tried 3 9")]
    [InlineData(5, "seen 5 9", "tried 5 15")]
    [InlineData(0, "seen 5 15", "tried 5 9")]
    [InlineData(0, "seen 5 15", "seen 5 8", "tried 5 9")]
    [InlineData(5, "seen 5 9", "tried 5 15", "seen 4 9", "tried 5 8")]
    [InlineData(0, "seen 5 9", "tried 5 15", "seen 5 20")]
    [InlineData(6, "seen 5 9", "tried 6 9", "tried 3 9")]
    [InlineData(6, "tried 6 9", "tried 3 9")]
    [InlineData(6, "tried 6 9", "seen 5 9")]
    [InlineData(0, "seen 8 9", "seen 2 9", "tried 3 9", "tried 4 9", "seen 4 15")]
    public void An_attempt_is_shown_only_where_no_visit_came_after_it_whatever_is_told_late(int shown, params string[] told)
    {
        var (state, known) = (Domain.Visits.PersonVisits.None, (VisitKnown?)null);
        var plan = new VisitPlan(30, new(2026, 3, 1));
        var now = Shanghai.At(new(2026, 3, 20), 8);
        foreach (var said in told.Select(one => one.Split(' ')))
        {
            var at = Shanghai
                .At(new(2026, 3, int.Parse(said[1], CultureInfo.InvariantCulture)), 0)
                .AddHours(int.Parse(said[2], CultureInfo.InvariantCulture));
            (state, known) = Happened(state, known, said[0] == "seen" ? Seen(plan, at, now) : Tried(plan, at, now));
        }
        (known!.Value.Aside?.MissedAt is { } tried ? Shanghai.Day(tried).Day : 0).ShouldBe(shown);
    }

    [Fact]
    public void Who_has_left_is_visited_no_more_and_what_the_clinic_said_stays_where_it_visits_alone()
    {
        var planned = VisitsView.Folded(null, new VisitsPlanned(Person, Borough.Community, 30, new(2026, 4, 1), Start, Start));
        var told = VisitsView.Folded(planned, new ClinicVisitNoted(new(2026, 4, 9), Borough.By, Start));
        VisitsView.Folded(told, new VisitsEnded(VisitEnd.Left, Start)).ShouldBeNull();
        VisitsView.Folded(told, new VisitsEnded(VisitEnd.ByClinic, Start))!.Value.Aside!.Clinic.ShouldBe(new DateOnly(2026, 4, 9));
        VisitsView.Folded(planned, new VisitsEnded(VisitEnd.ByClinic, Start)).ShouldBeNull();
    }

    private static void Same(Domain.Visits.PersonVisits state, VisitKnown? known, string what)
    {
        var shown = known ?? default;
        var aside = shown.Aside ?? VisitAside.Empty;
        (shown.Every, shown.Next, shown.Seen, shown.Level, shown.Paused).ShouldBe(
            (state.Every, state.Next, state.Seen, state.LateLevel, state.Stage == VisitStage.Paused),
            what
        );
        (aside.Hand, aside.Clinic).ShouldBe((state.Hand, state.Clinic), what);
        (aside.Extras, aside.Asks ?? []).ShouldBe((state.Extras, state.Asks), what);
    }

    // An attempt is overtaken by a visit made after it, in any order of reports.
    private static void Vain(List<VisitsEvent> told, VisitKnown? known, string what)
    {
        var left = told.OfType<VisitMissed>()
            .Where(tried => !told.OfType<VisitMade>().Any(made => made.SeenAt >= tried.TriedAt))
            .OrderBy(tried => tried.TriedAt)
            .LastOrDefault();
        var aside = known?.Aside ?? VisitAside.Empty;
        (aside.Missed, aside.MissedAt, aside.Again).ShouldBe((left?.Reason, left?.TriedAt, left?.Again), what);
    }

    private static (Domain.Visits.PersonVisits, VisitKnown?) Happened(Domain.Visits.PersonVisits state, VisitKnown? known, Command command)
    {
        if (Domain.Visits.PersonVisits.Decide(state, command) is Decision.Happened { Events: var events })
            foreach (var e in events.Cast<VisitsEvent>())
                (state, known) = (Domain.Visits.PersonVisits.Evolve(state, e), VisitsView.Folded(known, e));
        return (state, known);
    }

    private static MakeVisit Seen(VisitPlan plan, DateTimeOffset seen, DateTimeOffset at) =>
        new(Person, Borough.Community, plan, VisitMeans.Door, true, [], null, seen, false, true, null, null, Borough.By, at);

    private static MissVisit Tried(VisitPlan plan, DateTimeOffset tried, DateTimeOffset at) =>
        new(Person, Borough.Community, plan, MissReason.Out, tried, null, null, null, Borough.By, at);

    private static Command Any(Random random, DateTimeOffset at)
    {
        // Reported up to twelve days late, by a phone without network or from memory.
        var seen = at.AddDays(-random.Next(0, 3) * random.Next(0, 5));
        var plan = new VisitPlan(30, Shanghai.Day(at).AddDays(3));
        return random.Next(12) switch
        {
            0 => new PlanVisits(Person, Borough.Community, random.Next(5, 40), Shanghai.Day(at).AddDays(2), at),
            1 or 2 or 3 => Seen(plan, seen, at) with
            {
                AsUsual = random.Next(2) == 0,
                Follows = random.Next(3) == 0 ? [VisitFollow.Secretary, VisitFollow.Clinic] : [],
            },
            4 => Tried(plan, seen, at) with
            {
                Reason = random.Next(2) == 0 ? MissReason.Hospital : MissReason.Out,
                To = random.Next(2) == 0 ? BoroughRegisters.BuildingChief : null,
                Again = random.Next(2) == 0 ? at.AddHours(4) : null,
            },
            5 => new PauseVisits(RestReason.Away, null, Borough.By, at),
            6 => new ResumeVisits(random.Next(2) == 0, 24, Borough.By, at),
            7 => new HandVisits(random.Next(2) == 0 ? BoroughRegisters.UnitChief : null, Borough.By, at),
            8 => new AskExtraVisit(Person, Borough.Community, plan, VisitTrigger.Heat, $"w{random.Next(3)}", at.AddHours(20), null, at),
            9 => new WithdrawExtraVisits($"w{random.Next(3)}", at),
            10 => new SettleAsks([VisitFollow.Secretary], seen, Borough.By, at),
            _ => random.Next(3) == 0 ? new NoteClinicVisit(Shanghai.Day(at).AddDays(9), Borough.By, at) : new Remind(at),
        };
    }
}
