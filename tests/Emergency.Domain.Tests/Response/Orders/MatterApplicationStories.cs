using Emergency.Domain.Orders;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Orders;

public sealed class MatterApplicationStories
{
    private static readonly By Department = new(new("department"), Role.Department);
    private static readonly MatterApplicationId First = Id<MatterApplicationId>(1),
        Second = Id<MatterApplicationId>(2);
    internal static readonly MatterWish Wish = new(
        ListKind.Assist,
        new("census", "人口普查协助"),
        "统计局",
        "示统〔2026〕1号",
        "每户 2 元",
        "两名协管员",
        Today,
        Today.AddDays(30)
    );
    private static readonly MatterApplied Applied = new(First, Wish, Department, Night);
    private static readonly MatterApproved Approved = new(First, DutyOfficer, After(1));
    private static readonly ListRecorded Recorded = new(
        new("admission", ListKind.Admission, "1", Today, false, ["信阳 34"], [new("flu", "流感登记")]),
        DutyOfficer,
        Night
    );

    private static Story Given(params MatterListsEvent[] events) => Story.Of(Noun.Lists).Given(events);

    [Fact]
    public void A_second_person_approves_and_an_assist_matter_still_needs_its_entrustment() =>
        Given(Applied)
            .When(new ApproveMatter(First, Department, After(1)))
            .Refused(MatterLists.SamePerson)
            .Now<MatterLists>(lists => lists.Check("census", true, Today).Kind.ShouldBe(StandingKind.NoList))
            .When(new ApproveMatter(First, DutyOfficer, After(1)))
            .Then(Approved)
            .Now<MatterLists>(lists =>
            {
                lists.Check("census", false, Today).Kind.ShouldBe(StandingKind.Unentrusted);
                lists.Check("census", true, Today).Kind.ShouldBe(StandingKind.Listed);
                lists.Check("another", true, Today).Kind.ShouldBe(StandingKind.Unlisted);
            });

    [Fact]
    public void What_ended_yesterday_is_on_no_list() =>
        Given(Recorded, Applied, Approved)
            .Now<MatterLists>(lists =>
            {
                lists.Check("census", true, Today.AddDays(30)).Kind.ShouldBe(StandingKind.Listed);
                lists.Check("census", true, Today.AddDays(31)).Kind.ShouldBe(StandingKind.Unlisted);
            });

    [Fact]
    public void Of_two_applications_for_one_matter_the_second_is_refused() =>
        Given(Applied)
            .When(new ApplyMatter(Second, Wish with { Document = "示统〔2026〕2号" }, StreetOfficer, After(1)))
            .Refused(MatterLists.AlreadyApplied, "人口普查协助")
            .When(new ApproveMatter(First, DutyOfficer, After(1)))
            .When(new ApplyMatter(Second, Wish, StreetOfficer, After(2)))
            .Refused(MatterLists.AlreadyHolds)
            .When(new ApplyMatter(Second, Wish with { From = Today.AddDays(31), Until = Today.AddDays(60) }, Department, After(2)))
            .Then<MatterApplied>(_ => { });

    [Fact]
    public void What_was_stopped_holds_no_more_from_that_day_on_and_says_why() =>
        Given(Recorded, Applied, Approved)
            .When(new StopMatter(First, Hidden("没有经费"), DutyOfficer, After(2)))
            .Then(new MatterStopped(First, Today, Hidden("没有经费"), DutyOfficer, After(2)))
            .Now<MatterLists>(lists => lists.Check("census", true, Today).Kind.ShouldBe(StandingKind.Unlisted));

    [Fact]
    public void A_matter_that_is_taken_off_the_loaded_list_counts_no_more() =>
        Given(Recorded)
            .When(new TakeMatterOff(ListKind.Admission, "flu", DutyOfficer, Night))
            .Then(new MatterTakenOff(ListKind.Admission, "flu", Today, DutyOfficer, Night))
            .Now<MatterLists>(lists => lists.Check("flu", false, Today).Kind.ShouldBe(StandingKind.Unlisted));

    [Fact]
    public void The_yearly_look_is_kept_once_for_the_year_in_which_it_is_told()
    {
        var nextYear = Night.AddYears(1);
        Given()
            .When(new AdjustLists("示府〔2026〕1号", DutyOfficer, Night))
            .Then(new ListsAdjusted(2026, "示府〔2026〕1号", DutyOfficer, Night))
            .When(new AdjustLists("示府〔2026〕1号", DutyOfficer, After(24 * 60)))
            .Nothing()
            .When(new AdjustLists("示府〔2027〕1号", DutyOfficer, nextYear))
            .Then(new ListsAdjusted(2027, "示府〔2027〕1号", DutyOfficer, nextYear))
            .Now<MatterLists>(lists => lists.Adjustments.Keys.ShouldBe([2026, 2027]));
    }

    internal static readonly IReadOnlyList<(Code Code, Noun Noun, Event[] Given, Command When)> Refusals =
    [
        (MatterLists.UnknownApplication, Noun.Lists, [], new ApproveMatter(First, DutyOfficer, Night)),
        (MatterLists.AlreadyApplied, Noun.Lists, [Applied], new ApplyMatter(Second, Wish, Department, Night)),
        (MatterLists.AlreadyHolds, Noun.Lists, [Applied, Approved], new ApplyMatter(Second, Wish, Department, Night)),
        (MatterLists.BadTerm, Noun.Lists, [], new ApplyMatter(First, Wish with { Until = Today.AddDays(-1) }, Department, Night)),
        (MatterLists.NeedsMoney, Noun.Lists, [], new ApplyMatter(First, Wish with { Money = null }, Department, Night)),
        (MatterLists.SamePerson, Noun.Lists, [Applied], new ApproveMatter(First, Department, Night)),
        (MatterLists.Decided, Noun.Lists, [Applied, Approved], new RefuseMatter(First, Hidden("不行"), DutyOfficer, Night)),
        (MatterLists.NotListed, Noun.Lists, [], new TakeMatterOff(ListKind.Admission, "flu", DutyOfficer, Night)),
    ];
}
