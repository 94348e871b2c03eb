using Emergency.Server.Features.Accounts;
using Emergency.Testing;

namespace Emergency.Server.Tests.Accounts;

public sealed class FairTurnsTests
{
    [Fact]
    public async Task Who_comes_alone_waits_for_one_turn_of_a_crowd_and_not_for_all()
    {
        var turns = new FairTurns(atOnce: 1, waitingEach: 100);
        (await turns.Take("crowd", CancellationToken.None)).ShouldBeTrue();
        var crowd = Enumerable.Range(0, 50).Select(_ => turns.Take("crowd", CancellationToken.None).AsTask()).ToList();
        var alone = turns.Take("alone", CancellationToken.None).AsTask();
        turns.Release();
        (await crowd[0].InTime()).ShouldBeTrue();
        turns.Release();
        (await alone.InTime()).ShouldBeTrue();
        crowd.Count(one => one.IsCompleted).ShouldBe(1);
    }

    [Fact]
    public async Task Too_many_of_one_address_are_turned_away_and_all_others_are_served_once()
    {
        var turns = new FairTurns(atOnce: 2, waitingEach: 3);
        for (var n = 0; n < 2; n++)
            (await turns.Take("a", CancellationToken.None)).ShouldBeTrue();
        var waiting = Enumerable.Range(0, 3).Select(_ => turns.Take("a", CancellationToken.None).AsTask()).ToList();
        (await turns.Take("a", CancellationToken.None)).ShouldBeFalse();
        var other = turns.Take("b", CancellationToken.None).AsTask();
        for (var n = 0; n < 6; n++)
            turns.Release();
        (await Task.WhenAll(waiting.Append(other)).InTime()).ShouldAllBe(turn => turn);
        // All have given their turn back: two can work again, no more.
        for (var n = 0; n < 2; n++)
            (await turns.Take("c", CancellationToken.None)).ShouldBeTrue();
        turns.Take("c", CancellationToken.None).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Who_gives_up_waiting_costs_nobody_a_turn()
    {
        var turns = new FairTurns(atOnce: 1, waitingEach: 3);
        (await turns.Take("a", CancellationToken.None)).ShouldBeTrue();
        using var gone = new CancellationTokenSource();
        var left = turns.Take("a", gone.Token).AsTask();
        var next = turns.Take("a", CancellationToken.None).AsTask();
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => left);
        turns.Release();
        (await next.InTime()).ShouldBeTrue();
    }
}
