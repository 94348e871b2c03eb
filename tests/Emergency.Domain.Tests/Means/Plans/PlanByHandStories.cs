using Emergency.Domain.Plans;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Plans;

public sealed class PlanByHandStories
{
    private static readonly Step Called = new("called", TaskClass.Life, ["值班"], "问清有没有拨119", 60, [], 0);
    private static readonly Card Fire = new("fire", "fire", "火灾", [Called]),
        Slower = Fire with { Steps = [Called with { AllowSeconds = 120 }] },
        Heat = new("heat", "weather", "高温", [Called with { Id = "list" }]);
    private static readonly PlanText Text = new("2026-1", "预案（示例）", [Fire]);
    private static readonly Event[] InForce =
    [
        new PlanDrafted(Text, null, Secretary, Night),
        new PlanSubmitted(Secretary, After(1)),
        new PlanApproved(StreetOfficer, After(2)),
    ];

    private static Story Given(params IEnumerable<Event> events) => Story.Of(Noun.Plan).Given(events);

    private static SaveCard Save(Card card, Card? seen, double minute = 5) => new(card, seen, "预案（示例）", Secretary, After(minute));

    [Fact]
    public void The_first_card_begins_a_plan() =>
        Given()
            .When(Save(Fire, null))
            .Then(new PlanDrafted(new("2026-1", "预案（示例）", []), null, Secretary, After(5)), new CardSaved(Fire, Secretary, After(5)))
            .When(Save(Fire, null, 6))
            .Nothing();

    [Fact]
    public void Who_writes_first_takes_what_is_in_force_as_the_next_version_and_that_stays_in_force() =>
        Given(InForce)
            .When(Save(Slower, Fire))
            .Then(new PlanDrafted(Text with { Version = "2026-2" }, null, Secretary, After(5)), new CardSaved(Slower, Secretary, After(5)))
            .When(Save(Heat, null, 6))
            .Then(new CardSaved(Heat, Secretary, After(6)))
            .Now<Plan>(p => (p.InForce, p.Draft).ShouldBe((Text, new("2026-2", Text.Title, [Slower, Heat]))));

    [Fact]
    public void Of_two_who_write_on_one_card_the_second_sees_that_it_changed_and_other_cards_are_nobody_elses() =>
        Given(InForce)
            .When(Save(Slower, Fire))
            .When(Save(Fire with { Title = "楼里起火" }, Fire, 6))
            .Refused(Plan.ChangedMeanwhile, "fire")
            .When(Save(Fire with { Title = "楼里起火" }, Slower, 7))
            .Then(new CardSaved(Fire with { Title = "楼里起火" }, Secretary, After(7)))
            .When(new RemoveCard(Slower, "", Secretary, After(8)))
            .Refused(Plan.ChangedMeanwhile)
            .When(Save(Heat, null, 9))
            .Then(new CardSaved(Heat, Secretary, After(9)))
            .When(new RemoveCard(Heat, "", Secretary, After(10)))
            .Then(new CardRemoved("heat", Secretary, After(10)))
            .When(new RemoveCard(Heat, "", Secretary, After(11)))
            .Nothing();

    [Fact]
    public void What_lies_with_the_street_is_taken_back_before_it_is_written_on() =>
        Given([.. InForce, new CardSaved(Slower, Secretary, After(4))])
            .When(Save(Slower, Fire))
            .When(new SubmitPlan(Secretary, After(6)))
            .When(Save(Heat, null, 7))
            .Refused(Plan.InReview)
            .When(new DiscardDraft(Secretary, After(7)))
            .Refused(Plan.InReview)
            .When(new WithdrawPlan(Secretary, After(8)))
            .Then(new PlanWithdrawn(Secretary, After(8)))
            .When(new WithdrawPlan(Secretary, After(9)))
            .Nothing()
            .When(Save(Heat, null, 10))
            .Then(new CardSaved(Heat, Secretary, After(10)))
            .When(new DiscardDraft(Secretary, After(11)))
            .Then(new DraftDiscarded(Secretary, After(11)))
            .Now<Plan>(p => (p.Draft, p.DraftStage, p.InForce).ShouldBe((null, PlanStage.None, Text)));

