using System.Collections.Concurrent;
using Emergency.Domain;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Broadcast;

namespace Emergency.Server.Features.Drills.Playing;

/// <summary>Remembers the accounts with an open page of a drill on this node; nothing of it is stored.</summary>
internal sealed class Attendance(Outlet outlet, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1),
        Forgotten = TimeSpan.FromHours(12);
    private readonly ConcurrentDictionary<(string Realm, AccountId Account), DateTimeOffset> _seen = new();

    /// <summary>
    /// Time at which an account was last seen (by the live clock), and true while it is still there; null where it was never seen.
    /// </summary>
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
