using System.Globalization;
using System.Net;
using Emergency.Drills.Crews.Sights;
using Emergency.Drills.Live;

namespace Emergency.Drills.Crews;

/// <summary>
/// A member of a crew: looks when the hub says that something changed, wishes what the role's habits say, and acts as its manner allows.
/// </summary>
public sealed class Member(Page page, Manner manner, TimeProvider clock, Action<Said> say)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(60),
        Anyway = TimeSpan.FromSeconds(3);
    private const int MostTries = 3;

    private readonly Dictionary<string, DateTimeOffset> _wished = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _tries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private int _news = 1;

    /// <summary>Plays until the drill is over.</summary>
    public async Task Play(string account, string password, CancellationToken stop)
    {
        var self = await page.SignIn(account, password, stop);
        var looking = new Looking(page, self);
        await using var hub = await HubLog.Connect(
            page.Next,
            page.Token,
            clock,
            stop,
            view =>
            {
                if (view == "figures")
                    looking.DoorsMoved();
                Interlocked.Exchange(ref _news, 1);
            }
        );
        await Join(hub, "me", "", stop);
        if (self.Role is not ("building-chief" or "unit-chief" or "responder" or "volunteer"))
            await Join(hub, "division", self.Division, stop);
        var (sight, looked) = (new Sight(self, default, []), 0L);
        while (true)
        {
            var glance = await looking.Glance(stop);
            if (glance is { Over: true })
                break;
            if (glance is null || glance.Dead)
            {
                if (glance is not null)
                    say(Said.Idle(account, glance.Position, null));
                await Task.Delay(Glance, clock, stop);
                continue;
            }
            var news = Interlocked.Exchange(ref _news, 0) != 0 || clock.GetElapsedTime(looked) > Anyway;
            if (manner.Delay is { } delay)
            {
                if (news)
                    (sight, looked) = (await looking.Look(glance.Now, glance.Communities, stop), clock.GetTimestamp());
                sight = sight with { Now = glance.Now };
                var wishes = Roles
                    .Wishes(sight)
                    .Where(act => !_done.Contains(act.Key))
                    .DistinctBy(act => act.Key, StringComparer.Ordinal)
                    .ToList();
                foreach (var act in wishes)
                    _wished.TryAdd(act.Key, glance.Now);
                DateTimeOffset When(Act act) =>
                    (act.At is { } at && at > _wished[act.Key] + act.Wait ? at : _wished[act.Key] + act.Wait) + delay;
                var due = wishes.Where(act => When(act) <= glance.Now).ToList();
                if (due.Count > 0)
                {
                    say(Said.Busy(account));
                    foreach (var act in due)
                        await Do(self, act, glance.Now, stop);
                    looking.DoorsMoved();
                    Interlocked.Exchange(ref _news, 1);
                    continue;
                }
                say(Said.Idle(account, glance.Position, wishes.Count == 0 ? null : wishes.Min(When)));
            }
            else
                say(Said.Idle(account, glance.Position, null));
            if (Volatile.Read(ref _news) == 0)
                await Task.Delay(Glance, clock, stop);
        }
        say(Said.Over(account));
    }

    // The node has perhaps not heard of the drill yet.
    private async Task Join(HubLog hub, string kind, string group, CancellationToken stop)
    {
        for (var began = clock.GetTimestamp(); ; await Task.Delay(Glance, clock, stop))
            try
            {
                await hub.Join(kind, group, stop, page.Realm);
                return;
            }
            catch (Microsoft.AspNetCore.SignalR.HubException) when (clock.GetElapsedTime(began) < Anyway) { }
    }

    private async Task Do(Self self, Act act, DateTimeOffset now, CancellationToken stop)
    {
        var (status, code) = await page.Do(act, stop);
        var tries = _tries[act.Key] = _tries.GetValueOrDefault(act.Key) + 1;
        // A missing thing can appear when a view catches up; an act that was refused for good is not tried again.
        if (status is not HttpStatusCode.NotFound || tries >= MostTries)
            _done.Add(act.Key);
        say(Said.Did(self.Name, act, (int)status, code, now));
    }
}

/// <summary>A line that a crew prints for its runner.</summary>
/// <param name="What">busy, idle, did or over.</param>
/// <param name="Position">For idle: everything up to there was looked at.</param>
/// <param name="At">For idle: time of the next act it wants, null where it waits for others; for did: time of the act. By the realm's
/// clock.</param>
public sealed record Said(
    string Who,
    string What,
    long? Position = null,
    DateTimeOffset? At = null,
    string? Path = null,
    int? Status = null,
    string? Code = null
)
{
    public static Said Busy(string who) => new(who, "busy");

    public static Said Idle(string who, long position, DateTimeOffset? next) => new(who, "idle", position, next);

    public static Said Did(string who, Act act, int status, string? code, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(act);
        return new(who, "did", null, at, act.Path, status, code);
    }

    public static Said Over(string who) => new(who, "over");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At:HH:mm:ss} {Who} {What} {Path} {Status} {Code}");
}
