using System.Collections.Immutable;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Places;

/// <summary>Administrative division (kind "place", key = its code): name, boundary, and the hazards (隐患) found in it. Codes change each
/// year: <paramref name="ValidFrom"/> and <paramref name="Successor"/> keep the history.</summary>
public sealed partial record Division(
    string? Name,
    string? Kind,
    DateOnly? ValidFrom,
    string? Successor,
    Area.Polygons? Boundary,
    bool Synthetic,
    ImmutableDictionary<HazardId, Hazard> Hazards
)
{
    public static readonly Code Unknown = new("place.unknown-division");
    public static readonly Division None = new(null, null, null, null, null, false, ImmutableDictionary<HazardId, Hazard>.Empty);
    public Imported<Registration>? NameImport { get; init; }
    public Imported<Drawing>? BoundaryImport { get; init; }
    public ImmutableDictionary<HazardId, Imported<Hazard>> HazardImports { get; init; } =
        ImmutableDictionary<HazardId, Imported<Hazard>>.Empty;
}

/// <summary>Division as a register has it.</summary>
public sealed record Registration(string Code, string Name, string Kind, DateOnly ValidFrom);

/// <summary>Boundary as a file has it.</summary>
public sealed record Drawing(Area.Polygons Boundary, bool Synthetic);

/// <summary>Hazard (隐患): found → assigned → mended → checked → closed. A committee finds and reports; it does not mend.
/// <paramref name="Metres"/> is the radius it concerns.</summary>
public sealed record Hazard(
    HazardId Id,
    string Type,
    string Level,
    string Description,
    Located? Location,
    double? Metres,
    MemberId? Watcher,
    DateOnly? FoundOn,
    string Status
);

public abstract record DivisionCommand : Command;

/// <param name="Kind">区 县 街道 镇 乡 社区 村 …, as in the register.</param>
public sealed record RegisterDivision(string Code, string Name, string Kind, DateOnly ValidFrom, ImportId? Import, DateTimeOffset At)
    : DivisionCommand;

public sealed record DrawBoundary(Area.Polygons Boundary, bool Synthetic, ImportId? Import, DateTimeOffset At) : DivisionCommand;

/// <summary>Ends the division: <paramref name="Successor"/> stands for it.</summary>
/// <param name="Others">Further divisions that parts of it went to.</param>
public sealed record SucceedDivision(string Successor, DateOnly From, DateTimeOffset At, ListOf<string>? Others = null) : DivisionCommand;

public sealed record RecordHazards(ListOf<Hazard> Hazards, ImportId? Import, DateTimeOffset At) : DivisionCommand;

public sealed record UndoDivisionImport(ImportId Import, DateTimeOffset At, Slice? Slice = null) : DivisionCommand;

public abstract record DivisionEvent : Event;

[Stored("place.division-registered.v1")]
public sealed record DivisionRegistered(string Code, string Name, string Kind, DateOnly ValidFrom, ImportId? Import, DateTimeOffset At)
    : DivisionEvent,
        IImported;

[Stored("place.boundary-drawn.v1")]
public sealed record BoundaryDrawn(Area.Polygons Boundary, bool Synthetic, ImportId? Import, DateTimeOffset At) : DivisionEvent, IImported;

[Stored("place.division-succeeded.v1")]
public sealed record DivisionSucceeded(string Successor, DateOnly From, DateTimeOffset At, ListOf<string>? Others = null) : DivisionEvent;

[Stored("place.hazard-recorded.v1")]
public sealed record HazardRecorded(Hazard Hazard, ImportId? Import, DateTimeOffset At) : DivisionEvent, IImported;

[Stored("place.hazard-removed.v1")]
public sealed record HazardRemoved(HazardId Hazard, ImportId Import, DateTimeOffset At) : DivisionEvent;

/// <summary>Records that the import that brought the division was undone; its boundary and hazards stay until theirs are.</summary>
[Stored("place.division-removed.v1")]
public sealed record DivisionRemoved(string Code, ImportId Import, DateTimeOffset At) : DivisionEvent;

[Stored("place.boundary-removed.v1")]
public sealed record BoundaryRemoved(ImportId Import, DateTimeOffset At) : DivisionEvent;

