using Emergency.Domain.Accounts;
using Emergency.Domain.Calls;
using Emergency.Engine;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Calls.WebPush;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Calls;

/// <summary>
/// Places the rings and broadcasts of calls, on the one node that has this duty. The journal determines which are due. A ring that the
/// gateway does not accept is tried again until its time is over; then the next person is rung.
/// </summary>
internal sealed partial class Calling(
    IDuties duties,
    IFeed feed,
    Folding folding,
    VoiceGateway gateway,
    LoudspeakerGateway loudspeakers,
    DevicePushes devices,
    ChatApp chat,
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

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => duties.Hold("calls", Keep, stoppingToken);

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

    private void Begin(Known known, Dictionary<string, Task> placing, CancellationToken held)
    {
        var calls = known.Of<CallsKnown>(Realm);
        foreach (var (key, call) in calls.Ringing)
            if (!placing.ContainsKey(key) && Has(call.Channel))
                placing.Add(key, Place(key, () => IsRinging(key), () => Placed(call, held), held));
        foreach (var (key, due) in calls.Sounding)
            if (!placing.ContainsKey(key))
                placing.Add(key, Place(key, () => IsSounding(key), () => Sounded(due, held), held));
        foreach (var (key, placed) in placing)
            if (placed.IsCompleted && !calls.Ringing.ContainsKey(key) && !calls.Sounding.ContainsKey(key))
                placing.Remove(key);
    }

    // Rings of a missing channel are left to people who dial.
    private bool Has(CallChannel channel) =>
        channel switch
        {
            CallChannel.Push => true,
            CallChannel.Chat => chat.Exists,
            _ => gateway.Exists,
        };

    private bool IsRinging(string key) => folding.Now.Of<CallsKnown>(Realm).Ringing.ContainsKey(key);

    private bool IsSounding(string key) => folding.Now.Of<CallsKnown>(Realm).Sounding.ContainsKey(key);

    private async Task Place(string key, Func<bool> isDue, Func<Task<bool>> placed, CancellationToken held)
    {
        await Task.Yield();
        for (var wait = First; !held.IsCancellationRequested; wait = wait * 2 < Longest ? wait * 2 : Longest)
        {
#pragma warning disable CA1031 // A ring that cannot be placed must not hold up the others; its time runs out, and the next person is rung.
            try
            {
                if (!isDue() || await placed())
                    return;
            }
            catch (OperationCanceledException) when (held.IsCancellationRequested)
            {
                return;
            }
            catch (Exception bug)
            {
                Failed(log, key, bug);
            }
#pragma warning restore CA1031
            await Task.Delay(wait, time, held).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Returns true where nothing more has to be done for the ring.
    private async Task<bool> Placed(RingDue call, CancellationToken held)
    {
        var now = clock.Now(Realm);
        var called = OnCall.Of(folding.Now, Realm, call, now);
        if (!CallChannels.IsLife(call.About))
        {
            var chosen = Chosen(call, called, now);
            if (!chosen.Goes.Contains(call.Channel))
                return chosen.Cause is not { } cause || await Tell(call, ChannelState.Failed, cause, now, held);
        }
        return call.Channel switch
        {
            CallChannel.Voice => await Voice(call, called, now, held),
            CallChannel.Sms => await Text(call, called, now, held),
            CallChannel.Chat => await Message(call, called, now, held),
            _ => await Push(call, called, now, held),
        };
    }

    /// <summary>Channels that this ring uses by its person's choice; where there are none, one channel reports the cause.</summary>
    private (IReadOnlyList<CallChannel> Goes, string? Cause) Chosen(RingDue call, OnCalled called, DateTimeOffset now)
    {
        // A person with several accounts is left alone only if all of them are set to quiet.
        var accounts = called.Accounts.Select(id => folding.Now.Of<AccountsKnown>().Find(id)!.State).ToList();
        var notices = accounts.Select(account => account.Notices).DefaultIfEmpty(Notices.Usual).ToList();
        var (quiet, wanted) = (
            notices.TrueForAll(one => one.IsQuiet(now)),
            notices.SelectMany(one => one.Order).Where(Has).Distinct().ToList()
        );
        var isThere = called.Cause is null or "no-phone";
        if (!quiet && wanted.Count > 0 && isThere)
        {
            var reaching = wanted.Where(channel =>
                channel == CallChannel.Push
                    ? accounts.Exists(account => account is { Suspended: null, Pushes.Count: > 0 })
                    : called.Phone is not null
            );
            List<CallChannel> turn = [.. CallChannels.Turn(reaching, call.Tried)];
            // No channel reaches the person: the first one they chose reports why.
            return turn.Count > 0 || call.Channel != wanted[0] ? (turn, null) : ([wanted[0]], null);
        }
        return (
            [],
            call.Channel != CallChannel.Push ? null
            : quiet ? "quiet"
            : wanted.Count == 0 ? "unwanted"
            : called.Cause
        );
    }

    private async Task<bool> Voice(RingDue call, OnCalled called, DateTimeOffset now, CancellationToken held)
    {
        if (called.Cause is { } cause)
        {
            await Send(call, "failed", new FailRing(call.Attempt, cause, null, now), held);
            return true;
        }
        if (await gateway.Place(call, called.Phone!, held) is not (>= 200 and < 300))
            return false;
        await Send(call, "placed", new PlaceRing(call.Attempt, called.Member, now), held);
        return true;
    }

    // A gateway that cannot send texts reports it once; the voice call still rings.
    private async Task<bool> Text(RingDue call, OnCalled called, DateTimeOffset now, CancellationToken held) =>
        called.Cause is { } cause
            ? await Tell(call, ChannelState.Failed, cause, now, held)
            : await gateway.Place(call, called.Phone!, held) switch
            {
                >= 200 and < 300 => await Tell(call, ChannelState.Sent, null, now, held),
                var status => Gateway.IsRefusal(status) && await Tell(call, ChannelState.Failed, "refused", now, held),
            };

    private async Task<bool> Message(RingDue call, OnCalled called, DateTimeOffset now, CancellationToken held) =>
        called.Cause is { } cause
            ? await Tell(call, ChannelState.Failed, cause, now, held)
            : await chat.Send(call, called.Phone!, held) switch
            {
                ChatOutcome.Taken => await Tell(call, ChannelState.Sent, null, now, held),
                ChatOutcome.NotKnown => await Tell(call, ChannelState.Failed, "not-known", now, held),
                ChatOutcome.Refused => await Tell(call, ChannelState.Failed, "refused", now, held),
                _ => false,
            };

    private async Task<bool> Push(RingDue call, OnCalled called, DateTimeOffset now, CancellationToken held)
    {
        var (sent, again) = await devices.Push(called.Accounts, call.Call, Words.Of(call.About.Kind), call.Until, call.Key, now, held);
        if (!sent && again)
            return false;
        return await Tell(
            call,
            sent ? ChannelState.Sent : ChannelState.Failed,
            sent ? null
                : called.Absent ? "absent"
                : "no-device",
            now,
            held
        );
    }

    // A failure is recorded if the platform is silent for too long or was removed, because the village must then be warned another way.
    private async Task<bool> Sounded(BroadcastDue due, CancellationToken held)
    {
        var now = clock.Now(Realm);
        var over = now >= due.Until || !loudspeakers.Exists;
        var status = over ? null : await loudspeakers.Play(due, held);
        var told =
            over ? new TellBroadcast(due.Attempt, ChannelState.Failed, "no-platform", now)
            : status is >= 200 and < 300 ? new TellBroadcast(due.Attempt, ChannelState.Sent, null, now)
            : Gateway.IsRefusal(status) ? new TellBroadcast(due.Attempt, ChannelState.Failed, "refused", now)
            : null;
        if (told is null)
            return false;
        await insisting.Send(
            Sender,
            $"{due.Key} {told.State.ToString().ToLowerInvariant()}",
            Entities.Call(Realm, due.Call),
            told,
            null,
            held
        );
        return true;
    }

    private async Task<bool> Tell(RingDue call, ChannelState state, string? cause, DateTimeOffset at, CancellationToken held)
    {
        await Send(call, state.ToString().ToLowerInvariant(), new TellChannel(call.Attempt, call.Channel, state, cause, at), held);
        return true;
    }

    private async Task Send(RingDue call, string what, CallCommand command, CancellationToken held) =>
        await insisting.Send(Sender, $"{call.Key} {what}", Entities.Call(Realm, call.Call), command, null, held);

    [LoggerMessage(LogLevel.Error, "Call {Key} could not be placed")]
    private static partial void Failed(ILogger log, string key, Exception bug);
}
