using Emergency.Domain.Drills;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Drills;

/// <summary>The street's drill of the night fire, on paper at ten in the morning.</summary>
public sealed class DrillStories
{
    public static readonly DrillFacts Facts = new(
        "老楼夜火演练",
        "old-block-fire",
        DrillForm.Field,
        "411502001",
        [Community],
        TimeSpan.FromHours(1),
        true,
        Hidden("例安全"),
        "停止演练",
        null
    );
    internal static readonly DrillPrepared Prepared = new(Facts, StreetOfficer, After(-600));
    internal static readonly DrillStarted Started = new(Night, 10, [Community], StreetOfficer, After(0));
    private static readonly DrillPaused RealCall = new(PauseReason.RealCall, Id<IncidentId>(7), null, After(6));
    internal static DrillEvent[] Told =>
        [.. Drill.Parties.Select(party => new PartyTold(party, Hidden("例班长"), StreetOfficer, After(-60)))];

    private static Story Given(params DrillEvent[] events) => Story.Of(Noun.Drill).Given(events);

    private static Story Running(params DrillEvent[] then) => Given([Prepared, .. Told, Started, .. then]);

    [Fact]
    public void It_is_prepared_told_started_led_and_ended() =>
        Given()
            .When(new PrepareDrill(Facts, StreetOfficer, After(-600)))
            .Then(Prepared)
            .When(new TellParty(Party.FireRescue, Hidden("例班长"), StreetOfficer, After(-60)))
            .Then(new PartyTold(Party.FireRescue, Hidden("例班长"), StreetOfficer, After(-60)))
            .When(new StartDrill(Night, 10, StreetOfficer, After(0)))
            .Refused(Drill.NotTold, "party.Police,party.Ambulance,party.ServiceLine,party.DutyRoom");

    [Fact]
    public void With_everybody_told_it_starts_at_the_hour_of_its_scenario() =>
        Given([Prepared, .. Told])
            .When(new StartDrill(Night, 10, StreetOfficer, After(0)))
            .Then(Started)
            .Now<Drill>(drill => drill.Clock!.At(After(3)).ShouldBe(Night.AddMinutes(30)))
            .When(new StartDrill(Night, 1, StreetOfficer, After(1)))
            .Refused(Drill.AlreadyStarted);

    [Fact]
    public void A_secretary_alone_at_a_table_tells_nobody() =>
        Given(Prepared with { Facts = Facts with { Form = DrillForm.Solo } })
            .When(new StartDrill(Night, 1, Secretary, After(0)))
            .Then(Started with { Factor = 1, By = Secretary });

    [Fact]
    public void Its_clock_stands_while_it_is_paused_and_runs_on_from_there() =>
        Running()
            .When(new PauseDrill(StreetOfficer, After(2)))
            .Then(new DrillPaused(PauseReason.ByController, null, StreetOfficer, After(2)))
            .Now<Drill>(drill => drill.Clock!.At(After(60)).ShouldBe(Night.AddMinutes(20)))
            .When(new SetSpeed(60, StreetOfficer, After(3)))
            .Then(new SpeedSet(60, StreetOfficer, After(3)))
            .Now<Drill>(drill => drill.Clock!.At(After(60)).ShouldBe(Night.AddMinutes(20)))
            .When(new ResumeDrill(StreetOfficer, After(5)))
            .Then(new DrillResumed(StreetOfficer, After(5)))
            .Now<Drill>(drill => drill.Clock!.At(After(6)).ShouldBe(Night.AddMinutes(80)));

    [Fact]
    public void A_real_call_stops_it_and_nothing_goes_on_before_somebody_has_ruled_it_out() =>
        Running()
            .When(new MeetRealCall(Id<IncidentId>(7), After(6)))
            .Then(RealCall)
            .When(new ResumeDrill(StreetOfficer, After(7)))
            .Refused(Drill.RealCall)
            .When(new DoInject("smoke", InjectFate.Fired, StreetOfficer, After(7)))
            .Refused(Drill.RealCall)
            .When(new RuleOutRealCall(Id<IncidentId>(7), StreetOfficer, After(8)))
            .Then(new RealCallRuledOut(Id<IncidentId>(7), StreetOfficer, After(8)))
            .When(new ResumeDrill(StreetOfficer, After(9)))
            .Then(new DrillResumed(StreetOfficer, After(9)));

