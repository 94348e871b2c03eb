using Emergency.Domain.Incidents;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Incidents;

/// <summary>
/// Situations in which stories about doors begin. Three households: grandmother (at risk) with two others; an old man (at risk) alone; a
/// couple without anybody at risk. And a person at risk who lives outside the area and is inside tonight.
/// </summary>
public static class DoorLadder
{
    public static readonly IncidentId Fire = Id<IncidentId>(1);
    public static readonly HouseholdId Family = Id<HouseholdId>(1),
        Alone = Id<HouseholdId>(2),
        Couple = Id<HouseholdId>(3),
        Elsewhere = Id<HouseholdId>(9);
    public static readonly PersonId Grandmother = Id<PersonId>(1),
        OldMan = Id<PersonId>(2),
        Guest = Id<PersonId>(4),
        Tourist = Id<PersonId>(7);
    public static readonly ListOf<PersonCopy> Persons = [new(Grandmother, Family), new(OldMan, Alone), new(Guest, Elsewhere)];
    public static readonly ListOf<DoorCopy> Households = [new(Family, 3), new(Alone, 1), new(Couple, 2)];
    public static readonly DoorNote Silent = new(null, null, null),
        WithPlace = new(Hidden("体育馆"), null, null),
        WithSource = new(null, Hidden("邻居说去女儿家"), null),
        Confirmed = new(null, null, Hidden("120已接收"));

    public static DoorNote NoteFor(DoorState state) =>
        state switch
        {
            DoorState.Moved or DoorState.WithRelatives => WithPlace,
            DoorState.Away => WithSource,
            DoorState.AtHospital or DoorState.HandedOver => Confirmed,
            _ => Silent,
        };

    public static CountDoors Count(int version, ListOf<PersonCopy> persons, ListOf<DoorCopy> households, double minute = 5) =>
        new(Fire, Community, version, persons, households, After(minute));

    public static DoorsEvent[] Counted => [new DoorsCounted(Fire, Community, 1, Persons, Households, [], [], [], [], Night)];

    public static CheckPerson Tick(PersonId person, DoorState state, double minute = 6) =>
        new(person, state, NoteFor(state), GridChief, After(minute));

    public static CheckHousehold TickDoor(HouseholdId household, DoorState state, bool all = false, double minute = 6) =>
        new(household, state, all, NoteFor(state), GridChief, After(minute));

    /// <summary>A mark made without network at one minute and sent at another, by somebody other than the grid chief.</summary>
    public static CheckPerson Late(PersonId person, DoorState state, double said, double told) =>
        new(person, state, NoteFor(state), UnitChief, After(told), After(said));

    public static PersonChecked Ticked(PersonId person, DoorState state, double minute = 6) =>
        new(Fire, Community, person, state, NoteFor(state), GridChief, After(minute));

    public static HouseholdChecked DoorTicked(HouseholdId household, DoorState state, ListOf<PersonId> with, double minute = 6) =>
        new(Fire, Community, household, state, with, NoteFor(state), GridChief, After(minute));
}
