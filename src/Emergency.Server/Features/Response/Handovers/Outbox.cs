using System.Collections.Concurrent;
using Emergency.Domain;
using Emergency.Domain.Handovers;
using Emergency.Domain.Hotlines;
using Emergency.Engine;
using Emergency.Hotlines.Messages;
using Emergency.Server.Features.Hotlines;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Handovers;

/// <summary>
/// Sends queued hand-overs, on the single node that holds the duty. The journal is the queue, so nothing is lost with a
/// node. A message keeps its id, so a repeated sending is no second offer. Retries come after 0.5 s … 5 s, each minute
/// after a refusal, and at once when the line comes back or somebody demands it.
/// </summary>
internal sealed partial class Outbox(
    IDuties duties,
    IFeed feed,
    Folding folding,
    Partners partners,
    LineTraffic traffic,
    LineLinks links,
    Outgoing outgoing,
    Offering offering,
    Insisting insisting,
    TimeProvider clock,
    ILogger<Outbox> log
) : BackgroundService
{
    private const string Realm = Entities.Live,
        Sender = "handovers";
    public static readonly TimeSpan First = TimeSpan.FromMilliseconds(500),
        Longest = TimeSpan.FromSeconds(5),
        Refused = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<HandoverId, TaskCompletionSource> _retries = new();

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => duties.Hold("handovers", Keep, stoppingToken);

    private async Task Keep(CancellationToken held)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(held);
        var sending = new Dictionary<HandoverId, Task>();
        try
        {
            var known = (await folding.At(await feed.Head(held), Timeout.InfiniteTimeSpan, held))!;
            Begin(known, sending, end.Token);
            await foreach (var batch in feed.Read(known.At, held))
            {
                if (!batch.Any(happened => happened.Event is HandoverEvent or LineEvent))
                    continue;
                known = (await folding.At(batch[^1].Position, Timeout.InfiniteTimeSpan, held))!;
                Begin(known, sending, end.Token);
                foreach (var happened in batch.Where(happened => happened.Event is HandoverRetried))
                    if (_retries.TryRemove(new(Guid.Parse(happened.Entity.Key)), out var retry))
                        retry.TrySetResult();
            }
        }
        finally
        {
            await end.CancelAsync();
            await Task.WhenAll(sending.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Begin(Known known, Dictionary<HandoverId, Task> sending, CancellationToken held)
    {
        var waiting = known.Of<HandoversKnown>(Realm).Waiting;
        // A hand-over given up while its line had no machine goes out over a line set up since.
        foreach (var (id, delivery) in sending)
            if (delivery.IsCompleted)
                sending.Remove(id);
        foreach (var id in waiting)
            if (!sending.ContainsKey(id))
                sending.Add(id, Deliver(id, held));
    }

    /// <summary>Sends a hand-over until it is taken or need not be sent any more.</summary>
    private async Task Deliver(HandoverId id, CancellationToken held)
    {
        await Task.Yield();
        for (var wait = First; !held.IsCancellationRequested; wait = wait * 2 < Longest ? wait * 2 : Longest)
        {
            // Its line was configured at the time of the offer and is no more: somebody must dial, so the desk is rung.
            if (
                folding.Now.Of<HandoversKnown>(Realm).Find(id) is not { State.Waits: true } handover
                || partners.Of(folding.Now, handover.Facts.Over) is not { HasMachine: true } partner
            )
                return;
            // The retry signal is taken before sending, so that no demand in the meantime is missed.
            var retry = _retries.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            int? status = null;
#pragma warning disable CA1031 // A hand-over that cannot be written must not hold up all others; it is tried again and its desk is rung.
            try
            {
                status = await Send(handover, partner, held);
            }
            catch (OperationCanceledException) when (held.IsCancellationRequested)
            {
                return;
            }
            catch (Exception bug)
            {
                Failed(log, id.Value, bug);
            }
#pragma warning restore CA1031
            if (status is >= 200 and < 300)
                return;
            await Task.WhenAny(Task.Delay(IsRefusal(status) ? Refused : wait, clock, held), links.Back(partner.Line), retry);
        }
    }

    /// <summary>Makes an attempt. Returns the partner's status, or null where there was none.</summary>
    private async Task<int?> Send(HandoverKnown handover, Partner partner, CancellationToken held)
    {
        await offering.Record(handover, held);
        var (id, began) = (handover.Message.ToString(), clock.GetTimestamp());
        var status = await outgoing.Post(partner, id, offering.Write(handover, folding.Now), held);
        traffic.Sent(partner.Line, id, MessageTypes.HandoverOffered, handover.Facts.Incident, status, began);
        if (status is >= 200 and < 300)
        {
            var delivered = await insisting.Send(
                Sender,
                $"{handover.Id} delivered",
                Entities.Handover(Realm, handover.Id),
                new MarkDelivered(clock.GetUtcNow()),
                handover.At,
                held
            );
            // The views decide which hand-overs still wait: until they know of this one, it would be sent once more.
            while (await folding.At(delivered.Position, Longest, held) is null)
                held.ThrowIfCancellationRequested();
        }
        else
        {
            NotTaken(log, handover.Id.Value, partner.Line, status);
            if (IsRefusal(status) && handover.State.Refusal?.Status != status)
                await insisting.Send(
                    Sender,
                    $"{handover.Id} refused {status} after {handover.At.Value}",
                    Entities.Handover(Realm, handover.Id),
                    new MarkRefused(status!.Value, clock.GetUtcNow()),
                    handover.At,
                    held
                );
        }
        return status;
    }

    /// <summary>True when the same message will be refused again, so that only the other side or somebody here can mend it.</summary>
    private static bool IsRefusal(int? status) => status is >= 400 and < 500 and not (408 or 425 or 429);

    [LoggerMessage(LogLevel.Warning, "Hand-over {Id} was not taken by {Hotline}: {Status}")]
    private static partial void NotTaken(ILogger log, Guid id, string hotline, int? status);

    [LoggerMessage(LogLevel.Error, "Hand-over {Id} could not be sent")]
    private static partial void Failed(ILogger log, Guid id, Exception bug);
}