public sealed partial record Division
{
    public string? Code { get; init; }

    /// <summary>Further successors of a split division, beside <see cref="Successor"/>.</summary>
    public ListOf<string>? OtherSuccessors { get; init; }

    /// <summary>First day without it; null where it is in use, or the day is unknown.</summary>
    public DateOnly? EndedOn { get; init; }

    private Registration? Registered => Name is null ? null : new(Code ?? "", Name, Kind ?? "", ValidFrom ?? default);
    private Drawing? Drawn => Boundary is null ? null : new(Boundary, Synthetic);

    public static Decision Decide(Division state, Command command) =>
        command switch
        {
            RegisterDivision c => new Registration(c.Code, c.Name, c.Kind, c.ValidFrom) == state.Registered
                ? Nothing
                : new DivisionRegistered(c.Code, c.Name, c.Kind, c.ValidFrom, c.Import, c.At),
            UndoDivisionImport c => Of(Undo(state, c)),
            DivisionCommand when state.Name is null => Reject(Unknown),
            DrawBoundary c => new Drawing(c.Boundary, c.Synthetic) == state.Drawn
                ? Nothing
                : new BoundaryDrawn(c.Boundary, c.Synthetic, c.Import, c.At),
            SucceedDivision c => c.Successor == state.Successor && c.Others == state.OtherSuccessors
                ? Nothing
                : new DivisionSucceeded(c.Successor, c.From, c.At, c.Others),
            RecordHazards c => Of(
                Imported
                    .News(c.Hazards, h => h.Id, id => state.Hazards.GetValueOrDefault(id))
                    .Select(h => new HazardRecorded(h, c.Import, c.At))
            ),
            _ => throw new Unforeseen(command),
        };

    private static IEnumerable<Event> Undo(Division state, UndoDivisionImport c)
    {
        if (state.NameImport is { } name && name.Import == c.Import)
            yield return name.Before is { } was
                ? new DivisionRegistered(was.Code, was.Name, was.Kind, was.ValidFrom, null, c.At)
                : new DivisionRemoved(state.Code ?? "", c.Import, c.At);
        if (state.BoundaryImport is { } line && line.Import == c.Import)
            yield return line.Before is { } was
                ? new BoundaryDrawn(was.Boundary, was.Synthetic, null, c.At)
                : new BoundaryRemoved(c.Import, c.At);
        foreach (var (id, before) in state.HazardImports.Of(c.Import).Where(row => c.Slice?.Holds(row.Id.Value) ?? true))
            yield return before is null ? new HazardRemoved(id, c.Import, c.At) : new HazardRecorded(before, null, c.At);
    }

    public static Division Evolve(Division state, Event happened) =>
        happened switch
        {
            DivisionRegistered e => state with
            {
                Code = e.Code,
                Name = e.Name,
                Kind = e.Kind,
                ValidFrom = e.ValidFrom,
                NameImport = Imported<Registration>.After(
                    state.NameImport,
                    state.Registered,
                    new(e.Code, e.Name, e.Kind, e.ValidFrom),
                    e.Import
                ),
            },
            DivisionRemoved => state with { Code = null, Name = null, Kind = null, ValidFrom = null, NameImport = null },
            BoundaryDrawn e => state with
            {
                Boundary = e.Boundary,
                Synthetic = e.Synthetic,
                BoundaryImport = Imported<Drawing>.After(state.BoundaryImport, state.Drawn, new(e.Boundary, e.Synthetic), e.Import),
            },
            BoundaryRemoved => state with { Boundary = null, Synthetic = false, BoundaryImport = null },
            DivisionSucceeded e => state with { Successor = e.Successor, OtherSuccessors = e.Others, EndedOn = e.From },
            HazardRecorded e => state with
            {
                Hazards = state.Hazards.SetItem(e.Hazard.Id, e.Hazard),
                HazardImports = state.HazardImports.Remember(e.Hazard.Id, state.Hazards.GetValueOrDefault(e.Hazard.Id), e.Hazard, e.Import),
            },
            HazardRemoved e => state with
            {
                Hazards = state.Hazards.Remove(e.Hazard),
                HazardImports = state.HazardImports.Remove(e.Hazard),
            },
            _ => throw new Unforeseen(happened),
        };
}
