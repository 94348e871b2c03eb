namespace Emergency.Domain.Places;

/// <summary>An emergency shelter (避难场所; kind "shelter"). Capacity in people, area in square metres; Fit holds the hazard codes it serves. Occupancy may pass the capacity: people are never turned away by a figure.</summary>
public sealed record Shelter(ShelterFacts? Facts, int Occupancy, bool Open, ShelterFacts? Before, ImportId? Import)
{
    public static readonly Code Unknown = new("shelter.unknown");
    public static readonly Code NegativeOccupancy = new("shelter.negative-occupancy");
    public static readonly Shelter None = new(null, 0, false, null, null);
}

public sealed record ShelterFacts(ShelterId Id, string Community, string Name, string Type, int Capacity, double SquareMetres, string OpenHours, bool BarrierFree, bool Indoor, ListOf<string> Fit, Located? Location, MemberId? Contact);

public abstract record ShelterCommand : Command;
public sealed record RecordShelter(ShelterFacts Facts, ImportId? Import, DateTimeOffset At) : ShelterCommand;
public sealed record OpenShelter(By By, DateTimeOffset At) : ShelterCommand;
public sealed record CloseShelter(By By, DateTimeOffset At) : ShelterCommand;
public sealed record CountShelter(int Occupancy, By By, DateTimeOffset At) : ShelterCommand;
public sealed record UndoShelterImport(ImportId Import, DateTimeOffset At) : ShelterCommand;

public abstract record ShelterEvent : Event;
public sealed record ShelterRecorded(ShelterFacts Facts, ImportId? Import, DateTimeOffset At) : ShelterEvent, IImported;
public sealed record ShelterOpened(By By, DateTimeOffset At) : ShelterEvent;
public sealed record ShelterClosed(By By, DateTimeOffset At) : ShelterEvent;
public sealed record ShelterCounted(int Occupancy, By By, DateTimeOffset At) : ShelterEvent;
public sealed record ShelterRemoved(ShelterId Shelter, ImportId Import, DateTimeOffset At) : ShelterEvent;
