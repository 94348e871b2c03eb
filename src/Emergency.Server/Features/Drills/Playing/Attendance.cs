using System.Collections.Concurrent;
using Emergency.Domain;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Broadcast;

namespace Emergency.Server.Features.Drills.Playing;

/// <summary>Who has a page of a drill open on this node, and until when; nothing of it is kept.</summary>
internal sealed class Attendance(Outlet outlet, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1),
        Forgotten = TimeSpan.FromHours(12);
    private readonly ConcurrentDictionary<(string Realm, AccountId Account), DateTimeOffset> _seen = new();

    /// <summary>When somebody was there last (of the live clock) and whether still is; null where never.</summary>
    public (DateTimeOffset Last, bool Here)? Of(string realm, AccountId account) =>
        _seen.TryGetValue((realm, account), out var last) ? (last, time.GetUtcNow() - last < 3 * Look) : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = time.GetUtcNow();
            foreach (var listener in outlet.Listeners.Values)
            foreach (
                var realm in listener
                    .Groups.Select(group => group.Realm)
                    .Where(realm => realm != Entities.Live)
                    .Distinct(StringComparer.Ordinal)
            )
                _seen[(realm, listener.Asked.Account)] = now;
            foreach (var (key, last) in _seen)
                if (now - last > Forgotten)
                    _seen.TryRemove(key, out _);
        }
    }
}
