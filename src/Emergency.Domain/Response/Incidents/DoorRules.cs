using System.Collections.Immutable;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Incidents;

public sealed partial record Doors
{
    public static Decision Decide(Doors state, Command command) =>
        command switch
        {
            CloseDoors when state.Closed => Nothing,
            ReopenDoors c when state is { Closed: true, Incident: { } incident } => new DoorsReopened(incident, state.Community, c.At),
            ReopenDoors => Nothing,
            EraseVisitor c when state.Erased.Contains(c.Person) => Nothing,
            EraseVisitor c => c.Again || state.Persons.GetValueOrDefault(c.Person) is { Visitor: true }
                ? new VisitorErased(c.Incident, c.Community, c.Person, c.Basis, c.Keys, c.By, c.At)
                : Reject(UnknownPerson, c.Person.ToString()),
            // A call that was made is recorded even if the doors have closed meanwhile.
            CallDoor c when state.Incident is not null => Call(state, c),
            DoorsCommand when state.Closed => Reject(Over),
            CountDoors c => Recount.Decide(state, c),
            DoorsCommand when state.Incident is null => Reject(NotStarted),
            JoinDoors c => Recount.Decide(state, c),
            CheckPerson c when state.Persons.TryGetValue(c.Person, out var p) => Check(state, p, c),
            CheckPerson { Joins: { } copy } c => Lacks(c.State, c.Note, DoorState.Unchecked) is { } code
                ? Reject(code)
                : Of([
                    new DoorsJoined(state.Incident.Value, state.Community, [copy], [], c.At),
                    new PersonChecked(state.Incident.Value, state.Community, c.Person, c.State, c.Note, c.By, c.At),
                ]),
            CheckPerson c => Reject(UnknownPerson, c.Person.ToString()),
            CheckHousehold c => state.Households.TryGetValue(c.Household, out var h)
                ? Check(state, h, c)
                : Reject(UnknownHousehold, c.Household.ToString()),
            AddVisitor c when state.Persons.ContainsKey(c.Person) => Nothing,
            AddVisitor c => Lacks(c.State, NoNote, DoorState.Unchecked) is { } code
                ? Reject(code)
                : new VisitorAdded(state.Incident.Value, state.Community, c.Person, c.Household, c.State, c.Text, c.By, c.At),
            TakeOverDoor c => TakeOver(state, c),
            CloseDoors when Figures.Of(state) is var figures && figures.AtRisk.Open + figures.Households.Open + figures.People.Open > 0 =>
                Reject(Unsettled, $"{figures.AtRisk.Open}", $"{figures.Households.Open}", $"{figures.People.Open}"),
            CloseDoors c => new DoorsClosed(state.Incident.Value, state.Community, c.At),
            _ => throw new Unforeseen(command),
        };

    private static readonly DoorNote NoNote = new(null, null, null);

    /// <summary>Returns the column in which the state counts. If everybody must leave, 安全 in the own home is 未转.</summary>
    public static DoorCount CountOf(DoorState state, AreaPurpose purpose) =>
        state switch
        {
            DoorState.Safe => purpose == AreaPurpose.Check ? DoorCount.Moved : DoorCount.Left,
            DoorState.Away or DoorState.Moved or DoorState.WithRelatives or DoorState.AtHospital or DoorState.HandedOver => DoorCount.Moved,
            DoorState.Unreachable => DoorCount.Lost,
            _ => DoorCount.Left,
        };

    /// <summary>Tells whether nobody has to knock any more: counted as 已落实 or 已转, or refusing or unreachable and taken over by a named
    /// person.</summary>
    public static bool IsSettled(DoorState state, bool takenOver, AreaPurpose purpose) =>
        CountOf(state, purpose) == DoorCount.Moved || (takenOver && state is DoorState.Refuses or DoorState.Unreachable);

    // A person found at the door can have returned to it, whatever the purpose of the area.
    private static bool WasFound(DoorState state) => CountOf(state, AreaPurpose.Check) == DoorCount.Moved;

    // Returns the code of the note that the state needs and lacks.
    private static Code? Lacks(DoorState state, DoorNote note, DoorState before) =>
        state switch
        {
            DoorState.Away when note.Source is null => SourceMissing,
            DoorState.Moved or DoorState.WithRelatives when note.Where is null => PlaceMissing,
            DoorState.AtHospital when note is { Confirmation: null, Handover: null } => HospitalUnconfirmed,
            DoorState.HandedOver when note.Confirmation is null => HandOverUnconfirmed,
            DoorState.Returned when !WasFound(before) => NotMoved,
            _ => null,
        };