    [Fact]
    public void Only_the_submission_that_was_read_is_approved_or_returned() =>
        Given(InForce)
            .When(Save(Slower, Fire))
            .When(new SubmitPlan(Secretary, After(6)))
            .When(new WithdrawPlan(Secretary, After(7)))
            .When(Save(Heat, null, 8))
            .When(new SubmitPlan(Secretary, After(9)))
            .When(new ApprovePlan(StreetOfficer, After(10), 2))
            .Refused(Plan.SubmittedAgain)
            .When(new ReturnPlan(Hidden("缺电话"), StreetOfficer, After(10), null, 2))
            .Refused(Plan.SubmittedAgain)
            .When(new ReturnPlan(Hidden("缺电话"), StreetOfficer, After(10), [new("fire", "called", Hidden("谁打？"))], 3))
            .Then(new PlanReturned(Hidden("缺电话"), StreetOfficer, After(10), [new("fire", "called", Hidden("谁打？"))]))
            .When(new SubmitPlan(Secretary, After(11)))
            .When(new ApprovePlan(StreetOfficer, After(12), 4))
            .Then(new PlanApproved(StreetOfficer, After(12)));

    [Fact]
    public void Headings_are_written_one_by_one_and_an_empty_one_goes() =>
        Given(InForce)
            .When(new SaveHeading(new("c-risks", "两处陡坡"), null, "", Secretary, After(5)))
            .Then<PlanDrafted, HeadingSaved>((_, saved) => saved.Heading.Text.ShouldBe("两处陡坡"))
            .When(new SaveHeading(new("c-risks", "一处陡坡"), "", "", Secretary, After(6)))
            .Refused(Plan.ChangedMeanwhile)
            .When(new SaveHeading(new("c-risks", ""), "两处陡坡", "", Secretary, After(7)))
            .Then(new HeadingSaved(new("c-risks", ""), Secretary, After(7)))
            .Now<Plan>(p => p.Draft!.Headings.ShouldBeNull());

    [Fact]
    public void A_draft_that_somebody_has_written_on_does_not_go_with_its_file() =>
        Given(new PlanDrafted(Text, Id<ImportId>(1), Secretary, Night), new CardSaved(Slower, Secretary, After(1)))
            .When(new UndoPlanImport(Id<ImportId>(1), After(2)))
            .Nothing();

    [Fact]
    public void A_reason_that_comes_up_after_the_draft_was_handed_in_outlives_its_approval() =>
        Given(InForce)
            .When(new MarkPlanDue("drill", After(3), "夜间演练"))
            .Then(new PlanMarkedDue("drill", After(3), "夜间演练"))
            .When(new MarkPlanDue("drill", After(4), "夜间演练"))
            .Nothing()
            .When(new MarkPlanDue("drill", After(4), "汛前演练"))
            .Now<Plan>(p => (p.DueFor, p.Reasons.Count).ShouldBe((["drill"], 2)))
            .When(Save(Slower, Fire))
            .When(new SubmitPlan(Secretary, After(6)))
            .When(new MarkPlanDue("contacts", After(7), "网格长"))
            .When(new ApprovePlan(StreetOfficer, After(8)))
            .Now<Plan>(p => (p.DueFor, p.Reasons).ShouldBe((["contacts"], [new("contacts", "网格长", After(7))])));

    [Theory]
    [InlineData(null, 2026, "2026-1")]
    [InlineData("2026-1", 2026, "2026-2")]
    [InlineData("2026-9", 2027, "2027-1")]
    [InlineData("第三版", 2026, "2026-1")]
    public void The_next_version_is_the_next_of_its_year(string? version, int year, string next) =>
        Plan.NextVersion(version, year).ShouldBe(next);
}
