using Emergency.Domain;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Infrastructure.Following;

/// <summary>
/// Reminds entities of their due times, on the node that holds the duty. Due times are compared with the clock at least every 250 ms and at
/// the next one; nothing is counted down. It uses the steady clock, so that setting the system time loses no reminder and sends none early.
/// </summary>
internal sealed partial class DueClock(
    IDuties duties,
    IFeed feed,
    Folding folding,
    Insisting insisting,
    Clock clock,
    TimeProvider time,
    ILogger<DueClock> log
) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250),
        Again = TimeSpan.FromSeconds(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => duties.Hold("clock", Keep, stoppingToken);

    private async Task Keep(CancellationToken held)
    {
        // While it lags behind the feed, the view still holds due times that were met long ago.
        await folding.At(await feed.Head(held), Timeout.InfiniteTimeSpan, held);
        var told = new Dictionary<(string Realm, Due Due), Task<bool>>();
        while (!held.IsCancellationRequested)
        {
            var known = folding.Now;
            var wait = Look;
            foreach (var realm in known.Realms.Keys)
                wait = Remind(known.Of<DuesKnown>(realm), realm, clock.Now(realm), told, wait, held);
            Forget(known, told);
            await Task.Delay(wait, time, held).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await Task.WhenAll(told.Values.Cast<Task>()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Reminds each entity once of each due time; returns the time until the next one.</summary>
    private TimeSpan Remind(
        DuesKnown dues,
        string realm,
        DateTimeOffset now,
        Dictionary<(string, Due), Task<bool>> told,
        TimeSpan wait,
        CancellationToken held
    )
    {
        foreach (var due in dues.Until(now))
            if (!told.ContainsKey((realm, due)))
                told.Add((realm, due), Tell(due, now, held));
        // Rounded up to whole milliseconds: a timer that ends a little early would find nothing due.
        var next = dues.After(now) is { } later ? TimeSpan.FromMilliseconds(Math.Ceiling((later - now).TotalMilliseconds)) : wait;
        return next < wait ? next : wait;
    }

    /// <summary>True when the entity was reminded; after a failed send it is tried again a little later.</summary>
    private async Task<bool> Tell(Due due, DateTimeOffset now, CancellationToken held)
    {
        await Task.Yield();
#pragma warning disable CA1031 // A fault of one entity must not keep the clock from all others.
        try
        {
            var sent = await insisting.Send("clock", $"{due.Entity}\n{due.Of}\n{due.At.UtcTicks}", due.Entity, new Remind(now), null, held);
            if (sent.Problem is { } problem)
                Declined(log, due.Entity.Kind, problem.Code);
            return true;
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            Failed(log, due.Entity.Kind, bug);
            await Task.Delay(Again, time, held).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return false;
        }
#pragma warning restore CA1031
    }

    private static void Forget(Known known, Dictionary<(string Realm, Due Due), Task<bool>> told)
    {
        foreach (var ((realm, due), telling) in told)
            if (telling.IsCompletedSuccessfully && (!telling.Result || !known.Of<DuesKnown>(realm).IsOpen(due)))
                told.Remove((realm, due));
    }

    [LoggerMessage(LogLevel.Information, "A {Kind} needs no reminder: {Code}")]
    private static partial void Declined(ILogger log, string kind, string code);

    [LoggerMessage(LogLevel.Error, "A {Kind} could not be reminded")]
    private static partial void Failed(ILogger log, string kind, Exception bug);
}