    // The same state again is new only with a new note.
    private static bool Known(DoorState now, DoorState asked, DoorNote note) =>
        now == asked && (note == NoNote || asked == DoorState.Returned);

    private static Decision Check(Doors state, DoorPerson person, CheckPerson c) =>
        person.Dispute is null && Known(person.State, c.State, c.Note) ? Nothing
        : Lacks(c.State, c.Note, person.State) is { } code ? Reject(code)
        : Overtaken(person.State, person.CheckedAt, person.CheckedBy, c.State, c.SaidAt, c.By)
            ? new DoorDisputed(state.Incident!.Value, state.Community, c.Person, null, c.State, c.SaidAt!.Value, c.Note, c.By, c.At)
        : new PersonChecked(state.Incident!.Value, state.Community, c.Person, c.State, c.Note, c.By, c.At);

    private static Decision Check(Doors state, DoorHousehold household, CheckHousehold c)
    {
        var with = c.All
            ? ListOf.From(
                state
                    .Persons.Values.Where(p => p.Household == c.Household && !p.Visitor && Follows(p, c.State))
                    .Select(p => p.Id)
                    .Order(ById)
            )
            : [];
        if (
            with.Count == 0
            && household.Dispute is null
            && household.NotMet == Math.Max(0, c.NotMet ?? 0)
            && Known(household.State, c.State, c.Note)
        )
            return Nothing;
        if (Lacks(c.State, c.Note, household.State == c.State ? DoorState.Safe : household.State) is { } code)
            return Reject(code);
        var incident = state.Incident!.Value;
        if (!Overtaken(household.State, household.CheckedAt, household.CheckedBy, c.State, c.SaidAt, c.By))
            return new HouseholdChecked(incident, state.Community, c.Household, c.State, with, c.Note, c.By, c.At, c.NotMet);
        // A person marked together with the household is in dispute too if their state has changed since; a person whom nobody else has
        // marked is simply marked.
        IEnumerable<PersonId> others = c.All
            ? state
                .Persons.Values.Where(p =>
                    p.Household == c.Household && !p.Visitor && Overtaken(p.State, p.CheckedAt, p.CheckedBy, c.State, c.SaidAt, c.By)
                )
                .Select(p => p.Id)
                .Order(ById)
            : [];
        return Of([
            new DoorDisputed(incident, state.Community, null, c.Household, c.State, c.SaidAt!.Value, c.Note, c.By, c.At),
            .. others.Select(id => new DoorDisputed(incident, state.Community, id, null, c.State, c.SaidAt!.Value, c.Note, c.By, c.At)),
            .. with.Select(id => new PersonChecked(incident, state.Community, id, c.State, c.Note, c.By, c.At)),
        ]);
    }

    // True for a mark made before somebody else's and arriving after it.
    private static bool Overtaken(DoorState now, DateTimeOffset? checkedAt, By? checkedBy, DoorState asked, DateTimeOffset? said, By by) =>
        said < checkedAt && now != asked && checkedBy is not null && checkedBy.Account != by.Account;

    // Unchecked persons follow their household's mark; returned ones must have left with it, but not to hospital.
    private static bool Follows(DoorPerson person, DoorState state) =>
        state == DoorState.Returned
            ? WasFound(person.State) && person.State is not (DoorState.AtHospital or DoorState.HandedOver)
            : person.State == DoorState.Unchecked && state != DoorState.Unchecked;

    private static readonly Comparer<PersonId> ById = Comparer<PersonId>.Create((a, b) => a.Value.CompareTo(b.Value));

    // Calls can arrive in another order than they were made; a time in the future is set to now.
    private static Decision Call(Doors state, CallDoor c)
    {
        if (!state.Persons.ContainsKey(c.Person))
            return Reject(UnknownPerson, c.Person.ToString());
        return new DoorCalled(state.Incident!.Value, state.Community, c.Person, c.To, c.DialledAt < c.At ? c.DialledAt : c.At, c.By, c.At);
    }

