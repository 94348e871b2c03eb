using Emergency.Domain.Hazards;
using Emergency.Domain.Places;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Hazards;

public sealed class HazardStories
{
    internal static readonly HazardFacts Bricks = new("facade", HazardLevel.Larger, false, G1, "3号楼", There, Hidden("西头墙砖松了"));
    internal static readonly HazardOwner Housing = new(HazardOwnerKind.Housing, Hidden("建管办 周** 0376-0000"));
    internal static readonly DateTimeOffset Noon = Night.AddDays(1);
    internal static readonly HazardFound Found = new(Community, Bricks, HazardGuard.None, Night, Night.AddHours(72), GridChief, Night);
    internal static readonly HazardAssigned Assigned = new(Housing, Today.AddDays(5), Midnight(6), Secretary, Noon);
    internal static readonly HazardMended Mended = new(null, Noon.AddHours(72), Secretary, Noon);
    private static readonly HazardReported Report = new(Community, Id<LinkId>(1), Bricks, Night.AddHours(24), Night);

    private static DateTimeOffset Midnight(int day) => Shanghai.At(Today.AddDays(day), 0);

    internal static Story Given(params HazardEvent[] events) => Story.Of(Noun.Hazard).Given(events);

    [Fact]
    public void What_is_found_is_assigned_accepted_mended_checked_and_closed() =>
        Given()
            .When(new FindHazard(Community, Bricks, HazardGuard.None, Night, GridChief, Night))
            .Then(Found)
            .When(new GuardHazard(HazardGuard.Cordon, GridChief, Night))
            .Then(new HazardGuarded(HazardGuard.Cordon, GridChief, Night))
            .When(new AssignHazard(Housing, Today.AddDays(5), Secretary, Noon))
            .Then(Assigned)
            .When(new AcceptHazard(Secretary, Noon))
            .Then(new HazardAccepted(Secretary, Noon))
            .When(new MendHazard(null, Secretary, Noon))
            .Then(Mended)
            .When(new CheckHazard(true, null, Hidden("补好了"), GridChief, Noon))
            .Then<HazardChecked, HazardClosed>((good, closed) => (good.By, closed.By).ShouldBe((GridChief, GridChief)))
            .Now<HazardCase>(hazard => (hazard.Stage, hazard.Due, hazard.Guard).ShouldBe((HazardStage.Closed, null, HazardGuard.None)));

    [Fact]
    public void Two_people_close_one_hazard_and_the_second_finds_it_closed() =>
        Given(Found, Assigned, Mended, new HazardChecked(null, null, GridChief, Noon), new HazardClosed(null, GridChief, Noon))
            .When(new CheckHazard(true, null, null, Secretary, Noon))
            .Nothing()
            .When(new CheckHazard(false, null, null, Secretary, Noon))
            .Refused(HazardCase.Over);

    [Fact]
    public void What_is_overdue_goes_quietly_up_to_the_committee_and_then_to_the_street() =>
        Given(Found, Assigned)
            .When(new Remind(Midnight(5)))
            .Nothing()
            .When(new Remind(Midnight(6)))
            .Then(new HazardLate(1, Midnight(9), Midnight(6)))
            .When(new Remind(Midnight(9)))
            .Then(new HazardLate(2, null, Midnight(9)))
            .When(new MendHazard(null, Secretary, Midnight(9)))
            .Then<HazardMended>(e => e.Due.ShouldBe(Midnight(12)))
            .Now<HazardCase>(hazard => hazard.LateLevel.ShouldBe(0));

    [Fact]
    public void A_danger_that_nobody_has_in_hand_is_told_after_two_hours() =>
        Given()
            .When(new FindHazard(Community, Bricks with { Danger = true }, HazardGuard.Watch, Night, GridChief, Night))
            .Then<HazardFound>(e => e.Due.ShouldBe(After(120)));

    [Fact]
    public void An_owner_who_refuses_gives_the_cause_and_only_the_street_decides() =>
        Given(Found, Assigned)
            .When(new ReturnHazard(Hidden("不是我们的墙"), Secretary, Noon))
            .Then<HazardReturned>(e => e.Due.ShouldBe(Noon.AddHours(72)))
            .When(new AssignHazard(Housing, Today.AddDays(9), Secretary, Noon))
            .Refused(HazardCase.StreetDecides)
            .When(new AssignHazard(Housing, Today.AddDays(9), StreetOfficer, Noon))
            .Then<HazardAssigned>(e => e.By.ShouldBe(StreetOfficer));

    [Fact]
    public void Of_a_returned_one_the_first_lateness_is_the_streets() =>
        Given(Found, Assigned, new HazardReturned(Hidden("不归我管"), Noon.AddHours(72), Secretary, Noon))
            .When(new Remind(Noon.AddHours(72)))
            .Then(new HazardLate(2, null, Noon.AddHours(72)));

