using Emergency.Domain.Calls;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Calls;

/// <summary>Places the rings that calls ask for, on the one node that holds the duty. What is to be rung is what the journal says; a call that the gateway does not take is tried again until its time is over, and then the next one's has come.</summary>
internal sealed partial class Calling(
    IDuties duties,
    IFeed feed,
    Folding folding,
    VoiceGateway gateway,
    Insisting insisting,
    Clock clock,
    TimeProvider time,
    ILogger<Calling> log
) : BackgroundService
{
    private const string Realm = Entities.Live,
        Sender = "calls";
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500),
        Longest = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        gateway.Exists ? duties.Hold("calls", Keep, stoppingToken) : Task.CompletedTask;

    private async Task Keep(CancellationToken held)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(held);
        var ringing = new Dictionary<string, Task>(StringComparer.Ordinal);
        try
        {
            var known = (await folding.At(await feed.Head(held), Timeout.InfiniteTimeSpan, held))!;
            Begin(known, ringing, end.Token);
            await foreach (var batch in feed.Read(known.At, held))
            {
                if (!batch.Any(happened => happened.Event is CallEvent))
                    continue;
                known = (await folding.At(batch[^1].Position, Timeout.InfiniteTimeSpan, held))!;
                Begin(known, ringing, end.Token);
            }
        }
        finally
        {
            await end.CancelAsync();
            await Task.WhenAll(ringing.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Begin(Known known, Dictionary<string, Task> ringing, CancellationToken held)
    {
        var calls = known.Of<CallsKnown>(Realm).Ringing;
        foreach (var (key, call) in calls)
            if (!ringing.ContainsKey(key))
                ringing.Add(key, Place(call, held));
        foreach (var (key, placing) in ringing)
            if (placing.IsCompleted && !calls.ContainsKey(key))
                ringing.Remove(key);
    }

    private async Task Place(RingDue call, CancellationToken held)
    {
        await Task.Yield();
        for (var wait = First; !held.IsCancellationRequested; wait = wait * 2 < Longest ? wait * 2 : Longest)
        {
#pragma warning disable CA1031 // One call that cannot be placed must not hold up all others; its time runs out, and the next one is called.
            try
            {
                if (!folding.Now.Of<CallsKnown>(Realm).Ringing.ContainsKey(call.Key) || await Placed(call, held))
                    return;
            }
            catch (OperationCanceledException) when (held.IsCancellationRequested)
            {
                return;
            }
            catch (Exception bug)
            {
                Failed(log, call.Attempt, bug);
            }
#pragma warning restore CA1031
            await Task.Delay(wait, time, held).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> Placed(RingDue call, CancellationToken held)
    {
        var now = clock.Now(Realm);
        var (member, phone) = OnCall.Of(folding.Now, Realm, call.Receiver, call.Who, now);
        if (phone is null)
        {
            await insisting.Send(
                Sender,
                $"{call.Key} failed",
                Entities.Call(Realm, call.Call),
                new FailRing(call.Attempt, member is null ? "nobody" : "no-phone", null, now),
                null,
                held
            );
            return true;
        }
        if (!await gateway.Ring(call, phone, held))
            return false;
        await insisting.Send(
            Sender,
            $"{call.Key} placed",
            Entities.Call(Realm, call.Call),
            new PlaceRing(call.Attempt, member, now),
            null,
            held
        );
        return true;
    }

    [LoggerMessage(LogLevel.Error, "Call {Attempt} could not be placed")]
    private static partial void Failed(ILogger log, int attempt, Exception bug);
}
