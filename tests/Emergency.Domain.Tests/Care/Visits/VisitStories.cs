using Emergency.Domain.Visits;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Visits;

public sealed class VisitStories
{
    private static readonly PersonId Grandmother = Id<PersonId>(7);
    private static readonly VisitPlan Monthly = new(30, Day(12));
    private static readonly VisitsPlanned Planned = new(Grandmother, Community, 30, Day(12), Morning(12), Night);

    private static DateOnly Day(int day) => new DateOnly(2026, 3, 1).AddDays(day - 1);

    private static DateTimeOffset Morning(int day, int hour = 8) => Shanghai.At(Day(day), hour);

    private static Story Given(params VisitsEvent[] events) => Story.Of(Noun.Visits).Given(events);

    private static MakeVisit Seen(DateTimeOffset at, DateTimeOffset? told = null, VisitPlan? plan = null) =>
        new(Grandmother, Community, plan, VisitMeans.Door, true, [], null, at, false, true, null, null, GridChief, told ?? at);

    private static MissVisit Missed(int day) =>
        new(Grandmother, Community, null, MissReason.NoAnswer, Morning(day, 10), null, null, null, GridChief, Morning(day, 10));

    private static AskExtraVisit Extra(string cause, int hour) =>
        new(Grandmother, Community, Monthly, VisitTrigger.Heat, cause, Morning(11, hour), null, Night);