    [Fact]
    public void What_is_not_good_yet_gets_a_new_day_and_a_closed_one_can_be_opened_again() =>
        Given(Found, Assigned, Mended)
            .When(new CheckHazard(false, Today.AddDays(7), Hidden("还在掉"), GridChief, Noon))
            .Then(new HazardNotMended(Hidden("还在掉"), Today.AddDays(7), Midnight(8), GridChief, Noon))
            .When(new MendHazard(null, Secretary, Noon))
            .Then(Mended)
            .When(new CheckHazard(true, null, null, GridChief, Noon))
            .Then<HazardClosed>(_ => { })
            .When(new ReopenHazard(Hidden("又掉了"), GridChief, Noon))
            .Then<HazardReopened>(e => e.Due.ShouldBe(Noon.AddHours(72)))
            .Now<HazardCase>(hazard => (hazard.Stage, hazard.Owner).ShouldBe((HazardStage.Found, null)));

    [Fact]
    public void A_major_one_is_checked_by_the_committee_and_closed_by_the_street() =>
        Given(Found with { Facts = Bricks with { Level = HazardLevel.Major } }, Assigned, Mended)
            .When(new CheckHazard(true, null, null, Secretary, Noon))
            .Then<HazardChecked>(_ => { })
            .When(new CloseHazard(null, Secretary, Noon))
            .Refused(HazardCase.StreetCloses)
            .When(new CloseHazard(Hidden("看过了"), StreetOfficer, Noon))
            .Then(new HazardClosed(Hidden("看过了"), StreetOfficer, Noon));

    [Fact]
    public void A_report_without_an_account_waits_for_the_committee_and_counts_only_then() =>
        Given()
            .When(new ReportHazard(Community, Id<LinkId>(1), Bricks, Night))
            .Then(Report)
            .Now<HazardCase>(hazard => hazard.Counts.ShouldBeFalse())
            .When(new AssignHazard(Housing, Today, Secretary, Night))
            .Refused(HazardCase.NotNow)
            .When(new TakeHazard(Bricks with { Level = HazardLevel.General }, Secretary, Night))
            .Then<HazardTaken>(e => e.Facts.Level.ShouldBe(HazardLevel.General))
            .Now<HazardCase>(hazard => hazard.Counts.ShouldBeTrue());

    [Fact]
    public void Forty_reports_of_one_thing_are_one_hazard_and_the_words_of_twenty_are_kept()
    {
        var story = Given();
        for (var i = 0; i < 40; i++)
            story.When(new ReportHazard(Community, Id<LinkId>(1), Bricks, After(i)));
        story
            .Now<HazardCase>(hazard => (hazard.Stage, hazard.Reports).ShouldBe((HazardStage.Reported, 40)))
            .Then(new HazardReportedAgain(false, null, After(39)));
    }

    [Fact]
    public void One_of_many_who_says_that_it_is_a_danger_now_makes_it_one() =>
        Given(Report, new HazardReportedAgain(true, Hidden("掉下来了"), After(1)))
            .Now<HazardCase>(hazard => hazard.Facts!.Danger.ShouldBeTrue());

    [Fact]
    public void A_row_of_a_file_becomes_a_hazard_with_the_first_act_on_it()
    {
        var row = new Hazard(Id<HazardId>(4), "外墙脱落", "较大", "外墙（示例）", There, 30, null, new DateOnly(2024, 3, 13), "整改中");
        var file = new FileRow(row, Community, "facade", HazardLevel.Larger);
        Given()
            .When(new AssignHazard(Housing, Today.AddDays(5), Secretary, Noon) { File = file })
            .Then<HazardTakenOver, HazardAssigned>(
                (taken, assigned) => (taken.Row, taken.Kind, assigned.Due).ShouldBe((row, "facade", Midnight(6)))
            )
            .Now<HazardCase>(hazard => (hazard.Stage, hazard.FoundAt).ShouldBe((HazardStage.Assigned, Shanghai.At(new(2024, 3, 13), 0))));
    }

    [Fact]
    public void A_danger_becomes_an_incident_once_also_from_a_report_that_nobody_has_looked_at() =>
        Given(Report)
            .When(new RaiseHazard(Id<IncidentId>(1), Secretary, Night))
            .Then<HazardTaken, HazardRaised>((_, raised) => raised.Incident.ShouldBe(Id<IncidentId>(1)))
            .When(new RaiseHazard(Id<IncidentId>(2), GridChief, Night))
            .Refused(HazardCase.Raised);

    [Fact]
    public void What_comes_again_and_again_is_put_to_the_street_once_with_the_others_as_evidence() =>
        Given(Found)
            .When(new ProposeHazard([Id<HazardId>(2), Id<HazardId>(3)], Hidden("换一面墙"), Secretary, Night))
            .Then(new HazardProposed([Id<HazardId>(2), Id<HazardId>(3)], Hidden("换一面墙"), Secretary, Night))
            .When(new ProposeHazard([Id<HazardId>(2)], null, Secretary, Night))
            .Nothing()
            .When(new AnswerProposal(true, Hidden("列入明年"), StreetOfficer, Noon))
            .Then(new HazardProposalAnswered(true, Hidden("列入明年"), StreetOfficer, Noon));
}
