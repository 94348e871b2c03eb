using Emergency.Domain.Orders;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Orders;

public sealed class MatterListStories
{
    private static readonly MatterList Admission = new(
        "admission",
        ListKind.Admission,
        "2026-1",
        Today,
        false,
        ["信阳 34", "信阳 44"],
        [new("flu-survey", "流感登记")]
    );
    private static readonly MatterList Assist = new(
        "assist",
        ListKind.Assist,
        "2026-1",
        Today,
        false,
        ["信阳 40"],
        [new("census", "人口普查协助")]
    );
    private static readonly MatterList Negative = new(
        "negative",
        ListKind.Negative,
        "2026-1",
        Today,
        false,
        ["信阳 40", "信阳 45"],
        [new("fee-collection", "代收费用"), new("flu-survey", "流感登记")]
    );
    private static readonly MatterList Draft = new(
        "hubei",
        ListKind.Admission,
        "draft-2024",
        Today,
        true,
        ["湖北 37"],
        [new("pet-census", "宠物登记")]
    );

    private static MatterLists Of(params MatterList[] lists) =>
        lists.Aggregate(MatterLists.None, (state, list) => MatterLists.Evolve(state, new ListRecorded(list, DutyOfficer, Night)));

    [Fact]
    public void A_list_is_replaced_by_its_next_version() =>
        Story
            .Of(Noun.Lists)
            .When(new RecordList(Admission, DutyOfficer, Night))
            .Then(new ListRecorded(Admission, DutyOfficer, Night))
            .When(new RecordList(Admission, DutyOfficer, After(1)))
            .Nothing()
            .When(new RecordList(Admission with { Version = "2026-2", Items = [] }, DutyOfficer, After(2)))
            .Now<MatterLists>(state => state.Check("flu-survey", false, Today).Kind.ShouldBe(StandingKind.Unlisted));

    [Fact]
    public void What_stands_on_the_admission_list_may_be_handed_down_and_what_is_on_no_list_may_not()
    {
        Of(Admission, Assist)
            .Check("flu-survey", false, Today)
            .ShouldBe(new(StandingKind.Listed, "admission", "2026-1", ["信阳 34", "信阳 44"]));
        Of(Admission, Assist)
            .Check("pet-census", false, Today)
            .ShouldBe(new(StandingKind.Unlisted, null, null, ["信阳 34", "信阳 44", "信阳 40"]));
        Of(Admission).Check(null, true, Today).Free.ShouldBeFalse();
    }

    [Fact]
    public void An_assist_item_needs_its_entrustment()
    {
        Of(Assist).Check("census", true, Today).Free.ShouldBeTrue();
        Of(Assist).Check("census", false, Today).Kind.ShouldBe(StandingKind.Unentrusted);
    }

    [Fact]
    public void The_negative_list_speaks_first() =>
        Of(Admission, Negative)
            .Check("flu-survey", true, Today)
            .ShouldBe(new(StandingKind.Negative, "negative", "2026-1", ["信阳 40", "信阳 45"]));

    [Fact]
    public void A_draft_and_a_list_not_yet_in_force_are_not_counted()
    {
        Of(Draft).Check("pet-census", false, Today).Kind.ShouldBe(StandingKind.NoList);
        Of(Admission, Draft).Check("pet-census", false, Today).Kind.ShouldBe(StandingKind.Unlisted);
        Of(Admission with { From = Today.AddDays(1) }).Check("pet-census", false, Today).Free.ShouldBeTrue();
    }
}
