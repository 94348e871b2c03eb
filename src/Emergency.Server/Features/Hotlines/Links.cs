using System.Collections.Concurrent;
using Emergency.Hotlines;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Broadcast;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Hotlines;

/// <summary>How a hotline can be reached: by voice only, not known because it has never answered yet, by machine, or not by machine at the moment (线路中断).</summary>
internal enum Link
{
    Voice,
    Asking,
    Up,
    Down,
}

/// <summary>What is known of the lines, the same on every node: no facts of the journal. Whoever watches a division or an open incident hears of a change at once.</summary>
internal sealed class Links(Partners partners, Outlet outlet, Clock clock)
{
    public const string View = "hotline";
    private readonly ConcurrentDictionary<string, LinkLight> _all = new(
        partners.All.Select(partner =>
            KeyValuePair.Create(
                partner.Code.Number,
                new LinkLight(
                    partner.Code.Number,
                    partner.HasMachine ? Link.Asking : Link.Voice,
                    clock.Now(Entities.Live),
                    partner.Code.Number
                )
            )
        ),
        StringComparer.Ordinal
    );
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _back = new(StringComparer.Ordinal);

    public IReadOnlyList<LinkLight> All => [.. HotlineCode.All.Select(code => _all[code.Number])];

    /// <summary>Ends when the line comes back the next time.</summary>
    public Task Back(string hotline) => _back.GetOrAdd(hotline, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Says how the line is, and since when, to who watches a division or an open incident. One teller per hotline.</summary>
    public void Tell(HotlineCode code, Link link, DateTimeOffset since, Known known)
    {
        var before = _all[code.Number];
        if (before.Link == link && before.Since == since)
            return;
        var now = before with { Link = link, Since = since };
        _all[code.Number] = now;
        outlet.Pass(Changes(now, known));
        if (link == Link.Up && before.Link != Link.Up && _back.TryRemove(code.Number, out var waiting))
            waiting.TrySetResult();
    }

    public void Show(Group group, Changes changes)
    {
        if (group is not { Kind: "division" or "incident" })
            return;
        foreach (var light in All)
            changes.To(group, View, light.Hotline, light);
    }

    /// <summary>Provinces, cities, counties, streets and communities: a dead line is dead for all of them.</summary>
    private static HashSet<string> Divisions(PlacesKnown places)
    {
        var all = new HashSet<string>(StringComparer.Ordinal);
        foreach (var county in places.Below(""))
        {
            foreach (var digits in (ReadOnlySpan<int>)[6, 4, 2])
                all.Add(county.Code[..digits]);
            foreach (var street in places.Below(county.Code))
            {
                all.Add(street.Code);
                all.UnionWith(places.Below(street.Code).Select(community => community.Code));
            }
        }
        return all;
    }

    private static IReadOnlyList<Change> Changes(LinkLight light, Known known)
    {
        var changes = new Changes();
        foreach (var division in known.TryOf<PlacesKnown>() is { } places ? Divisions(places) : [])
            changes.To(Group.Division(Entities.Live, division), View, light.Hotline, light);
        foreach (var incident in known.TryOf<IncidentsKnown>()?.Open ?? [])
            changes.To(Group.Incident(Entities.Live, incident.Id), View, light.Hotline, light);
        return changes.All;
    }
}