    [Fact]
    public void What_is_planned_is_due_on_its_day_the_secretarys_after_three_and_the_streets_after_seven() =>
        Given()
            .When(new PlanVisits(Grandmother, Community, 30, Day(12), Night))
            .Then(Planned)
            .When(new Remind(Morning(11)))
            .Nothing()
            .When(new Remind(Morning(12)))
            .Then(new VisitLate(1, Day(12), Morning(15), Morning(12)))
            .When(new Remind(Morning(15)))
            .Then(new VisitLate(2, Day(12), Morning(19), Morning(15)))
            .When(new Remind(Morning(19)))
            .Then(new VisitLate(3, Day(12), null, Morning(19)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_walk_that_was_handed_over_goes_back_with_the_next_visit_also_while_visits_rest(bool rests)
    {
        var handed = new VisitsHanded(MemberOf(BuildingChief), GridChief, Night);
        VisitsEvent[] paused = rests ? [new VisitsPaused(RestReason.Away, Day(20), Morning(20), Secretary, Night)] : [];
        Given([Planned, handed, .. paused])
            .When(Seen(Morning(12, 10)))
            .Then<VisitMade>(_ => { })
            .Now<PersonVisits>(visits => visits.Hand.ShouldBeNull())
            .When(new HandVisits(MemberOf(BuildingChief), GridChief, Morning(12, 11)))
            .Then<VisitsHanded>(_ => { });
    }

    [Fact]
    public void A_visit_moves_the_next_one_by_the_interval_and_whatever_was_late_is_settled() =>
        Given(Planned, new VisitLate(1, Day(12), Morning(15), Morning(12)), new VisitLate(2, Day(12), Morning(19), Morning(15)))
            .When(Seen(Morning(16, 10)))
            .Then<VisitMade>(e => (e.Next, e.Due).ShouldBe((Day(46), Morning(46))))
            .Now<PersonVisits>(visits => (visits.LateLevel, visits.Seen).ShouldBe((0, Day(16))))
            .When(new Remind(Morning(19)))
            .Nothing();

    [Fact]
    public void Two_phones_at_one_door_are_two_visits_and_one_plan() =>
        Given(Planned)
            .When(Seen(Morning(12, 10)))
            .Then<VisitMade>(e => e.Next.ShouldBe(Day(42)))
            .When(Seen(Morning(12, 11)))
            .Then<VisitMade>(e => e.Next.ShouldBe(Day(42)));

    [Fact]
    public void One_that_is_told_late_of_before_the_last_moves_nothing() =>
        Given(Planned)
            .When(Seen(Morning(12, 10)))
            .Then<VisitMade>(e => e.Next.ShouldBe(Day(42)))
            .When(Seen(Morning(9, 10), Morning(13)))
            .Then<VisitMade>(e => (e.Next, e.Due).ShouldBe((Day(42), Morning(42))))
            .Now<PersonVisits>(visits => visits.Seen.ShouldBe(Day(12)));

    [Fact]
    public void One_of_the_same_day_that_is_told_late_moves_nothing_either() =>
        Given(Planned)
            .When(Seen(Morning(12, 14)) with { Sooner = Day(15) })
            .Then<VisitMade>(e => e.Next.ShouldBe(Day(15)))
            .When(new HandVisits(MemberOf(BuildingChief), GridChief, Morning(12, 15)))
            .Then<VisitsHanded>(_ => { })
            .When(Seen(Morning(12, 10), Morning(12, 16)))
            .Then<VisitMade>(e => (e.Next, e.Due).ShouldBe((Day(15), Morning(15)), "somebody worried after it"))
            .Now<PersonVisits>(visits => (visits.SeenAt, visits.Hand).ShouldBe((Morning(12, 14), MemberOf(BuildingChief))));

    [Fact]
    public void One_of_somebody_who_has_left_stands_in_the_history_and_moves_nothing() =>
        Given(Planned, new VisitsEnded(VisitEnd.Left, Night))
            .When(Seen(Morning(12, 10), Morning(15)))
            .Then<VisitMade>(e => (e.Next, e.Due).ShouldBe((null, null)))
            .Now<PersonVisits>(visits => visits.Stage.ShouldBe(VisitStage.Ended));

    [Fact]
    public void Whoever_is_at_the_door_before_the_plan_is_not_sent_away() =>
        Given()
            .When(Seen(Night, plan: Monthly))
            .Then(
                Planned with
                {
                    At = Night,
                },
                new VisitMade(
                    Grandmother,
                    Community,
                    VisitMeans.Door,
                    true,
                    [],
                    null,
                    Night,
                    false,
                    true,
                    null,
                    Day(40),
                    Morning(40),
                    GridChief,
                    Night
                )
            );

    [Fact]
    public void A_visit_in_vain_leaves_it_due_and_may_hand_it_to_another_until_it_is_made() =>
        Given(Planned)
            .When(Missed(12) with { To = MemberOf(Secretary) })
            .Then<VisitMissed>(e => e.Reason.ShouldBe(MissReason.NoAnswer))
            .Now<PersonVisits>(visits => (visits.Next, visits.Hand).ShouldBe((Day(12), MemberOf(Secretary))))
            .When(Seen(Morning(13, 10)))
            .Then<VisitMade>(_ => { })
            .Now<PersonVisits>(visits => visits.Hand.ShouldBeNull());

    [Fact]
    public void Nothing_is_due_while_somebody_is_in_hospital_and_after_the_discharge_somebody_comes_within_a_day() =>
        Given(Planned)
            .When(new PauseVisits(RestReason.Hospital, null, Secretary, Night))
            .Then(new VisitsPaused(RestReason.Hospital, null, Morning(40), Secretary, Night))
            .When(new Remind(Morning(30)))
            .Nothing()
            .When(new ResumeVisits(true, 24, Secretary, Morning(20)))
            .Then(
                new VisitsResumed(Day(21), Morning(21), Secretary, Morning(20)),
                new ExtraVisitAsked(new(VisitTrigger.Discharge, "", Morning(21), Morning(20)), Morning(21), Secretary, Morning(20))
            );

    [Fact]
    public void Who_was_said_to_be_in_hospital_without_an_end_is_asked_after_again() =>
        Given(Planned)
            .When(new PauseVisits(RestReason.Hospital, null, Secretary, Night))
            .Then<VisitsPaused>(_ => { })
            .When(new Remind(Morning(40)))
            .Then(new VisitsResumed(Day(41), Morning(41), null, Morning(40)));

    [Fact]
    public void Who_is_found_to_be_in_hospital_is_not_due_until_they_are_home_and_then_somebody_comes_within_a_day() =>
        Given(Planned, new VisitLate(1, Day(12), Morning(15), Morning(12)))
            .When(Missed(12) with { Reason = MissReason.Hospital })
            .Then(
                new VisitMissed(MissReason.Hospital, Morning(12, 10), null, null, GridChief, Morning(12, 10)),
                new VisitsPaused(RestReason.Hospital, null, Morning(42), GridChief, Morning(12, 10))
            )
            .When(new Remind(Morning(30)))
            .Nothing()
            .When(Missed(13) with { Reason = MissReason.Hospital })
            .Then<VisitMissed>(_ => { })
            .When(new ResumeVisits(true, 24, Secretary, Morning(20)))
            .Then(
                new VisitsResumed(Day(21), Morning(21), Secretary, Morning(20)),
                new ExtraVisitAsked(new(VisitTrigger.Discharge, "", Morning(21), Morning(20)), Morning(21), Secretary, Morning(20))
            );

    [Fact]
    public void Hospital_that_is_told_late_of_before_the_last_visit_pauses_nothing() =>
        Given(Planned)
            .When(Seen(Morning(12, 10)))
            .Then<VisitMade>(_ => { })
            .When(Missed(9) with { Reason = MissReason.Hospital, At = Morning(13) })
            .Then<VisitMissed>(_ => { })
            .Now<PersonVisits>(visits => visits.Stage.ShouldBe(VisitStage.Planned));

    [Fact]
    public void Hospital_that_is_told_late_of_before_a_visit_of_the_same_day_pauses_nothing() =>
        Given(Planned)
            .When(Seen(Morning(12, 14)))
            .Then<VisitMade>(_ => { })
            .When(Missed(12) with { Reason = MissReason.Hospital, At = Morning(12, 16) })
            .Then<VisitMissed>(_ => { })
            .Now<PersonVisits>(visits => visits.Stage.ShouldBe(VisitStage.Planned, "at home at two"))
            .When(Missed(12) with { Reason = MissReason.Hospital, TriedAt = Morning(12, 15), At = Morning(12, 17) })
            .Now<PersonVisits>(visits => visits.Stage.ShouldBe(VisitStage.Paused));

    private static MakeVisit Asking(int day, params VisitFollow[] follows) => Seen(Morning(day, 10)) with { Follows = [.. follows] };

    private static SettleAsks Look(int day, By? by, params VisitFollow[] follows) =>
        new([.. follows], Morning(day, 10), by, Morning(day, 11));

    [Fact]
    public void What_a_visitor_asks_waits_until_somebody_has_looked_and_what_is_asked_since_waits_on() =>
        Given(Planned)
            .When(Asking(12, VisitFollow.Secretary, VisitFollow.NeedChanged, VisitFollow.Guardian))
            .Then<VisitMade>(_ => { })
            .Now<PersonVisits>(visits =>
                visits.Asks.ShouldBe([
                    new(VisitFollow.NeedChanged, Morning(12, 10), Morning(12, 10)),
                    new(VisitFollow.Secretary, Morning(12, 10), Morning(12, 10)),
                ])
            )
            .When(Asking(13, VisitFollow.Secretary))
            .Then<VisitMade>(_ => { })
            .When(Look(12, Secretary, VisitFollow.Secretary, VisitFollow.NeedChanged))
            .Then<VisitAsksSettled>(_ => { })
            .Now<PersonVisits>(visits => visits.Asks.ShouldBe([new(VisitFollow.Secretary, Morning(12, 10), Morning(13, 10))]))
            .When(Look(12, Secretary, VisitFollow.Secretary))
            .Nothing()
            .When(Look(13, null, VisitFollow.Secretary))
            .Then<VisitAsksSettled>(_ => { })
            .Now<PersonVisits>(visits => visits.Asks.ShouldBeEmpty());

    [Fact]
    public void What_was_asked_stays_while_the_clinic_visits_alone_and_goes_with_who_has_left() =>
        Given(Planned)
            .When(Asking(12, VisitFollow.Clinic))
            .Then<VisitMade>(_ => { })
            .When(new EndVisits(VisitEnd.ByClinic, Morning(13)))
            .Then<VisitsEnded>(_ => { })
            .Now<PersonVisits>(visits => visits.Asks.Count.ShouldBe(1))
            .When(new EndVisits(VisitEnd.Left, Morning(14)))
            .Then<VisitsEnded>(_ => { })
            .Now<PersonVisits>(visits => visits.Asks.ShouldBeEmpty());

    [Fact]
    public void A_pause_with_an_end_goes_on_by_itself() =>
        Given(Planned)
            .When(new PauseVisits(RestReason.Away, Day(20), Secretary, Night))
            .Then(new VisitsPaused(RestReason.Away, Day(20), Morning(20), Secretary, Night))
            .When(new Remind(Morning(20)))
            .Then(new VisitsResumed(Day(21), Morning(21), null, Morning(20)));

    [Fact]
    public void What_is_asked_for_besides_has_an_hour_of_its_own_once_for_each_cause_and_a_visit_settles_it() =>
        Given(Planned)
            .When(Extra("w1", 12))
            .Then<ExtraVisitAsked>(e => e.Due.ShouldBe(Morning(11, 12)))
            .When(Extra("w1", 14))
            .Nothing()
            .When(new Remind(Morning(11, 12)))
            .Then(new ExtraVisitLate(VisitTrigger.Heat, "w1", null, Morning(11, 12)))
            .When(Seen(Morning(11, 13)))
            .Then<VisitMade>(e => e.Next.ShouldBe(Day(41)))
            .Now<PersonVisits>(visits => visits.Extras.ShouldBeEmpty());

    [Fact]
    public void A_visit_of_before_settles_nothing_that_was_asked_for_since() =>
        Given(Planned)
            .When(Extra("w1", 12))
            .Then<ExtraVisitAsked>(_ => { })
            .When(Seen(Night.AddHours(-3), Morning(11)))
            .Then<VisitMade>(_ => { })
            .Now<PersonVisits>(visits => visits.Extras.Count.ShouldBe(1));

    [Fact]
    public void A_shorter_interval_makes_due_what_should_have_been_and_nothing_in_the_past() =>
        Given(Planned)
            .When(Seen(Night))
            .Then<VisitMade>(e => e.Next.ShouldBe(Day(40)))
            .When(new PlanVisits(Grandmother, Community, 7, Day(30), Morning(25)))
            .Then(new VisitsPlanned(Grandmother, Community, 7, Day(25), Morning(25), Morning(25)));

    [Fact]
    public void Who_comes_back_is_planned_for_anew() =>
        Given(Planned, new VisitsEnded(VisitEnd.Left, Night))
            .When(new PlanVisits(Grandmother, Community, 7, Day(30), Morning(25)))
            .Then(new VisitsPlanned(Grandmother, Community, 7, Day(30), Morning(30), Morning(25)));

    [Fact]
    public void Whom_the_clinic_visits_alone_keeps_the_day_it_said_and_who_has_left_does_not() =>
        Given(Planned)
            .When(new NoteClinicVisit(Day(20), Secretary, Night))
            .Then(new ClinicVisitNoted(Day(20), Secretary, Night))
            .When(new EndVisits(VisitEnd.ByClinic, Morning(11)))
            .Then(new VisitsEnded(VisitEnd.ByClinic, Morning(11)))
            .Now<PersonVisits>(visits => visits.Clinic.ShouldBe(Day(20)))
            .When(new EndVisits(VisitEnd.ByClinic, Morning(12)))
            .Nothing()
            .When(new EndVisits(VisitEnd.Left, Morning(12)))
            .Then(new VisitsEnded(VisitEnd.Left, Morning(12)))
            .Now<PersonVisits>(visits => visits.Clinic.ShouldBeNull())
            .When(new EndVisits(VisitEnd.Left, Morning(13)))
            .Nothing()
            .When(new NoteClinicVisit(Day(20), Secretary, Morning(14)))
            .Then(new ClinicVisitNoted(Day(20), Secretary, Morning(14)));

    [Fact]
    public void The_clinics_day_of_whom_nobody_planned_for_goes_with_the_person_too() =>
        Given(new ClinicVisitNoted(Day(20), Secretary, Night))
            .When(new EndVisits(VisitEnd.Left, Morning(12)))
            .Then(new VisitsEnded(VisitEnd.Left, Morning(12)))
            .Now<PersonVisits>(visits => (visits.Stage, visits.Clinic).ShouldBe((VisitStage.None, null)));
}
