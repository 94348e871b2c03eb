using System.Collections.Immutable;
using Emergency.Domain.Authorities;
using Emergency.Domain.Confirmations;
using Emergency.Domain.Incidents;
using Emergency.Domain.Orders;
using Emergency.Domain.Teams;
using Emergency.Domain.TemporaryCare;
using Emergency.Domain.Tests.Authorities;
using Emergency.Domain.Tests.Warnings;
using Emergency.Domain.Warnings;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests;

/// <summary>
/// A county's own deadlines come with the command: rules use them, events keep the resulting times, and earlier decisions stay as they
/// were.
/// </summary>
public sealed class InForceTests
{
    private const string Elsewhere = "411503";

    private static InForce With(params (Deadline Of, int Value)[] set) =>
        new(set.ToImmutableDictionary(one => (County, one.Of.Code), one => one.Value));

    private static readonly OpenIncident Open = new(
        County,
        Community,
        G1,
        Category.Fire,
        Priority.Life,
        There,
        null,
        Id<ReportId>(1),
        null,
        null,
        Night,
        Hidden("着火"),
        DutyOfficer,
        Night
    );

    [Fact]
    public void Another_county_and_whoever_is_above_the_counties_judge_by_the_table()
    {
        var set = With((Deadlines.CallStep, 60));
        (set.Seconds(Deadlines.CallStep, County), set.Seconds(Deadlines.CallStep, Community)).ShouldBe((60, 60));
        (
            set.Seconds(Deadlines.CallStep, Elsewhere),
            set.Seconds(Deadlines.CallStep, "4115"),
            set.Seconds(Deadlines.CallStep, null)
        ).ShouldBe((300, 300, 300));
        (set.Own(Deadlines.CallStep, County), set.Own(Deadlines.OrderSeen, County)).ShouldBe((60, null));
    }

    [Fact]
    public void An_incident_is_waited_for_as_long_as_was_in_force_when_it_was_opened()
    {
        var due = Story
            .Of(Noun.Incident)
            .When(Open with { InForce = With((Deadlines.Unattended, 8)) })
            .Happened()
            .OfType<IncidentOpened>()
            .Single();
        due.Due.ShouldBe(After(8));
        // Folded again under other deadlines in force, it is the same.
        Story
            .Of(Noun.Incident)
            .Given(due)
            .When(new Remind(After(7)) { InForce = With((Deadlines.Unattended, 1)) })
            .Nothing()
            .When(new Remind(After(8)))
            .Then(new IncidentUnattended(After(8)));
        Story
            .Of(Noun.Incident)
            .When(Open)
            .Happened()
            .OfType<IncidentOpened>()
            .Single()
            .ShouldSatisfyAllConditions(e => e.Due.ShouldBe(After(5)), e => e.Patience.ShouldBeNull());
    }

    [Fact]
    public void Care_is_looked_for_by_the_countys_hours()
    {
        var set = With((Deadlines.AdultThere, 4), (Deadlines.CareMorning, 7), (Deadlines.CareNoon, 10));
        Story
            .Of(Noun.Care)
            .When(new OpenCare(Id<PersonId>(1), Community, null, null, false, GridChief, Night) { InForce = set })
            .Then<CareOpened>(e => e.Due.ShouldBe(After(4)))
            .When(new Remind(After(4)) { InForce = set })
            .Then<CareLate>(e => e.Due.ShouldBe(After(8)))
            .When(new NameAdult(Hidden("邻居"), GridChief, After(5)) { InForce = set })
            .Then<AdultNamed>(e => e.Due.ShouldBe(Shanghai.At(Today.AddDays(1), 7)))
            .When(new Remind(Shanghai.At(Today.AddDays(1), 7)) { InForce = set })
            .Then<CareLate>(e => e.Due.ShouldBe(Shanghai.At(Today.AddDays(1), 10)))
            .When(new Remind(Shanghai.At(Today.AddDays(1), 10)) { InForce = set })
            .Then(new CareLate(2, Shanghai.At(Today.AddDays(2), 7), Shanghai.At(Today.AddDays(1), 10)));
    }

    [Fact]
    public void A_shift_comes_as_early_and_stays_as_long_as_the_county_lets_it()
    {
        var (set, early) = (
            With((Deadlines.DeskEarly, 0), (Deadlines.DeskUnrelieved, 1)),
            new HandOverDesk(County, Today, Shift.Night, null, DutyOfficer, Shanghai.At(Today, 19))
        );
        Story
            .Of(Noun.Desk)
            .Given(DeskStories.Manned)
            .When(early with { InForce = set })
            .Refused(DutyDesk.TooEarly)
            .When(early with { At = Shanghai.At(Today, 20), InForce = set })
            .Then<DeskHandedOver>(e => e.Unrelieved.ShouldBe(1))
            .Now<DutyDesk>(desk =>
                (
                    desk.Having(Shanghai.At(Today.AddDays(1), 8).AddMinutes(59))?.Day,
                    desk.Having(Shanghai.At(Today.AddDays(3), 12))
                ).ShouldBe((Today, null))
            );
        Rosters
            .Hours(Today, Shift.Day, With((Deadlines.DayShift, 7), (Deadlines.NightShift, 19)), Community)
            .ShouldBe((Shanghai.At(Today, 7), Shanghai.At(Today, 19)));
    }

    [Fact]
    public void Goods_warnings_and_confirmations_wait_as_long_as_the_county_says()
    {
        var set = With((Deadlines.GoodsAnswered, 25), (Deadlines.WarningConfirmed, 9), (Deadlines.Confirmed, 24));
        Story
            .Of(Noun.Goods)
            .When(new RequestGoods(Id<IncidentId>(1), Id<TaskId>(1), Community, "手电", 2, Night) { InForce = set })
            .Then<GoodsRequested>(e => e.Due.ShouldBe(After(25)));
        Story
            .Of(Noun.Warning)
            .When(WarningLadder.Receive() with { InForce = set })
            .Then<ConfirmationAwaited>(e => e.Due.ShouldBe(WarningLadder.Receive().At.AddMinutes(9)));
        Story
            .Of(Noun.Confirmation)
            .When(new AskAct(new(AskedKind.Grants, County, "duty2"), Hidden("值班员"), After(99_999), Operator, Night) { InForce = set })
            .Then<ActAsked>(e => e.Until.ShouldBe(After(1440)));
    }
}