    [Fact]
    public void A_real_call_before_it_starts_or_after_it_ended_is_nothing_to_it() =>
        Given(Prepared).When(new MeetRealCall(Id<IncidentId>(7), After(6))).Nothing();

    [Fact]
    public void An_inject_is_played_once_with_the_time_of_the_drill() =>
        Running()
            .When(new DoInject("smoke", InjectFate.Fired, StreetOfficer, After(1)))
            .Then(new InjectPlayed("smoke", InjectFate.Fired, Night.AddMinutes(10), StreetOfficer, After(1)))
            .When(new DoInject("smoke", InjectFate.Skipped, StreetOfficer, After(2)))
            .Refused(Drill.InjectDone, "smoke");

    [Fact]
    public void Without_people_its_clock_leaps_ahead_and_never_back() =>
        Given([Prepared with { Facts = Facts with { WithoutPeople = true } }, .. Told, Started])
            .When(new JumpDrill(Night.AddMinutes(30), StreetOfficer, After(1)))
            .Then(new DrillJumped(Night.AddMinutes(30), StreetOfficer, After(1)))
            .Now<Drill>(drill => drill.Clock!.At(After(2)).ShouldBe(Night.AddMinutes(40)))
            .When(new JumpDrill(Night.AddMinutes(35), StreetOfficer, After(2)))
            .Nothing();

    [Fact]
    public void With_people_in_it_no_clock_leaps() =>
        Running().When(new JumpDrill(Night.AddMinutes(30), StreetOfficer, After(1))).Refused(Drill.WithPeople);

    [Fact]
    public void An_inject_that_is_held_waits_until_it_is_released_or_played() =>
        Running()
            .When(new HoldInject("smoke", StreetOfficer, After(1)))
            .Then(new InjectHeld("smoke", Night.AddMinutes(10), StreetOfficer, After(1)))
            .Now<Drill>(drill => drill.Held.ShouldBe(["smoke"]))
            .When(new DoInject("smoke", InjectFate.Fired, StreetOfficer, After(2)))
            .Then(new InjectPlayed("smoke", InjectFate.Fired, Night.AddMinutes(20), StreetOfficer, After(2)))
            .Now<Drill>(drill => drill.Held.ShouldBeEmpty())
            .When(new HoldInject("smoke", StreetOfficer, After(3)))
            .Refused(Drill.InjectDone, "smoke");

    [Fact]
    public void A_line_is_dead_from_its_inject_on_for_the_time_of_the_drill()
    {
        var fired = new InjectPlayed("down", InjectFate.Fired, Night.AddMinutes(10), StreetOfficer, After(1));
        var began = new OutageBegan("down", "119", Night.AddMinutes(10), Night.AddMinutes(25), StreetOfficer, After(2));
        Running().When(new BreakOff("down", "119", TimeSpan.FromMinutes(15), StreetOfficer, After(1))).Nothing();
        Running(fired)
            .When(new BreakOff("down", "119", TimeSpan.FromMinutes(15), StreetOfficer, After(2)))
            .Then(began)
            .Now<Drill>(drill => (drill.LineDown("119"), drill.LineDown("120"), drill.LineDown(null)).ShouldBe((true, false, false)));
        Running(fired, began).When(new BringBack("down", StreetOfficer, After(2))).Nothing();
        Running(fired, began)
            .When(new BringBack("down", StreetOfficer, After(2.5)))
            .Then(new OutageEnded("down", Night.AddMinutes(25), StreetOfficer, After(2.5)));
        Running(fired, began)
            .When(new BringBack("down", StreetOfficer, After(3)))
            .Then(new OutageEnded("down", Night.AddMinutes(30), StreetOfficer, After(3)))
            .Now<Drill>(drill => drill.LineDown("119").ShouldBeFalse());
    }

    [Fact]
    public void The_stop_word_ends_it_at_any_moment_also_while_a_real_call_stands() =>
        Running(RealCall)
            .When(new EndDrill(EndReason.StopWord, StreetOfficer, After(7)))
            .Then(new DrillEnded(EndReason.StopWord, Night.AddMinutes(60), StreetOfficer, After(7)))
            .When(new ResumeDrill(StreetOfficer, After(8)))
            .Refused(Drill.Over)
            .When(new EndDrill(EndReason.Finished, StreetOfficer, After(9)))
            .Nothing();

    [Fact]
    public void A_live_clock_that_is_set_back_takes_no_time_from_it() => new RealmClock(After(0), Night, 10).At(After(-60)).ShouldBe(Night);
}
