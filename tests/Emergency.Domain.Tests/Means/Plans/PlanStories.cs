using Emergency.Domain.Plans;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Plans;

public sealed class PlanStories
{
    private static readonly ImportId First = Id<ImportId>(1),
        Second = Id<ImportId>(2);
    private static readonly Step Called = new("called", TaskClass.Life, ["值班"], "确认已拨119", 60, []);
    private static readonly PlanText Text =
            new("2026-1", "突发事件应急预案（示例）", [new("old-block-fire", "fire", "老旧小区火灾", [Called])]),
        Newer = Text with { Version = "2026-2" };
    private static readonly PlanDrafted Drafted = new(Text, First, Secretary, Night);
    private static readonly PlanSubmitted Submitted = new(Secretary, After(1));
    private static readonly PlanApproved Approved = new(StreetOfficer, After(2));

    private static Story Given(params PlanEvent[] events) => Story.Of(Noun.Plan).Given(events);

    [Fact]
    public void A_plan_is_drafted_submitted_approved_filed_and_evaluated() =>
        Given()
            .When(new DraftPlan(Text, First, Secretary, Night))
            .Then(Drafted)
            .When(new SubmitPlan(Secretary, After(1)))
            .Then(Submitted)
            .When(new ApprovePlan(StreetOfficer, After(2)))
            .Then(Approved)
            .When(new FilePlan("备-7", StreetOfficer, After(3)))
            .Then(new PlanFiled("备-7", StreetOfficer, After(3)))
            .When(new FilePlan("备-7", StreetOfficer, After(4)))
            .Nothing()
            .When(new EvaluatePlan(StreetOfficer, After(5)))
            .Then(new PlanEvaluated(StreetOfficer, After(5)))
            .Now<Plan>(p => (p.InForce, p.Draft, p.Filed, p.ApprovedAt, p.EvaluatedAt).ShouldBe((Text, null, true, After(2), After(5))));

    [Fact]
    public void Only_what_was_submitted_is_approved_or_returned()
    {
        Given()
            .When(new SubmitPlan(Secretary, Night))
            .Refused(Plan.NoDraft)
            .When(new ApprovePlan(StreetOfficer, Night))
            .Refused(Plan.NoDraft)
            .When(new ReturnPlan(Hidden("缺电话"), StreetOfficer, Night))
            .Refused(Plan.NoDraft);
        Given(Drafted)
            .When(new ApprovePlan(StreetOfficer, After(2)))
            .Refused(Plan.NotSubmitted)
            .When(new ReturnPlan(Hidden("缺电话"), StreetOfficer, After(2)))
            .Refused(Plan.NotSubmitted);
        Given(Drafted, Submitted)
            .When(new SubmitPlan(Secretary, After(2)))
            .Nothing()
            .When(new ReturnPlan(Hidden("缺电话"), StreetOfficer, After(3)))
            .Then(new PlanReturned(Hidden("缺电话"), StreetOfficer, After(3)))
            .Now<Plan>(p => (p.Draft, p.DraftStage).ShouldBe((Text, PlanStage.Draft)));
    }

    [Fact]
    public void The_approved_plan_stays_in_force_while_the_next_is_drafted() =>
        Given(Drafted, Submitted, Approved)
            .When(new DraftPlan(Text, Second, Secretary, After(8)))
            .Nothing()
            .When(new DraftPlan(Newer, null, Secretary, After(9)))
            .Then(new PlanDrafted(Newer, null, Secretary, After(9)))
            .Now<Plan>(p => (p.InForce, p.Draft).ShouldBe((Text, Newer)));

    [Fact]
    public void Approving_the_next_clears_what_it_was_due_for() =>
        Given(Drafted, Submitted, Approved, new PlanFiled("备-7", StreetOfficer, After(3)))
            .When(new MarkPlanDue("drill", After(4)))
            .Then(new PlanMarkedDue("drill", After(4)))
            .When(new MarkPlanDue("drill", After(5)))
            .Nothing()
            .When(new MarkPlanDue("law", After(5)))
            .Now<Plan>(p => p.DueFor.ShouldBe(["drill", "law"]))
            .When(new DraftPlan(Newer, null, Secretary, After(9)))
            .When(new SubmitPlan(Secretary, After(10)))
            .When(new ApprovePlan(StreetOfficer, After(11)))
            .Now<Plan>(p => (p.InForce, p.DueFor.Count, p.Filed).ShouldBe((Newer, 0, false)));

    [Fact]
    public void What_is_not_in_force_is_neither_filed_nor_evaluated_nor_due() =>
        Given(Drafted)
            .When(new FilePlan("备-7", StreetOfficer, After(3)))
            .Refused(Plan.NothingInForce)
            .When(new EvaluatePlan(StreetOfficer, After(3)))
            .Refused(Plan.NothingInForce)
            .When(new MarkPlanDue("law", After(3)))
            .Refused(Plan.NothingInForce);

    [Fact]
    public void A_draft_goes_with_its_file_and_the_earlier_draft_returns()
    {
        Given(Drafted)
            .When(new UndoPlanImport(First, After(1)))
            .Then(new PlanDraftRemoved(First, After(1)))
            .When(new UndoPlanImport(First, After(2)))
            .Nothing();
        Given(Drafted, new PlanDrafted(Newer, Second, StreetOfficer, After(1)))
            .When(new UndoPlanImport(Second, After(2)))
            .Then(new PlanDrafted(Text, null, Secretary, After(2)))
            .When(new UndoPlanImport(First, After(3)))
            .Then<PlanDraftRemoved>(e => e.Import.ShouldBe(First));
        Given(Drafted, Submitted, Approved).When(new UndoPlanImport(First, After(3))).Nothing();
    }

    [Fact]
    public void Cards_come_from_the_plan_in_force_only()
    {
        var drafted = (Plan)Noun.Plan.Evolve(Plan.None, Drafted);
        drafted.Find("old-block-fire").ShouldBe((null, new Rejection(Plan.NothingInForce, [])));
        var inForce = Plan.Evolve(Plan.Evolve(drafted, Submitted), Approved);
        inForce.Find("old-block-fire").Card.ShouldBe(Text.Cards[0]);
        inForce.Find("flood").ShouldBe((null, new Rejection(Plan.UnknownCard, ["flood"])));
    }
}
