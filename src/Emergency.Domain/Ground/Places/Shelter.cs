using static Emergency.Domain.Decision;

namespace Emergency.Domain.Places;

/// <summary>Emergency shelter (避难场所; kind "shelter"). Capacity in people, area in square metres; Fit holds the hazard codes it serves.
/// Occupancy can exceed the capacity: people are never turned away by a figure.</summary>
public sealed partial record Shelter(ShelterFacts? Facts, int Occupancy, bool Open, Imported<ShelterFacts>? Import)
{
    public static readonly Code Unknown = new("shelter.unknown");
    public static readonly Code NegativeOccupancy = new("shelter.negative-occupancy");
    public static readonly Code InUse = new("shelter.in-use");
    public static readonly Code ReasonNeeded = new("shelter.reason-needed");
    public static readonly Shelter None = new(null, 0, false, null);
}

/// <param name="BarrierFree">无障碍; null where the register does not say.</param>
/// <param name="Indoor">True for a house, false for open ground; null where the register does not say.</param>
public sealed record ShelterFacts(
    ShelterId Id,
    string Community,
    string Name,
    string Type,
    int Capacity,
    double SquareMetres,
    string OpenHours,
    bool? BarrierFree,
    bool? Indoor,
    ListOf<string> Fit,
    Located? Location,
    MemberId? Contact
);

public abstract record ShelterCommand : Command;

public sealed record RecordShelter(ShelterFacts Facts, ImportId? Import, DateTimeOffset At) : ShelterCommand;

public sealed record OpenShelter(By By, DateTimeOffset At) : ShelterCommand;

public sealed record CloseShelter(By By, DateTimeOffset At) : ShelterCommand;

public sealed record CountShelter(int Occupancy, By By, DateTimeOffset At) : ShelterCommand;

/// <summary>Withdraws it as a shelter (撤销): the house is pulled down, or no longer safe. Refused while it is open or somebody is in it. A
/// register that has it again restores it.</summary>
/// <param name="Reason">At most 200 characters.</param>
public sealed record WithdrawShelter(string Reason, By By, DateTimeOffset At) : ShelterCommand;

public sealed record UndoShelterImport(ImportId Import, DateTimeOffset At) : ShelterCommand;

public abstract record ShelterEvent : Event;

[Stored("shelter.recorded.v1")]
public sealed record ShelterRecorded(ShelterFacts Facts, ImportId? Import, DateTimeOffset At) : ShelterEvent, IImported;

[Stored("shelter.opened.v1")]
public sealed record ShelterOpened(By By, DateTimeOffset At) : ShelterEvent;

[Stored("shelter.closed.v1")]
public sealed record ShelterClosed(By By, DateTimeOffset At) : ShelterEvent;

[Stored("shelter.counted.v1")]
public sealed record ShelterCounted(int Occupancy, By By, DateTimeOffset At) : ShelterEvent;

/// <summary>Records the withdrawal: risk points and plans that name the shelter need another place to go to.</summary>
[Stored("shelter.withdrawn.v1")]
public sealed record ShelterWithdrawn(ShelterId Shelter, string Reason, By By, DateTimeOffset At) : ShelterEvent;

[Stored("shelter.removed.v1")]
public sealed record ShelterRemoved(ShelterId Shelter, ImportId Import, DateTimeOffset At) : ShelterEvent;

public sealed partial record Shelter
{
    public static Decision Decide(Shelter state, Command command) =>
        command switch
        {
            RecordShelter c => c.Facts == state.Facts ? Nothing : new ShelterRecorded(c.Facts, c.Import, c.At),
            UndoShelterImport c => Undo(state, c),
            ShelterCommand when state.Facts is null => Reject(Unknown),
            OpenShelter c => state.Open ? Nothing : new ShelterOpened(c.By, c.At),
            CloseShelter c => state.Open ? new ShelterClosed(c.By, c.At) : Nothing,
            CountShelter { Occupancy: < 0 } => Reject(NegativeOccupancy),
            CountShelter c => c.Occupancy == state.Occupancy ? Nothing : new ShelterCounted(c.Occupancy, c.By, c.At),
            WithdrawShelter when state is { Open: true } or { Occupancy: > 0 } => Reject(InUse),
            WithdrawShelter { Reason: var reason } when string.IsNullOrWhiteSpace(reason) => Reject(ReasonNeeded),
            WithdrawShelter c => new ShelterWithdrawn(state.Facts.Id, c.Reason, c.By, c.At),
            _ => throw new Unforeseen(command),
        };

    // A shelter in use stays, even if the file that brought it is undone.
    private static Decision Undo(Shelter state, UndoShelterImport c) =>
        state is not { Import: { } origin, Facts: { } facts } || origin.Import != c.Import ? Nothing
        : origin.Before is { } before ? new ShelterRecorded(before, null, c.At)
        : state is { Open: false, Occupancy: 0 } ? new ShelterRemoved(facts.Id, c.Import, c.At)
        : Nothing;

    public static Shelter Evolve(Shelter state, Event happened) =>
        happened switch
        {
            ShelterRecorded e => state with
            {
                Facts = e.Facts,
                Import = Imported<ShelterFacts>.After(state.Import, state.Facts, e.Facts, e.Import),
            },
            ShelterRemoved or ShelterWithdrawn => None,
            ShelterOpened => state with { Open = true },
            ShelterClosed => state with { Open = false },
            ShelterCounted e => state with { Occupancy = e.Occupancy },
            _ => throw new Unforeseen(happened),
        };
}
