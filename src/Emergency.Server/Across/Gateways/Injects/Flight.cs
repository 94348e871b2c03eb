using System.Collections.Concurrent;
using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Engine;
using Emergency.Server.Features.Drills;
using Emergency.Server.Features.Drills.Playing;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Injects;

/// <summary>Tells whether any work is still under way in a drill's realm. The next acts of people or crews cannot be known here.</summary>
internal sealed class Flight(IFeed feed, ReactionRunner reactions, Landings landings, TimeProvider time)
{
    // Reactions or the director may run on another node: after this long without news they count as done.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    /// <summary>True when nothing due is undone, the views have caught up, and every reaction has answered all events.</summary>
    public async ValueTask<bool> Landed(DrillKnown drill, Scenario scenario, Course course, Known known, CancellationToken stop)
    {
        if (
            NextDue.Injects(drill, scenario, course).Any(at => at <= course.Until)
            || drill.State.Broken.Any(one => one.Until <= course.Until)
        )
            return false;
        if (known.Of<DuesKnown>(drill.Realm).Until(course.Until).Any())
            return false;
        if (await feed.Head(stop) > known.At)
            return false;
        var quiet = Since(drill, course) >= Quiet;
        return (reactions.Followed is { } followed ? followed >= known.At : quiet)
            && (quiet || course.Played.Keys.All(inject => landings.Has(drill.Id, inject)));
    }

    private TimeSpan Since(DrillKnown drill, Course course)
    {
        var clock = drill.State.Clock!;
        var leapt = time.GetUtcNow() - clock.Since;
        var happened = course.Events.Count == 0 ? leapt : (course.Until - course.Events[^1].At) / Math.Max(1, clock.Factor);
        return leapt < happened ? leapt : happened;
    }
}

/// <summary>Injects whose effect this node's director has brought into the realm.</summary>
internal sealed class Landings
{
    private readonly ConcurrentDictionary<(DrillId, string), bool> _all = new();

    public bool Has(DrillId drill, string inject) => _all.ContainsKey((drill, inject));

    public void Add(DrillId drill, string inject) => _all[(drill, inject)] = true;

    public void Clear() => _all.Clear();
}
