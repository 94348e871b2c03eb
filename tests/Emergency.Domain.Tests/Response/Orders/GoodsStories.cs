using Emergency.Domain.Orders;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Orders;

public sealed class GoodsStories
{
    private static readonly IncidentId Fire = Id<IncidentId>(1);
    private static readonly TaskId Gate = Id<TaskId>(2);
    private static readonly RequestGoods Ask = new(Fire, Gate, Community, "雨衣", 2, Night);
    private static readonly GoodsRequested Asked = new(Fire, Gate, Community, "雨衣", 2, After(10), Night);
    private static readonly GoodsGrant Two = new(2, Neighbours, null, After(20));

    private static Story Given(params GoodsRequestEvent[] events) => Story.Of(Noun.Goods).Given(events);

    [Fact]
    public void The_street_says_how_many_come_from_where_and_when() =>
        Given()
            .When(Ask)
            .Then(Asked)
            .When(new GrantGoods(Two with { Quantity = 3 }, StreetOfficer, After(1)))
            .Refused(GoodsRequest.BadQuantity, "2")
            .When(new GrantGoods(Two with { Quantity = 0 }, StreetOfficer, After(1)))
            .Refused(GoodsRequest.BadQuantity)
            .When(new GrantGoods(Two, StreetOfficer, After(1)))
            .Then(new GoodsGranted(Fire, Gate, Two, StreetOfficer, After(1)))
            .When(new RefuseGoods(Hidden("没有"), StreetOfficer, After(2)))
            .Refused(GoodsRequest.Answered)
            .When(Ask with { Quantity = 5 })
            .Nothing();

    [Fact]
    public void A_refusal_has_its_cause() =>
        Given(Asked)
            .When(new RefuseGoods(Hidden("街道也没有"), StreetOfficer, After(1)))
            .Then(new GoodsRefused(Fire, Gate, Hidden("街道也没有"), StreetOfficer, After(1)))
            .When(new Remind(After(99)))
            .Nothing();

    [Fact]
    public void What_nobody_answers_within_ten_minutes_is_late_once_and_may_still_be_answered() =>
        Given(Asked)
            .When(new Remind(After(9)))
            .Nothing()
            .When(new Remind(After(10)))
            .Then(new GoodsLate(After(10)))
            .When(new Remind(After(30)))
            .Nothing()
            .When(new GrantGoods(Two, StreetOfficer, After(31)))
            .Then<GoodsGranted>(e => e.Grant.ShouldBe(Two));

    [Fact]
    public void The_stock_found_shorter_still_raises_the_same_request() =>
        Given(Asked).When(Ask).Nothing().When(Ask with { Quantity = 4, At = After(1) }).Then<GoodsRequested>(e => e.Quantity.ShouldBe(4));

    [Fact]
    public void A_task_that_has_ended_needs_no_answer() =>
        Given(Asked)
            .When(new WithdrawGoods(After(3)))
            .Then(new GoodsWithdrawn(After(3)))
            .When(new WithdrawGoods(After(4)))
            .Nothing()
            .When(new GrantGoods(Two, StreetOfficer, After(5)))
            .Refused(GoodsRequest.Answered);
}
