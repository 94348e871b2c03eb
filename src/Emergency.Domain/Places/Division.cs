namespace Emergency.Domain.Places;

/// <summary>One administrative division (kind "place", key = its code): name, boundary, and the hazards (隐患) found in it. Codes change each year: <paramref name="ValidFrom"/> and <paramref name="Successor"/> keep the history.</summary>
public sealed record Division(string? Name, string? Kind, DateOnly? ValidFrom, string? Successor, Area.Polygons? Boundary, bool Synthetic, System.Collections.Immutable.ImmutableDictionary<HazardId, Hazard> Hazards)
{
    public static readonly Code Unknown = new("place.unknown-division");
    public static readonly Code UnknownHazard = new("place.unknown-hazard");
    public static readonly Division None = new(null, null, null, null, null, false, System.Collections.Immutable.ImmutableDictionary<HazardId, Hazard>.Empty);
}

/// <summary>A hazard (隐患): found → assigned → mended → checked → closed. A committee finds and reports; it does not mend. <paramref name="Metres"/> is the radius it concerns.</summary>
public sealed record Hazard(HazardId Id, string Type, string Level, string Description, Located? Location, double? Metres, MemberId? Watcher, DateOnly? FoundOn, string Status);

public abstract record DivisionCommand : Command;
/// <param name="Kind">区 县 街道 镇 乡 社区 村 …, as the register says.</param>
public sealed record RegisterDivision(string Code, string Name, string Kind, DateOnly ValidFrom, ImportId? Import, DateTimeOffset At) : DivisionCommand;
public sealed record DrawBoundary(Area.Polygons Boundary, bool Synthetic, ImportId? Import, DateTimeOffset At) : DivisionCommand;
public sealed record SucceedDivision(string Successor, DateOnly From, DateTimeOffset At) : DivisionCommand;
public sealed record RecordHazards(ListOf<Hazard> Hazards, ImportId? Import, DateTimeOffset At) : DivisionCommand;
public sealed record UndoDivisionImport(ImportId Import, DateTimeOffset At) : DivisionCommand;

public abstract record DivisionEvent : Event;
public sealed record DivisionRegistered(string Code, string Name, string Kind, DateOnly ValidFrom, ImportId? Import, DateTimeOffset At) : DivisionEvent, IImported;
public sealed record BoundaryDrawn(Area.Polygons Boundary, bool Synthetic, ImportId? Import, DateTimeOffset At) : DivisionEvent, IImported;
public sealed record DivisionSucceeded(string Successor, DateOnly From, DateTimeOffset At) : DivisionEvent;
public sealed record HazardRecorded(Hazard Hazard, ImportId? Import, DateTimeOffset At) : DivisionEvent, IImported;
public sealed record HazardRemoved(HazardId Hazard, ImportId Import, DateTimeOffset At) : DivisionEvent;
