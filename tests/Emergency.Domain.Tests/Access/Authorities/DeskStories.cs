using Emergency.Domain.Authorities;
using Emergency.Domain.Teams;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Authorities;

/// <summary>The county's duty desk in the night of 10 March 2026 and on the next day.</summary>
public sealed class DeskStories
{
    public static readonly Officer Head = new(Id<OfficerId>(1), Hidden("副区长")),
        Keeper = new(Id<OfficerId>(2), Hidden("值班员")),
        Other = new(Id<OfficerId>(3), Hidden("值班员乙"));
    private static readonly DateOnly Tomorrow = Today.AddDays(1);
    private static readonly DateTimeOffset Evening = Shanghai.At(Today, 20),
        Morning = Shanghai.At(Tomorrow, 8),
        NextEvening = Shanghai.At(Tomorrow, 20);
    public static readonly Turn NightLead = new(Today, Shift.Night, Post.Lead, Head.Id, Evening, Morning);
    private static readonly Turn NightDesk = NightLead with { Post = Post.Desk, Officer = Keeper.Id },
        DayDesk = new(Tomorrow, Shift.Day, Post.Desk, Other.Id, Morning, NextEvening);
    private static readonly Watch TheNight = new(Today, Shift.Night),
        TheDay = new(Tomorrow, Shift.Day);

    public static readonly DeskEvent[] Manned =
    [
        .. new[] { Head, Keeper, Other }.Select(one => new OfficerRecorded(one, DutyOfficer, Night)),
        .. new[] { NightLead, NightDesk, DayDesk }.Select(turn => new TurnRostered(turn, DutyOfficer, Night)),
    ];

    public static HandOverDesk ToTheDay(DateTimeOffset at) => new(County, Tomorrow, Shift.Day, Hidden("一起火情未结"), DutyOfficer, at);

    private static Story Given(params DeskEvent[] events) => Story.Of(Noun.Desk).Given(events);

    [Fact]
    public void Until_anybody_has_handed_over_the_roster_says_who_is_on_duty() =>
        Given(Manned)
            .Now<DutyDesk>(desk =>
            {
                (desk.Having(Night), desk.Next(Night), desk.LateSince(Night)).ShouldBe((TheNight, TheDay, null));
                desk.Keeping(TheNight).Select(turn => turn.Officer).ShouldBe([Head.Id, Keeper.Id]);
                (desk.Having(Evening.AddMinutes(-1)), desk.Next(Evening.AddMinutes(-1))).ShouldBe((null, TheNight));
            });

    [Fact]
    public void Whoever_has_the_desk_keeps_it_until_the_next_shift_has_taken_over() =>
        Given(Manned)
            .When(new HandOverDesk(County, Today, Shift.Night, null, DutyOfficer, Evening))
            .Then(new DeskHandedOver(Today, Shift.Night, null, DutyOfficer, Evening))
            .Now<DutyDesk>(desk =>
                (desk.Having(Morning.AddMinutes(20)), desk.Next(Morning.AddMinutes(20)), desk.LateSince(Morning.AddMinutes(20))).ShouldBe(
                    (TheNight, TheDay, Morning)
                )
            )
            .When(ToTheDay(Morning.AddMinutes(21)))
            .Then(new DeskHandedOver(Tomorrow, Shift.Day, Hidden("一起火情未结"), DutyOfficer, Morning.AddMinutes(21)))
            .Now<DutyDesk>(desk =>
                (desk.Having(Morning.AddMinutes(21)), desk.LateSince(Morning.AddMinutes(21)), desk.Taken!.Note).ShouldBe(
                    (TheDay, null, Hidden("一起火情未结"))
                )
            );

    [Fact]
    public void Who_comes_early_has_it_from_then_on_but_nobody_takes_over_hours_before() =>
        Given(Manned)
            .When(ToTheDay(Morning.AddHours(-5)))
            .Refused(DutyDesk.TooEarly)
            .When(ToTheDay(Morning.AddMinutes(-15)))
            .Now<DutyDesk>(desk => (desk.Having(Morning.AddMinutes(-10)), desk.LateSince(Morning.AddMinutes(-10))).ShouldBe((TheDay, null)))
            .When(new HandOverDesk(County, Today, Shift.Night, null, DutyOfficer, Morning))
            .Refused(DutyDesk.EarlierShift);

