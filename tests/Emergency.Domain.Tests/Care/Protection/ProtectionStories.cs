using Emergency.Domain.Protection;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Protection;

public sealed class ProtectionStories
{
    private static readonly PersonId Child = Id<PersonId>(9);
    private static readonly By Director = new(new("director"), Role.ChildDirector, Id<MemberId>(7)),
        There = new(new("there"), Role.ChildDirector, Id<MemberId>(8)),
        Supervisor = new(new("supervisor"), Role.ChildSupervisor);

    private static DateOnly Day(int after) => Today.AddDays(after);

    private static DateTimeOffset Morning(int after) => Shanghai.At(Day(after), 8);

    private static DateTimeOffset Noon(int after) => Shanghai.At(Day(after), 12);

    private static readonly OwedStep Assess = new(ProtectionStep.Assess, 0, Day(3)),
        Plan = new(ProtectionStep.Plan, 0, Day(7)),
        Look = new(ProtectionStep.FollowUp, 0, Day(3));
    private static readonly OpenProtection Open = new(Child, Community, ProtectionSource.Hand, null, Hidden("没人管"), 3, Director, Night);
    private static readonly ProtectionOpened Opened = new(
        Child,
        Community,
        ProtectionSource.Hand,
        null,
        Open.Told,
        [Assess],
        Morning(3),
        Director,
        Night
    );
    private static readonly ProtectionAssessed Assessed = new("high", Hidden("伤"), [Look, Plan], Morning(3), Director, Night);
    private static readonly AskClosing Ask = new("safe", Hidden("好了"), 3, Director, Noon(1));

    private static Story Given(params ProtectionEvent[] events) => Story.Of(Noun.Protection).Given(events);

    private static OpenProtection Reported(string cause) =>
        Open with
        {
            Source = ProtectionSource.Report,
            Cause = cause,
            Told = null,
            Days = 1,
        };

    [Fact]
    public void A_case_is_opened_assessed_planned_and_what_is_owed_follows_from_the_risk() =>
        Given()
            .When(Open)
            .Then(Opened)
            .When(new AssessProtection("high", 3, 7, Hidden("伤"), Director, Night))
            .Then(Assessed)
            .When(
                new PlanProtection(
                    Hidden("安全"),
                    [new("counselling", Hidden("心理老师"), Day(20)), new("legal", Hidden("法援"), Day(2))],
                    Director,
                    Noon(1)
                )
            )
            .Then<ProtectionPlanned>(e =>
            {
                e.Services.Select(one => one.No).ShouldBe([1, 2]);
                e.Owed.ShouldBe([Look, new(ProtectionStep.Service, 1, Day(20)), new(ProtectionStep.Service, 2, Day(2))]);
                e.Due.ShouldBe(Morning(2));
            })
            .When(new SettleService(2, true, null, Director, Noon(2)))
            .Then<ServiceSettled>(e => e.Due.ShouldBe(Morning(3)))
            .When(new SettleService(2, true, null, Director, Noon(2)))
            .Nothing()
            .When(new FollowUp(FollowUpMeans.Door, Hidden("见到"), Noon(2), Day(9), Director, Noon(2)))
            .Then<ProtectionFollowedUp>(e => e.Owed.ShouldContain(new OwedStep(ProtectionStep.FollowUp, 0, Day(9))));

    [Fact]
    public void What_nobody_does_is_told_who_has_it_then_the_supervisor_then_civil_affairs() =>
        Given(Opened)
            .When(new Remind(Morning(3)))
            .Then(new ProtectionLate(ProtectionStep.Assess, 0, 1, [Assess with { Level = 1 }], Morning(6), Morning(3)))
            .When(new Remind(Morning(6)))
            .Then(new ProtectionLate(ProtectionStep.Assess, 0, 2, [Assess with { Level = 2 }], Morning(10), Morning(6)))
            .When(new Remind(Morning(10)))
            .Then(new ProtectionLate(ProtectionStep.Assess, 0, 3, [Assess with { Level = 3 }], null, Morning(10)))
            .When(new Remind(Morning(40)))
            .Nothing();

    [Fact]
    public void A_child_has_one_case_and_what_is_reported_meanwhile_is_noted_once_and_looked_at_soon() =>
        Given(Opened, Assessed)
            .When(Open)
            .Refused(ProtectionCase.AlreadyOpen)
            .When(Reported("report-1"))
            .Then<ProtectionSignNoted>(e => e.Owed.ShouldBe([Plan, new(ProtectionStep.FollowUp, 0, Day(1))]))
            .When(Reported("report-1"))
            .Nothing();

    [Fact]
    public void Nobody_closes_a_case_alone_and_a_refusal_leaves_it_open() =>
        Given(Opened, Assessed)
            .When(Ask)
            .Then<ClosingAsked>(e => e.Owed.ShouldContain(new OwedStep(ProtectionStep.Closing, 0, Day(4))))
            .When(new ApproveClosing(Director, Noon(2)))
            .Refused(ProtectionCase.OwnRequest)
            .When(new RefuseClosing(Hidden("再看一个月"), Supervisor, Noon(2)))
            .Then<ClosingRefused>(e => e.Owed.ShouldBe([Look, Plan]))
            .When(Ask)
            .Then<ClosingAsked>(_ => { })
            .When(new ApproveClosing(Supervisor, Noon(3)))
            .Then(new ProtectionClosed("safe", Supervisor, Noon(3)))
            .When(new Remind(Morning(90)))
            .Nothing();

