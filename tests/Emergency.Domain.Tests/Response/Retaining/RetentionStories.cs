using Emergency.Domain.Retaining;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Retaining;

/// <summary>A year after a fire somebody is asked whether the callers' data is kept or deleted.</summary>
public sealed class RetentionStories
{
    private static readonly KeptData Callers = new(KeptClass.Callers, Community, "00000001-0000-0000-0000-000000000000");
    private static readonly By Auditor = new(new("auditor"), Role.Auditor);
    private static readonly DataKept Kept = new(Callers, Today.AddDays(30), Hidden("还在复核"), StreetOfficer, Night);
    private static readonly DataArchived Archived = new(Callers, Hidden("市里要留档"), StreetOfficer, After(9));
    private static readonly DataHeld Held = new(Callers, Today.AddDays(90), Hidden("事故调查"), Auditor, Night);

    private static Story Given(params RetentionEvent[] events) => Story.Of(Noun.Retention).Given(events);

    [Fact]
    public void What_is_kept_until_a_day_is_asked_about_again_on_the_day_after() =>
        Given()
            .When(new KeepData(Callers, Today.AddDays(30), Hidden("还在复核"), StreetOfficer, Night))
            .Then(Kept)
            .Now<Retention>(one =>
                (one.IsSettled(Today), one.IsSettled(Today.AddDays(30)), one.IsSettled(Today.AddDays(31))).ShouldBe((true, true, false))
            );

    [Fact]
    public void Of_what_is_archived_nobody_is_asked_any_more() =>
        Given(Kept)
            .When(new ArchiveData(Callers, Hidden("市里要留档"), StreetOfficer, After(9)))
            .Then(Archived)
            .Now<Retention>(one => one.IsSettled(Today.AddYears(20)).ShouldBeTrue())
            .When(new ArchiveData(Callers, Hidden("再说一次"), StreetOfficer, After(10)))
            .Nothing();

    [Fact]
    public void A_hold_stands_to_the_end_of_its_last_day_or_until_somebody_lifts_it() =>
        Given()
            .When(new HoldData(Callers, Today.AddDays(90), Hidden("事故调查"), Auditor, Night))
            .Then(Held)
            .Now<Retention>(one =>
                (one.IsHeld(Today.AddDays(90)), one.IsHeld(Today.AddDays(91)), one.IsSettled(Today)).ShouldBe((true, false, false))
            )
            .When(new FreeData(Callers, StreetOfficer, After(5)))
            .Then(new DataFreed(Callers, StreetOfficer, After(5)))
            .Now<Retention>(one => one.IsHeld(Today).ShouldBeFalse())
            .When(new FreeData(Callers, StreetOfficer, After(6)))
            .Nothing();

    [Fact]
    public void A_hold_and_a_decision_do_not_touch_each_other() =>
        Given(Kept, Held)
            .Now<Retention>(one => (one.IsSettled(Today), one.IsHeld(Today)).ShouldBe((true, true)))
            .When(new FreeData(Callers, StreetOfficer, After(5)))
            .Now<Retention>(one => (one.IsSettled(Today), one.IsHeld(Today)).ShouldBe((true, false)));
}