    [Fact]
    public void A_shift_that_nobody_relieved_is_not_shown_for_days() =>
        Given([.. Manned, new DeskHandedOver(Today, Shift.Night, null, DutyOfficer, Evening)])
            .Now<DutyDesk>(desk => (desk.Having(NextEvening.AddMinutes(-1)), desk.Having(NextEvening)).ShouldBe((TheNight, null)));

    [Fact]
    public void A_shift_with_nobody_in_it_takes_nothing_over() =>
        Given(Manned)
            .When(new HandOverDesk(County, Tomorrow, Shift.Night, null, DutyOfficer, NextEvening))
            .Refused(DutyDesk.NobodyRostered)
            .When(new StrikeTurn(DayDesk.Key, DutyOfficer, Night))
            .Then(new TurnStruck(DayDesk.Key, DutyOfficer, Night))
            .When(ToTheDay(Morning))
            .Refused(DutyDesk.NobodyRostered);

    [Fact]
    public void Two_who_each_add_a_turn_to_the_same_night_both_find_theirs_on_the_roster()
    {
        var mine = NightDesk with { Officer = Other.Id };
        Given(Manned)
            .When(new AddTurn(mine, DutyOfficer, After(1)))
            .Then(new TurnRostered(mine, DutyOfficer, After(1)))
            .Now<DutyDesk>(desk => desk.Keeping(TheNight).Select(turn => turn.Officer).ShouldBe([Head.Id, Keeper.Id, Other.Id]))
            .When(new AddTurn(mine, StreetOfficer, After(2)))
            .Nothing()
            .When(new AddTurn(mine with { To = Morning.AddHours(1) }, StreetOfficer, After(2)))
            .Refused(DutyDesk.TurnTaken);
        Given(Manned)
            .When(new AddTurn(NightLead with { Officer = Id<OfficerId>(9) }, DutyOfficer, After(1)))
            .Refused(DutyDesk.UnknownOfficer, Id<OfficerId>(9).ToString());
    }

    [Fact]
    public void A_turn_is_given_to_somebody_else_once_and_whoever_comes_second_learns_that_it_is_gone()
    {
        var (theirs, mine) = (NightDesk with { Officer = Other.Id }, NightDesk with { Officer = Head.Id });
        var longer = theirs with { To = Morning.AddHours(1) };
        Given(Manned)
            .When(new SwapTurn(NightDesk.Key, theirs, DutyOfficer, After(1)))
            .Then(new TurnStruck(NightDesk.Key, DutyOfficer, After(1)), new TurnRostered(theirs, DutyOfficer, After(1)))
            .When(new SwapTurn(NightDesk.Key, theirs, StreetOfficer, After(2)))
            .Nothing()
            .When(new SwapTurn(NightDesk.Key, mine, StreetOfficer, After(2)))
            .Refused(DutyDesk.TurnGone)
            .When(new SwapTurn(theirs.Key, longer, DutyOfficer, After(3)))
            .Then(new TurnRostered(longer, DutyOfficer, After(3)));
        Given([.. Manned, new TurnRostered(theirs, DutyOfficer, Night)])
            .When(new SwapTurn(NightDesk.Key, longer, DutyOfficer, After(1)))
            .Refused(DutyDesk.TurnTaken);
        Given(Manned)
            .When(new SwapTurn(NightDesk.Key, NightDesk with { Officer = Id<OfficerId>(9) }, DutyOfficer, After(1)))
            .Refused(DutyDesk.UnknownOfficer);
    }

    [Fact]
    public void Who_keeps_the_desk_no_more_is_off_every_turn_to_come() =>
        Given(Manned)
            .When(new RemoveOfficer(Other.Id, DutyOfficer, After(1)))
            .Then(new TurnStruck(DayDesk.Key, DutyOfficer, After(1)), new OfficerRemoved(Other.Id, DutyOfficer, After(1)))
            .When(new RemoveOfficer(Keeper.Id, DutyOfficer, Morning.AddHours(1)))
            .Then(new OfficerRemoved(Keeper.Id, DutyOfficer, Morning.AddHours(1)));
}
