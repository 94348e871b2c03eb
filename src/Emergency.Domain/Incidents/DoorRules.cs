using System.Collections.Immutable;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Incidents;

public sealed partial record Doors
{
    public static Decision Decide(Doors state, Command command) => command switch
    {
        CloseDoors when state.Closed => Nothing,
        DoorsCommand when state.Closed => Reject(Over),
        CountDoors c => Recount.Decide(state, c),
        DoorsCommand when state.Incident is null => Reject(NotStarted),
        JoinDoors c => Recount.Decide(state, c),
        CheckPerson c => state.Persons.TryGetValue(c.Person, out var p) ? Check(state, p, c) : Reject(UnknownPerson, c.Person.ToString()),
        CheckHousehold c => state.Households.TryGetValue(c.Household, out var h) ? Check(state, h, c) : Reject(UnknownHousehold, c.Household.ToString()),
        AddVisitor c when state.Persons.ContainsKey(c.Person) => Nothing,
        AddVisitor c => Lacks(c.State, NoNote, DoorState.Unchecked) is { } code ? Reject(code) : new VisitorAdded(state.Incident.Value, state.Community, c.Person, c.Household, c.State, c.Text, c.By, c.At),
        TakeOverDoor c => TakeOver(state, c),
        CloseDoors when Figures.Of(state) is var figures && figures.AtRisk.Open + figures.Households.Open + figures.People.Open > 0 => Reject(Unsettled, $"{figures.AtRisk.Open}", $"{figures.Households.Open}", $"{figures.People.Open}"),
        CloseDoors c => new DoorsClosed(state.Incident.Value, state.Community, c.At),
        _ => throw new Unforeseen(command),
    };

    private static readonly DoorNote NoNote = new(null, null, null);

    /// <summary>What the state counts as: 已转, 未转 or 失联.</summary>
    public static DoorCount CountOf(DoorState state) => state switch
    {
        DoorState.Safe or DoorState.Away or DoorState.Moved or DoorState.WithRelatives or DoorState.AtHospital or DoorState.HandedOver => DoorCount.Moved,
        DoorState.Unreachable => DoorCount.Lost,
        _ => DoorCount.Left,
    };

    /// <summary>Whether nobody has to knock there any more: counted as moved, or refusing or unreachable and taken over by a named person.</summary>
    public static bool IsSettled(DoorState state, bool takenOver) => CountOf(state) == DoorCount.Moved || (takenOver && state is DoorState.Refuses or DoorState.Unreachable);

    // What the state must be told with before it may be believed.
    private static Code? Lacks(DoorState state, DoorNote note, DoorState before) => state switch
    {
        DoorState.Away when note.Source is null => SourceMissing,
        DoorState.Moved or DoorState.WithRelatives when note.Where is null => PlaceMissing,
        DoorState.AtHospital when note is { Confirmation: null, Handover: null } => HospitalUnconfirmed,
        DoorState.HandedOver when note.Confirmation is null => HandOverUnconfirmed,
        DoorState.Returned when CountOf(before) != DoorCount.Moved => NotMoved,
        _ => null,
    };

    // The same state told again is news only with something new to say about it.
    private static bool Known(DoorState now, DateTimeOffset? checkedAt, DoorState asked, DoorNote note, DateTimeOffset at) => now == asked && (checkedAt == at || note == NoNote || asked == DoorState.Returned);

    private static Decision Check(Doors state, DoorPerson person, CheckPerson c) =>
        Known(person.State, person.CheckedAt, c.State, c.Note, c.At) ? Nothing
        : Lacks(c.State, c.Note, person.State) is { } code ? Reject(code)
        : new PersonChecked(state.Incident!.Value, state.Community, c.Person, c.State, c.Note, c.By, c.At);

