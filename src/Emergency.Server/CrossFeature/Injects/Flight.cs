using System.Collections.Concurrent;
using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Engine;
using Emergency.Server.Features.Drills;
using Emergency.Server.Features.Drills.Playing;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.CrossFeature.Injects;

/// <summary>Whether anything is still on its way in a drill's realm. What people or crews are about to do cannot be known here.</summary>
internal sealed class Flight(IFeed feed, ReactionRunner reactions, Landings landings, TimeProvider time)
{
    // Where reactions or the director run on another node, this long without news is believed.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    /// <summary>Nothing due has been left undone, the views know all that is written, and every reaction has answered it.</summary>
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

/// <summary>Injects whose effect this node's director has brought into their realm.</summary>
internal sealed class Landings
{
    private readonly ConcurrentDictionary<(DrillId, string), bool> _all = new();

    public bool Has(DrillId drill, string inject) => _all.ContainsKey((drill, inject));

    public void Add(DrillId drill, string inject) => _all[(drill, inject)] = true;

    public void Clear() => _all.Clear();
}