    [Fact]
    public void A_closed_case_is_reopened_with_a_reason_by_hand_and_at_once_by_a_report() =>
        Given(
                Opened,
                Assessed,
                new ClosingAsked("safe", Hidden("好"), [], null, Director, Night),
                new ProtectionClosed("safe", Supervisor, Night)
            )
            .When(Open)
            .Refused(ProtectionCase.ClosedBefore)
            .When(new ReopenProtection(Hidden("又来了"), 3, Supervisor, Noon(30)))
            .Then<ProtectionReopened>(e => e.Owed.ShouldBe([new(ProtectionStep.Assess, 0, Day(33))]))
            .When(new ReopenProtection(Hidden("又来了"), 3, Supervisor, Noon(30)))
            .Refused(ProtectionCase.StillOpen);

    [Fact]
    public void A_report_of_a_child_whose_case_is_closed_opens_it_at_once() =>
        Given(Opened, new ProtectionClosed("safe", Supervisor, Night))
            .When(Reported("report-1") with { At = Noon(5) })
            .Then<ProtectionReopened>(e => (e.Source, e.Due).ShouldBe((ProtectionSource.Report, Morning(6))));

    [Fact]
    public void Until_the_other_committee_has_accepted_the_giver_is_responsible() =>
        Given(Opened, Assessed, new ProtectionAssigned(Id<MemberId>(7), Supervisor, Night))
            .When(new OfferTransfer(Neighbours, Hidden("搬家"), 3, Director, Noon(1)))
            .Then<TransferOffered>(e => e.Owed.ShouldContain(new OwedStep(ProtectionStep.Transfer, 0, Day(4))))
            .When(new AcceptTransfer(Community, Director, Noon(1)))
            .Refused(ProtectionCase.NotOffered)
            .When(Ask)
            .Refused(ProtectionCase.Waiting)
            .When(new RefuseTransfer(Hidden("不住这"), There, Noon(2)))
            .Then<TransferRefused>(e => e.Owed.ShouldBe([Look, Plan]))
            .When(new OfferTransfer(Neighbours, Hidden("搬家"), 3, Director, Noon(3)))
            .Then<TransferOffered>(_ => { })
            .When(new AcceptTransfer(Neighbours, There, Noon(4)))
            .Then(new TransferAccepted(Neighbours, [Look, Plan], Morning(3), There, Noon(4)))
            .When(new AcceptTransfer(Neighbours, There, Noon(4)))
            .Refused(ProtectionCase.NotOffered);

    [Fact]
    public void A_referral_waits_for_its_answer() =>
        Given(Opened)
            .When(new ReferProtection("hospital", Hidden("看伤"), 2, Director, Noon(0)))
            .Then<ProtectionReferred>(e => (e.No, e.Owed.Count).ShouldBe((1, 2)))
            .When(new AnswerReferral(1, true, Hidden("已接诊"), Director, Noon(1)))
            .Then<ReferralAnswered>(e => e.Owed.ShouldBe([Assess]));

    [Fact]
    public void A_follow_up_that_is_told_late_of_before_the_last_moves_nothing() =>
        Given(Opened, Assessed)
            .When(new FollowUp(FollowUpMeans.Door, Hidden("见到"), Noon(3), Day(9), Director, Noon(3)))
            .Then<ProtectionFollowedUp>(_ => { })
            .When(new FollowUp(FollowUpMeans.Phone, Hidden("早先"), Noon(1), Day(4), Director, Noon(4)))
            .Then<ProtectionFollowedUp>(e => e.Owed.ShouldContain(new OwedStep(ProtectionStep.FollowUp, 0, Day(9))));

    [Fact]
    public void A_follow_up_of_the_same_day_that_is_told_late_moves_nothing_either() =>
        Given(Opened, Assessed)
            .When(new FollowUp(FollowUpMeans.Door, Hidden("见到"), Noon(3), Day(4), Director, Noon(3)))
            .Then<ProtectionFollowedUp>(_ => { })
            .When(new FollowUp(FollowUpMeans.Phone, Hidden("早先"), Morning(3), Day(20), Director, Noon(3).AddHours(4)))
            .Then<ProtectionFollowedUp>(e => e.Owed.ShouldContain(new OwedStep(ProtectionStep.FollowUp, 0, Day(4))))
            .Now<ProtectionCase>(one => one.FollowedAt.ShouldBe(Noon(3)));

    [Fact]
    public void Who_reads_a_case_all_day_stands_there_once() =>
        Given(Opened)
            .When(new ReadProtection(Supervisor, Noon(1)))
            .Then(new ProtectionRead(Supervisor, Noon(1)))
            .When(new ReadProtection(Supervisor, Noon(1).AddHours(1)))
            .Nothing()
            .When(new ReadProtection(Supervisor, Noon(2)))
            .Then(new ProtectionRead(Supervisor, Noon(2)));

    [Fact]
    public void Of_who_was_erased_nothing_is_owed_and_nothing_begins_again() =>
        Given(Opened)
            .When(new EraseProtection(Noon(1)))
            .Then(new ProtectionErased(Noon(1)))
            .When(Reported("report-1"))
            .Refused(ProtectionCase.Over);
}
