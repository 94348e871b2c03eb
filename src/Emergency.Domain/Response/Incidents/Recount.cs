namespace Emergency.Domain.Incidents;

/// <summary>Decides who is counted when the area or the register changes. Unmarked doors come and go with the area; marked persons and all
/// visitors stay counted.</summary>
public static class Recount
{
    public static Decision Decide(Doors state, CountDoors c)
    {
        if (c.AreaVersion < state.AreaVersion)
            return Decision.Nothing;
        var (persons, households) = News(state, c.Persons, c.Households);
        var inside = c.Persons.Select(p => p.Person).ToHashSet();
        var doorsInside = c.Households.Select(h => h.Household).ToHashSet();
        var marked = Marked(state);
        var leaving = state
            .Persons.Values.Where(p => !p.Visitor && !p.Outside && !inside.Contains(p.Id))
            .OrderBy(p => p.Id.Value)
            .ToLookup(p => p.State != DoorState.Unchecked || (p.Household is { } door && marked.Contains(door)), p => p.Id);
        var doorsLeaving = state
            .Households.Values.Where(h => !h.Outside && !doorsInside.Contains(h.Id))
            .OrderBy(h => h.Id.Value)
            .ToLookup(h => marked.Contains(h.Id), h => h.Id);
        var counted = new DoorsCounted(
            c.Incident,
            c.Community,
            c.AreaVersion,
            persons,
            households,
            [.. leaving[false]],
            [.. doorsLeaving[false]],
            [.. leaving[true]],
            [.. doorsLeaving[true]],
            c.At,
            c.Purpose is AreaPurpose.Evacuate ? AreaPurpose.Evacuate : null
        );
        return
            state.Incident is not null
            && c.AreaVersion == state.AreaVersion
            && c.Purpose == state.Purpose
            && counted
                is {
                    Persons.Count: 0,
                    Households.Count: 0,
                    ReleasedPersons.Count: 0,
                    ReleasedHouseholds.Count: 0,
                    OutsidePersons.Count: 0,
                    OutsideHouseholds.Count: 0
                }
            ? Decision.Nothing
            : counted;
    }

    public static Decision Decide(Doors state, JoinDoors c)
    {
        var (persons, households) = News(state, c.Persons, c.Households);
        return persons.Count == 0 && households.Count == 0
            ? Decision.Nothing
            : new DoorsJoined(c.Incident, c.Community, persons, households, c.At);
    }

    // Returns the last copy of each id, where it differs from the count.
    private static (ListOf<PersonCopy>, ListOf<DoorCopy>) News(Doors state, ListOf<PersonCopy> persons, ListOf<DoorCopy> households) =>
        (
            [
                .. persons
                    .GroupBy(p => p.Person)
                    .Select(same => same.Last())
                    .Where(p => !(state.Persons.TryGetValue(p.Person, out var known) && !known.Outside && known.Household == p.Household)),
            ],
            [
                .. households
                    .GroupBy(h => h.Household)
                    .Select(same => same.Last())
                    .Where(h =>
                        !(state.Households.TryGetValue(h.Household, out var known) && !known.Outside && known.Members == h.Members)
                    ),
            ]
        );

    // Returns doors that were marked themselves, or whose people are all registered and all marked. The people stay with such a door: an
    // unchecked one must not turn into one of its other members.
    private static HashSet<HouseholdId> Marked(Doors state)
    {
        var persons = state.Persons.Values.Where(p => p.Household is not null && !p.Visitor).ToLookup(p => p.Household!.Value);
        return
        [
            .. state
                .Households.Values.Where(h =>
                    h.State != DoorState.Unchecked
                    || (
                        persons[h.Id].Count() is > 0 and var known
                        && known >= h.Members
                        && persons[h.Id].All(p => p.State != DoorState.Unchecked)
                    )
                )
                .Select(h => h.Id),
        ];
    }

    public static Doors Evolve(Doors state, DoorsCounted e)
    {
        var counted = Inside(state, e.Persons, e.Households);
        return counted with
        {
            Incident = e.Incident,
            Community = e.Community,
            AreaVersion = e.AreaVersion,
            Purpose = e.Purpose ?? AreaPurpose.Check,
            Persons = counted
                .Persons.RemoveRange(e.ReleasedPersons)
                .SetItems(
                    e.OutsidePersons.Where(counted.Persons.ContainsKey)
                        .Select(id => KeyValuePair.Create(id, counted.Persons[id] with { Outside = true }))
                ),
            Households = counted
                .Households.RemoveRange(e.ReleasedHouseholds)
                .SetItems(
                    e.OutsideHouseholds.Where(counted.Households.ContainsKey)
                        .Select(id => KeyValuePair.Create(id, counted.Households[id] with { Outside = true }))
                ),
        };
    }

    public static Doors Evolve(Doors state, DoorsJoined e) => Inside(state, e.Persons, e.Households);

    private static Doors Inside(Doors state, ListOf<PersonCopy> persons, ListOf<DoorCopy> households) =>
        state with
        {
            Persons = state.Persons.SetItems(
                persons.Select(p =>
                    KeyValuePair.Create(
                        p.Person,
                        state.Persons.TryGetValue(p.Person, out var known)
                            ? known with
                            {
                                Household = p.Household,
                                Outside = false,
                            }
                            : new(p.Person, p.Household, false, DoorState.Unchecked, false, false, null)
                    )
                )
            ),
            Households = state.Households.SetItems(
                households.Select(h =>
                    KeyValuePair.Create(
                        h.Household,
                        state.Households.TryGetValue(h.Household, out var known)
                            ? known with
                            {
                                Members = h.Members,
                                Outside = false,
                            }
                            : new(h.Household, h.Members, DoorState.Unchecked, false, false, null)
                    )
                )
            ),
        };
}
