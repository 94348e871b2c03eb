using System.Collections.Immutable;
using Emergency.Domain.Places;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Grids;

/// <summary>Kind of quarter: 网格 (with a chief) and 小区 (served by a property company).</summary>
public enum QuarterKind
{
    Grid,
    Estate,
}

/// <summary>Part of a community, given by its buildings.</summary>
/// <param name="Chief">网格长; only for a grid.</param>
/// <param name="Boundary">Ground of the quarter, where somebody has drawn it on the map; only <paramref name="Buildings"/> decides which
/// buildings belong to it.</param>
public sealed record Quarter(QuarterKind Kind, string Name, ListOf<string> Buildings, MemberId? Chief, Area.Polygons? Boundary = null);

/// <summary>Grids and estates of a community (kind "quarters", key = its code), drawn by hand: a building lies in one grid and in one
/// estate at most. Grids that nobody has drawn are those of the registers, until somebody takes them over.</summary>
public sealed record Quarters(ImmutableDictionary<string, Quarter> Grids, ImmutableDictionary<string, Quarter> Estates)
{
    public static readonly Code Overlaps = new("quarters.overlaps"),
        NoBuilding = new("quarters.no-building"),
        Unknown = new("quarters.unknown"),
        Changed = new("quarters.changed-meanwhile"),
        GroundMoved = new("quarters.ground-moved");
    private static readonly ImmutableDictionary<string, Quarter> Empty = ImmutableDictionary.Create<string, Quarter>(
        StringComparer.Ordinal
    );
    public static readonly Quarters None = new(Empty, Empty);

    public ImmutableDictionary<string, Quarter> Of(QuarterKind kind) => kind == QuarterKind.Grid ? Grids : Estates;

    public Quarter? Find(QuarterKind kind, string name) => Of(kind).GetValueOrDefault(name);

    /// <summary>Finds the quarter of a kind in which a building lies; null in none.</summary>
    public Quarter? At(QuarterKind kind, string? building) =>
        building is null ? null : Of(kind).Values.FirstOrDefault(one => one.Buildings.Contains(building, StringComparer.Ordinal));

    public static Decision Decide(Quarters state, Command command) =>
        command switch
        {
            DrawQuarter c when state.Find(c.Quarter.Kind, c.Quarter.Name) == c.Quarter => Nothing,
            DrawQuarter c when state.Find(c.Quarter.Kind, c.Quarter.Name) != c.Was => Reject(Changed, c.Quarter.Name),
            DrawQuarter { Quarter.Buildings.Count: 0 } => Reject(NoBuilding),
            DrawQuarter { Quarter.Boundary: not null, Beside: { } seen } c when state.Beside(c.Quarter) != seen => Reject(GroundMoved),
            DrawQuarter c => state.Overlap(c.Quarter) is { } over
                ? Reject(Overlaps, over.Building, over.Other)
                : new QuarterDrawn(c.Quarter, c.By, c.At),
            RemoveQuarter c => state.Find(c.Kind, c.Name) is null
                ? Reject(Unknown, c.Name)
                : new QuarterRemoved(c.Kind, c.Name, c.Why, c.By, c.At),
            _ => throw new Unforeseen(command),
        };

    /// <summary>Returns the ground of all other quarters of the kind, by name, against which a new ground is checked.</summary>
    public ListOf<SeenGround> Beside(Quarter quarter) =>
        [
            .. Of(quarter.Kind)
                .Values.Where(one => one.Name != quarter.Name && one.Boundary is not null)
                .OrderBy(one => one.Name, StringComparer.Ordinal)
                .Select(one => new SeenGround(one.Name, one.Boundary!)),
        ];

    private (string Building, string Other)? Overlap(Quarter quarter)
    {
        foreach (var building in quarter.Buildings)
            if (At(quarter.Kind, building) is { } other && other.Name != quarter.Name)
                return (building, other.Name);
        return null;
    }

    public static Quarters Evolve(Quarters state, Event happened) =>
        happened switch
        {
            QuarterDrawn e => state.With(e.Quarter.Kind, all => all.SetItem(e.Quarter.Name, e.Quarter)),
            QuarterRemoved e => state.With(e.Kind, all => all.Remove(e.Name)),
            _ => throw new Unforeseen(happened),
        };

    private Quarters With(QuarterKind kind, Func<ImmutableDictionary<string, Quarter>, ImmutableDictionary<string, Quarter>> change) =>
        kind == QuarterKind.Grid ? this with { Grids = change(Grids) } : this with { Estates = change(Estates) };
}

public abstract record QuartersCommand : Command;

/// <summary>Ground drawn for another quarter of the kind.</summary>
public sealed record SeenGround(string Name, Area.Polygons Boundary);

/// <param name="Was">Quarter as its editor saw it; null where it is new.</param>
/// <param name="Beside">Ground of the others when the new ground was checked: if one of them was drawn since, it must be checked anew. Null
/// where nobody checked it.</param>
public sealed record DrawQuarter(Quarter Quarter, Quarter? Was, By By, DateTimeOffset At, ListOf<SeenGround>? Beside = null)
    : QuartersCommand;

public sealed record RemoveQuarter(QuarterKind Kind, string Name, Sealed? Why, By By, DateTimeOffset At) : QuartersCommand;

public abstract record QuartersEvent : Event;

[Stored("quarters.drawn.v1")]
public sealed record QuarterDrawn(Quarter Quarter, By By, DateTimeOffset At) : QuartersEvent;

[Stored("quarters.removed.v1")]
public sealed record QuarterRemoved(QuarterKind Kind, string Name, Sealed? Why, By By, DateTimeOffset At) : QuartersEvent;
