using System.Runtime.InteropServices;
using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;

namespace Emergency.Server.Features.Incidents;

/// <summary>Facts of a running incident by which it can be the same as others. Two equal ones have the same neighbours.</summary>
/// <param name="Opened">Position of its opening, unlike any other's.</param>
/// <param name="Begun">True when work hangs on it: others are joined to it, never it to others.</param>
/// <param name="Answers">Divisions of its place and of desks that have it instead. An account must be responsible for
/// one of them to join it.</param>
internal sealed record Neighbour(
    long Opened,
    IncidentId Id,
    Category Kind,
    DateTimeOffset Told,
    GeoPoint? Point,
    string? Community,
    bool Begun,
    ListOf<string> Answers
)
{
    /// <summary>Orders incidents in which others are joined to them: first those with work begun, then the older.</summary>
    public static readonly IComparer<Neighbour> AsMain = Comparer<Neighbour>.Create(
        static (one, other) =>
            one.Begun == other.Begun ? one.Opened.CompareTo(other.Opened)
            : one.Begun ? -1
            : 1
    );
    public static readonly IComparer<Neighbour> ByOpening = Comparer<Neighbour>.Create(
        static (one, other) => one.Opened.CompareTo(other.Opened)
    );

    /// <summary>Null where it does not run: an ended incident is nobody's neighbour.</summary>
    /// <param name="others">Number of other things, such as orders, that hang on it.</param>
    public static Neighbour? Of(IncidentKnown? incident, int others)
    {
        if (incident is not { Running: true, State: var state })
            return null;
        ListOf<string> answers = incident.Instead.Count == 0 ? [incident.Home.Division] : [incident.Home.Division, .. incident.Instead];
        return new(
            incident.OpenedAt.Value,
            incident.Id,
            state.Category,
            state.OpenedAt!.Value,
            state.Location?.Point,
            state.Community,
            others > 0 || JoinRules.WorkBegun(state),
            answers
        );
    }

    /// <summary>True when nobody knows its place: somebody must choose the incident it is joined to.</summary>
    public bool IsUnplaced => Point is null && Community is null;

    /// <summary>True when this one can be joined to the other: work has begun there, or it was first.</summary>
    public bool MayJoin(Neighbour main) => main.Begun || main.Opened < Opened;

    public bool IsNear(Neighbour other, JoinReach reach)
    {
        if (other.Opened == Opened || other.Kind != Kind || !reach.InTime(Told, other.Told))
            return false;
        return Point is { } here && other.Point is { } there
            ? reach.InDistance(here, there)
            : Community is { } community && community == other.Community;
    }

    /// <summary>True when everybody who can join the other can join this one too.</summary>
    public bool IsOpenToAllOf(Neighbour other) =>
        other.Answers.All(code => Answers.Any(mine => mine.StartsWith(code, StringComparison.Ordinal)));

    /// <summary>Spots under which it is stored.</summary>
    internal IEnumerable<NeighbourSpot> Spots(JoinReach reach)
    {
        var time = reach.Time(Told);
        yield return new(Kind, time, NeighbourSpotOf.Kind);
        if (IsUnplaced)
            yield return new(Kind, time, NeighbourSpotOf.Unplaced);
        if (Community is { } community)
            yield return new(
                Kind,
                time,
                Point is null ? NeighbourSpotOf.Community : NeighbourSpotOf.CommunityWithPoint,
                Community: community
            );
        if (Point is not { } point)
            yield break;
        var (row, column) = reach.Cell(point);
        yield return new(Kind, time, NeighbourSpotOf.Cell, row, column);
    }

    /// <summary>Spots of all that can be near it.</summary>
    internal IEnumerable<NeighbourSpot> SpotsAround(JoinReach reach)
    {
        var now = reach.Time(Told);
        for (var time = now - 1; time <= now + 1; time++)
        {
            if (Community is { } community)
                yield return new(Kind, time, NeighbourSpotOf.Community, Community: community);
            if (Community is { } mine && Point is null)
                yield return new(Kind, time, NeighbourSpotOf.CommunityWithPoint, Community: mine);
            if (Point is not { } point)
                continue;
            foreach (var (row, column) in reach.CellsAround(point))
                yield return new(Kind, time, NeighbourSpotOf.Cell, row, column);
        }
    }
}

/// <summary>
/// Sorts of spots: all of a kind, those without any place, those of a community with and without a point, and those in a
/// cell of the ground.
/// </summary>
internal enum NeighbourSpotOf
{
    Kind,
    Unplaced,
    Community,
    CommunityWithPoint,
    Cell,
}

/// <summary>A cell of time and ground (or a community) for a kind of incident.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct NeighbourSpot(
    Category Kind,
    long Time,
    NeighbourSpotOf Of,
    long Row = 0,
    long Column = 0,
    string? Community = null
)
{
    /// <summary>True when any two stored here are near each other.</summary>
    public bool IsSure(JoinReach reach) => reach.IsSure && Of is NeighbourSpotOf.Cell or NeighbourSpotOf.Community;
}