    private static Decision Check(Doors state, DoorHousehold household, CheckHousehold c)
    {
        var with = c.All ? ListOf.From(state.Persons.Values.Where(p => p.Household == c.Household && !p.Visitor && Follows(p, c.State)).Select(p => p.Id).Order(ById)) : [];
        return with.Count == 0 && Known(household.State, household.CheckedAt, c.State, c.Note, c.At) ? Nothing
            : Lacks(c.State, c.Note, household.State == c.State ? DoorState.Safe : household.State) is { } code ? Reject(code)
            : new HouseholdChecked(state.Incident!.Value, state.Community, c.Household, c.State, with, c.Note, c.By, c.At);
    }

    // With the household go those whom nobody has looked for yet; whoever came back had left with it, but not from hospital.
    private static bool Follows(DoorPerson person, DoorState state) => state == DoorState.Returned
        ? CountOf(person.State) == DoorCount.Moved && person.State is not (DoorState.AtHospital or DoorState.HandedOver)
        : person.State == DoorState.Unchecked && state != DoorState.Unchecked;

    private static readonly Comparer<PersonId> ById = Comparer<PersonId>.Create((a, b) => a.Value.CompareTo(b.Value));

    private static Decision TakeOver(Doors state, TakeOverDoor c)
    {
        DoorState door; DateTimeOffset? takenOverAt;
        if (c.Person is { } id)
        {
            if (!state.Persons.TryGetValue(id, out var person)) return Reject(UnknownPerson, id.ToString());
            (door, takenOverAt) = (person.State, person.TakenOverAt);
        }
        else
        {
            if (c.Household is not { } house || !state.Households.TryGetValue(house, out var household)) return Reject(UnknownHousehold, c.Household?.ToString() ?? "");
            (door, takenOverAt) = (household.State, household.TakenOverAt);
        }
        return door is not (DoorState.Refuses or DoorState.Unreachable) ? Reject(NotOpenToTakeOver)
            : takenOverAt == c.At ? Nothing
            : new DoorTakenOver(state.Incident!.Value, state.Community, c.Person, c.Person is null ? c.Household : null, c.From, c.Name, c.By, c.At);
    }

    public static Doors Evolve(Doors state, Event happened) => happened switch
    {
        DoorsCounted e => Recount.Evolve(state, e),
        DoorsJoined e => Recount.Evolve(state, e),
        PersonChecked e => state with { Persons = Change(state.Persons, e.Person, p => Mark(p, e.State, e.At)) },
        HouseholdChecked e => state with { Households = Change(state.Households, e.Household, h => Mark(h, e.State, e.At)), Persons = e.WithPersons.Aggregate(state.Persons, (all, id) => Change(all, id, p => Mark(p, e.State, e.At))) },
        VisitorAdded e => state with { Persons = state.Persons.SetItem(e.Person, new(e.Person, e.Household, true, e.State, false, false, e.At)) },
        DoorTakenOver { Person: { } id } e => state with { Persons = Change(state.Persons, id, p => p with { TakenOver = true, TakenOverAt = e.At }) },
        DoorTakenOver { Household: { } id } e => state with { Households = Change(state.Households, id, h => h with { TakenOver = true, TakenOverAt = e.At }) },
        DoorTakenOver => state, // names neither a person nor a household: nobody decides that
        DoorsClosed => state with { Closed = true },
        _ => throw new Unforeseen(happened),
    };

    // Another state ends what was taken over; the same one told again does not.
    private static DoorPerson Mark(DoorPerson p, DoorState state, DateTimeOffset at) => p.State == state ? p with { CheckedAt = at } : p with { State = state, TakenOver = false, TakenOverAt = null, CheckedAt = at };
    private static DoorHousehold Mark(DoorHousehold h, DoorState state, DateTimeOffset at) => h.State == state ? h with { CheckedAt = at } : h with { State = state, TakenOver = false, TakenOverAt = null, CheckedAt = at };
    private static ImmutableDictionary<TId, T> Change<TId, T>(ImmutableDictionary<TId, T> all, TId id, Func<T, T> change) where TId : notnull => all.TryGetValue(id, out var known) ? all.SetItem(id, change(known)) : all;
}
