using Emergency.Domain.Accounts;
using Emergency.Domain.Calls;
using Emergency.Domain.Places;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Accounts;

/// <summary>Devices that reach an account, and hours in which a notice that can wait stays quiet.</summary>
public sealed class ReachedStories
{
    private static readonly AccountAdded Added = new(
        Hidden("管理员"),
        "hash",
        [new(Role.Operator, new Scope("411502"))],
        null,
        Operator,
        Night
    );

    private static Story Given(params AccountEvent[] events) => Story.Of(Noun.Account).Given([Added, .. events]);

    private static PushSubscribed On(int device, double minutes = 0) => new(Id(device), new($"sealed {device}"), Operator, After(minutes));

    private static Guid Id(int device) => new(device, 0, 0, new byte[8]);

    [Fact]
    public void A_device_takes_pushes_until_it_is_not_wanted_or_gone_and_said_twice_it_is_nothing_new() =>
        Given()
            .When(new SubscribePush(Id(1), new("sealed 1"), Operator, After(0)))
            .Then(On(1))
            .When(new SubscribePush(Id(1), new("sealed 1"), Operator, After(1)))
            .Nothing()
            .When(new UnsubscribePush(Id(1), PushEnd.Gone, After(2)))
            .Then(new PushUnsubscribed(Id(1), PushEnd.Gone, After(2)))
            .When(new UnsubscribePush(Id(1), PushEnd.Gone, After(3)))
            .Nothing();

    [Fact]
    public void One_device_more_than_there_may_be_takes_the_place_of_the_oldest() =>
        Given([.. Enumerable.Range(1, Account.MostPushes).Select(device => On(device, device))])
            .When(new SubscribePush(Id(99), new("sealed 99"), Operator, After(99)))
            .Then(new PushUnsubscribed(Id(1), PushEnd.Crowded, After(99)), On(99, 99));

    [Fact]
    public void Quiet_hours_are_two_hours_of_a_day_or_none() =>
        Given()
            .When(new SetNotices(new(7, 7, true, true), Operator, Night))
            .Refused(Account.BadQuiet)
            .When(new SetNotices(new(22, null, true, true), Operator, Night))
            .Refused(Account.BadQuiet)
            .When(new SetNotices(new(null, null, false, true), Operator, Night))
            .Then(new NoticesSet(new(null, null, false, true), Operator, Night))
            .When(new SetNotices(new(null, null, false, true), Operator, Night))
            .Nothing();

    [Fact]
    public void What_is_tried_first_is_one_of_what_comes()
    {
        var texts = new Notices(null, null, true, true, true, CallChannel.Sms);
        texts.Order.ShouldBe([CallChannel.Sms, CallChannel.Push, CallChannel.Chat]);
        Notices.Usual.Order.ShouldBe([CallChannel.Push, CallChannel.Chat, CallChannel.Sms]);
        Given()
            .When(new SetNotices(texts with { Sms = false }, Operator, Night))
            .Refused(Account.BadFirst)
            .When(new SetNotices(texts with { First = CallChannel.Voice }, Operator, Night))
            .Refused(Account.BadFirst)
            .When(new SetNotices(texts, Operator, Night))
            .Then(new NoticesSet(texts, Operator, Night));
    }

    [Theory]
    [InlineData(22, 7, 21, false)]
    [InlineData(22, 7, 22, true)]
    [InlineData(22, 7, 3, true)]
    [InlineData(22, 7, 7, false)]
    [InlineData(1, 5, 0, false)]
    [InlineData(1, 5, 4, true)]
    [InlineData(1, 5, 5, false)]
    public void Quiet_lasts_over_midnight(int from, int to, int hour, bool quiet) =>
        new Notices(from, to, true, true).IsQuiet(Shanghai.At(new DateOnly(2026, 11, 25), hour)).ShouldBe(quiet);
}