    private static Decision TakeOver(Doors state, TakeOverDoor c)
    {
        DoorState door;
        if (c.Person is { } id)
        {
            if (!state.Persons.TryGetValue(id, out var person))
                return Reject(UnknownPerson, id.ToString());
            door = person.State;
        }
        else
        {
            if (c.Household is not { } house || !state.Households.TryGetValue(house, out var household))
                return Reject(UnknownHousehold, c.Household?.ToString() ?? "");
            door = household.State;
        }
        return door is not (DoorState.Refuses or DoorState.Unreachable)
            ? Reject(NotOpenToTakeOver)
            : new DoorTakenOver(
                state.Incident!.Value,
                state.Community,
                c.Person,
                c.Person is null ? c.Household : null,
                c.From,
                c.Name,
                c.By,
                c.At
            );
    }

    public static Doors Evolve(Doors state, Event happened) =>
        happened switch
        {
            DoorsCounted e => Recount.Evolve(state, e),
            DoorsJoined e => Recount.Evolve(state, e),
            PersonChecked e => state with { Persons = Change(state.Persons, e.Person, p => Mark(p, e.State, e.At, e.By)) },
            HouseholdChecked e => state with
            {
                Households = Change(
                    state.Households,
                    e.Household,
                    h => Mark(h, e.State, e.At, e.By) with { NotMet = Math.Max(0, e.NotMet ?? 0) }
                ),
                Persons = e.WithPersons.Aggregate(state.Persons, (all, id) => Change(all, id, p => Mark(p, e.State, e.At, e.By))),
            },
            DoorDisputed { Person: { } id } e => state with
            {
                Persons = Change(
                    state.Persons,
                    id,
                    p =>
                        InState(p, Worse(p.State, e.State)) with
                        {
                            Dispute = new(
                                p.Dispute?.Stands ?? new(p.State, p.CheckedAt ?? e.At, p.CheckedBy ?? e.By),
                                new(e.State, e.SaidAt, e.By)
                            ),
                        }
                ),
            },
            DoorDisputed { Household: { } id } e => state with
            {
                Households = Change(
                    state.Households,
                    id,
                    h =>
                        InState(h, Worse(h.State, e.State)) with
                        {
                            Dispute = new(
                                h.Dispute?.Stands ?? new(h.State, h.CheckedAt ?? e.At, h.CheckedBy ?? e.By),
                                new(e.State, e.SaidAt, e.By)
                            ),
                        }
                ),
            },
            DoorDisputed => state, // names neither a person nor a household: no command makes it
            DoorCalled e => state with { Persons = Change(state.Persons, e.Person, p => p with { Called = new(e.To, e.DialledAt, e.By) }) },
            VisitorAdded e => state with
            {
                Persons = state.Persons.SetItem(
                    e.Person,
                    new(e.Person, e.Household, true, e.State, false, false, e.At) { CheckedBy = e.By }
                ),
            },
            VisitorErased e => state with { Erased = state.Erased.Add(e.Person) },
            DoorTakenOver { Person: { } id } => state with { Persons = Change(state.Persons, id, p => p with { TakenOver = true }) },
            DoorTakenOver { Household: { } id } => state with
            {
                Households = Change(state.Households, id, h => h with { TakenOver = true }),
            },
            DoorTakenOver => state, // names neither a person nor a household: no command makes it
            DoorsClosed => state with { Closed = true },
            DoorsReopened => state with { Closed = false },
            _ => throw new Unforeseen(happened),
        };

    private static DoorPerson Mark(DoorPerson p, DoorState state, DateTimeOffset at, By by) =>
        InState(p, state) with
        {
            CheckedAt = at,
            CheckedBy = by,
            Dispute = null,
        };

    private static DoorHousehold Mark(DoorHousehold h, DoorState state, DateTimeOffset at, By by) =>
        InState(h, state) with
        {
            CheckedAt = at,
            CheckedBy = by,
            Dispute = null,
        };

    // Another state ends a takeover; the same state again does not.
    private static DoorPerson InState(DoorPerson p, DoorState state) => p.State == state ? p : p with { State = state, TakenOver = false };

    private static DoorHousehold InState(DoorHousehold h, DoorState state) =>
        h.State == state ? h : h with { State = state, TakenOver = false };

    private static DoorState Worse(DoorState a, DoorState b) => (DoorState)Math.Min((int)a, (int)b);

    private static ImmutableDictionary<TId, T> Change<TId, T>(ImmutableDictionary<TId, T> all, TId id, Func<T, T> change)
        where TId : notnull => all.TryGetValue(id, out var known) ? all.SetItem(id, change(known)) : all;
}
