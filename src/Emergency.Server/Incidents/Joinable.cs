using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Server.Care;
using Emergency.Server.Handovers;
using Emergency.Server.Identity;
using Emergency.Server.Orders;
using Emergency.Server.Places;
using Emergency.Server.Places.Shapes;
using Emergency.Server.Responses;
using Emergency.Server.Views;

namespace Emergency.Server.Incidents;

/// <summary>待并入: incidents that may be the same as another one that runs.</summary>
/// <param name="Metres">Within how far, and <paramref name="Minutes"/> within what time: local settings, set by the operator.</param>
/// <param name="Items">The newest first, at most 50.</param>
public sealed record JoinableShown(int Metres, int Minutes, IReadOnlyList<JoinCandidate> Items, long Position);

/// <param name="Into">The one it may be the same as; null where its place is not known and somebody must choose.</param>
/// <param name="Apart">Metres between them; null where a place is not known.</param>
public sealed record JoinCandidate(IncidentId Incident, IncidentId? Into, string? Number, int? Apart);

/// <summary>Finds them: of the same kind, told within some minutes, within some hundred metres, or in the same community where a point is missing. Where work has begun is the main one; else the older.</summary>
public sealed class Joinable(Known known, Asked asked, Settings settings)
{
    private const int Most = 50;
    private readonly IncidentsKnown _incidents = known.Of<IncidentsKnown>(asked.Realm);
    private readonly Dictionary<IncidentId, bool> _free = [];

    public JoinableShown Shown()
    {
        var running = _incidents.Running.Where(one => asked.Allow(Permissions.IncidentJoin, one.Answering(asked, Permissions.IncidentJoin)).Problem is null).OrderBy(one => one.OpenedAt).ToList();
        var told = running.GroupBy(one => one.State.Category).ToDictionary(kind => kind.Key, kind => kind.OrderBy(one => one.State.OpenedAt!.Value).ToArray());
        // The newest first: where there are very many, what has just been told is what somebody looks for.
        var items = running.AsEnumerable().Reverse().Select(one => Candidate(one, Around(told[one.State.Category], one))).OfType<JoinCandidate>().Take(Most).ToList();
        return new(settings.JoinMetres, settings.JoinMinutes, items, known.At.Value);
    }

    /// <summary>What hangs on an incident beside its own tasks and area.</summary>
    public static int Begun(Known known, string realm, IncidentId incident)
    {
        ArgumentNullException.ThrowIfNull(known);
        return known.Of<HandoversKnown>(realm).Of(incident).Count() + known.Of<OrdersKnown>(realm).Of(incident).Count() + known.Of<ResponsesKnown>(realm).RunningOf(incident).Count() + known.Of<CareKnown>(realm).Of(incident).Count();
    }

    /// <summary>Those of its kind that were told within the minutes before and after it; <paramref name="told"/> is in the order of time.</summary>
    private ArraySegment<IncidentKnown> Around(IncidentKnown[] told, IncidentKnown one)
    {
        var (at, minutes) = (one.State.OpenedAt!.Value, TimeSpan.FromMinutes(settings.JoinMinutes));
        var (first, end) = (FirstAfter(told, at - minutes), FirstAfter(told, at + minutes + TimeSpan.FromTicks(1)));
        return new(told, first, end - first);
    }

    /// <summary>The place of the first that was told at this time or later.</summary>
    private static int FirstAfter(IncidentKnown[] told, DateTimeOffset at)
    {
        var (low, high) = (0, told.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (told[middle].State.OpenedAt!.Value < at) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /// <summary>Whether no work hangs on it; asked only of those that have a neighbour, and once of each.</summary>
    private bool IsFree(IncidentKnown one) => _free.TryGetValue(one.Id, out var free) ? free : _free[one.Id] = !JoinRules.WorkBegun(one.State) && Begun(known, asked.Realm, one.Id) == 0;

    private JoinCandidate? Candidate(IncidentKnown one, IReadOnlyList<IncidentKnown> around)
    {
        if (around.Count < 2 || !IsFree(one)) return null;
        var alike = around.Where(other => other.Id != one.Id && (!IsFree(other) || other.OpenedAt < one.OpenedAt)).OrderBy(IsFree).ThenBy(other => other.OpenedAt).ToList();
        var near = alike.Select(other => (Other: other, Apart: Apart(one, other))).FirstOrDefault(pair => pair.Apart is { } metres ? metres <= settings.JoinMetres : pair.Other.State.Community is { } community && community == one.State.Community);
        if (near.Other is { } main) return new(one.Id, main.Id, _incidents.Number(main), near.Apart is { } apart ? (int)apart : null);
        return alike.Count > 0 && one.State is { Location: null, Community: null } ? new(one.Id, null, null, null) : null;
    }

    private static double? Apart(IncidentKnown one, IncidentKnown other) => one.State.Location is { } here && other.State.Location is { } there ? Earth.Distance(Ground.At(here.Point), Ground.At(there.Point)) : null;
}
