using static Emergency.Domain.Decision;

namespace Emergency.Domain.People;

public sealed partial record Residents
{
    public static Decision Decide(Residents state, Command command) =>
        command switch
        {
            RecordHouseholds c when c.Households.FirstOrDefault(h => h.Members is < 0 or > 99) is { } bad => Reject(
                BadMembers,
                bad.Id.ToString()
            ),
            RecordHouseholds c => Of(
                Imported
                    .News(c.Households.Where(h => !state.Merged.ContainsKey(h.Id)), h => h.Id, id => state.Households.GetValueOrDefault(id))
                    .Select(h => new HouseholdRecorded(h, c.Import, c.At))
            ),
            RecordPersons c when c.Persons.FirstOrDefault(p => state.Gone.Contains(p.Id)) is { } gone => Reject(Erased, gone.Id.ToString()),
            RecordPersons c
                when c.Persons.FirstOrDefault(p => state.HomeOf(p.Household) is { } household && !state.Households.ContainsKey(household))
                    is { } homeless => Reject(UnknownHousehold, $"{homeless.Household}"),
            RecordPersons c => Of(
                Imported
                    .News(state.Rows(c.Persons), p => p.Id, id => state.Persons.GetValueOrDefault(id))
                    .Select(p => new PersonRecorded(p, c.Import, c.At))
            ),
            RecordGuardians c when c.Guardians.FirstOrDefault(g => !state.Persons.ContainsKey(g.Person)) is { } stray => Reject(
                UnknownPerson,
                stray.Person.ToString()
            ),
            RecordGuardians c => Of(
                Imported
                    .News(c.Guardians, g => g.Id, id => state.Guardians.GetValueOrDefault(id))
                    .Select(g => new GuardianRecorded(g, c.Import, c.At))
            ),
            PairHelper c when !state.Persons.ContainsKey(c.Person) => Reject(UnknownPerson, c.Person.ToString()),
            PairHelper c => state.Persons[c.Person].Helper == c.Helper ? Nothing : new HelperPaired(c.Person, c.Helper, c.By, c.At),
            ApproveSight c when SightApproval.Fault(c.From, c.To) is { } fault => Reject(fault),
            ApproveSight c => state.Approvals.Contains(new(c.Role, c.From, c.To, c.By))
                ? Nothing
                : new SightApproved(c.Role, c.From, c.To, c.By, c.At),
            WithdrawSight c when !state.Approvals.Any(one => one.Is(c.Role, c.From, c.To)) => Reject(UnknownApproval),
            WithdrawSight c => new SightWithdrawn(c.Role, c.From, c.To, c.By, c.At),
            ByHandCommand c => Decide(state, c),
            ConsentCommand c => Decide(state, c),
            ErasePerson c => Decide(state, c),
            HoldPerson c => Decide(state, c),
            SettleDoubt c => Decide(state, c),
            UndoResidentsImport c => Of(Undo(state, c)),
            _ => throw new Unforeseen(command),
        };

    // A file brings back nobody who has left: that is done by hand. The old number of a household merged into another leads to the new one.
    private IEnumerable<AtRiskResident> Rows(ListOf<AtRiskResident> persons) =>
        persons
            .Where(person => !Departed.ContainsKey(person.Id))
            .Select(person =>
                person with
                {
                    Household = HomeOf(person.Household),
                    Helper = person.Helper ?? Persons.GetValueOrDefault(person.Id)?.Helper,
                }
            );

    // Guardians are removed with their person, whichever file brought them, unless the file had taken them from another person. A household
    // stays while somebody lives in it.
    private static IEnumerable<Event> Undo(Residents state, UndoResidentsImport c)
    {
        var (counted, today) = (c.Counted?.ToHashSet() ?? [], Shanghai.Day(c.At));
        var brought = state.Imports.Persons.Of(c.Import).ToList();
        var staying = brought
            .Where(row => row.Before is null && (counted.Contains(row.Id) || state.Holds.GetValueOrDefault(row.Id) >= today))
            .Select(row => row.Id)
            .ToHashSet();
        var persons = brought.Where(row => !staying.Contains(row.Id)).ToList();
        var leaving = persons.Where(row => row.Before is null).Select(row => row.Id).ToHashSet();
        var back = persons.Where(row => row.Before is not null).ToDictionary(row => row.Id, row => row.Before!);
        var homes = state
            .Persons.Values.Where(person => !leaving.Contains(person.Id))
            .Select(person => state.HomeOf(back.GetValueOrDefault(person.Id, person).Household))
            .ToHashSet();
        var before = state.Imports.Guardians.Of(c.Import).ToDictionary(row => row.Id, row => row.Before);
        bool In(Guid id) => c.Slice?.Holds(id) ?? true;
        foreach (
            var guardian in state.Guardians.Values.Where(g =>
                leaving.Contains(g.Person) ? In(g.Person.Value) : !staying.Contains(g.Person) && before.ContainsKey(g.Id) && In(g.Id.Value)
            )
        )
            yield return before.GetValueOrDefault(guardian.Id) is { } was
            && state.Persons.ContainsKey(was.Person)
            && !leaving.Contains(was.Person)
                ? new GuardianRecorded(was, null, c.At)
                : new GuardianRemoved(guardian.Id, c.Import, c.At);
        foreach (var (id, was) in persons.Where(row => In(row.Id.Value)))
            yield return was is null ? new PersonRemoved(id, c.Import, c.At) : new PersonRecorded(was, null, c.At);
        foreach (var (id, was) in state.Imports.Households.Of(c.Import).Where(row => In(row.Id.Value)))
            if (was is not null || !homes.Contains(id))
                yield return was is null ? new HouseholdRemoved(id, c.Import, c.At) : new HouseholdRecorded(was, null, c.At);
    }

    public static Residents Evolve(Residents state, Event happened) =>
        happened switch
        {
            HouseholdRecorded e => state with
            {
                Households = state.Households.SetItem(e.Household.Id, e.Household),
                Imports = state.Imports with
                {
                    Households = state.Imports.Households.Remember(
                        e.Household.Id,
                        state.Households.GetValueOrDefault(e.Household.Id),
                        e.Household,
                        e.Import
                    ),
                },
            },
            HouseholdRemoved e => state with
            {
                Households = state.Households.Remove(e.Household),
                Imports = state.Imports with { Households = state.Imports.Households.Remove(e.Household) },
            },
            PersonRecorded e => state with
            {
                Persons = state.Persons.SetItem(e.Person.Id, e.Person),
                Departed = state.Departed.Remove(e.Person.Id),
                Imports = state.Imports with
                {
                    Persons = state.Imports.Persons.Remember(e.Person.Id, state.Persons.GetValueOrDefault(e.Person.Id), e.Person, e.Import),
                },
            },
            PersonRemoved e => state with
            {
                Persons = state.Persons.Remove(e.Person),
                Given = state.Given.Remove(e.Person),
                Imports = state.Imports with { Persons = state.Imports.Persons.Remove(e.Person) },
            },
            GuardianRecorded e => state with
            {
                Guardians = state.Guardians.SetItem(e.Guardian.Id, e.Guardian),
                Imports = state.Imports with
                {
                    Guardians = state.Imports.Guardians.Remember(
                        e.Guardian.Id,
                        state.Guardians.GetValueOrDefault(e.Guardian.Id),
                        e.Guardian,
                        e.Import
                    ),
                },
            },
            GuardianRemoved e => state with
            {
                Guardians = state.Guardians.Remove(e.Guardian),
                Imports = state.Imports with { Guardians = state.Imports.Guardians.Remove(e.Guardian) },
            },
            HelperPaired e when state.Persons.TryGetValue(e.Person, out var person) => state with
            {
                Persons = state.Persons.SetItem(e.Person, person with { Helper = e.Helper }),
                Imports = state.Imports with { Persons = state.Imports.Persons.Remove(e.Person) },
            },
            HelperPaired => state, // of somebody a later undo removed: nothing left to change
            ByHandEvent e => Evolve(state, e),
            ConsentEvent e => Evolve(state, e),
            PersonErased e => Evolve(state, e),
            PersonHeld e => Evolve(state, e),
            DoubtSettled e => state with { Settled = state.Settled.Add(e.Doubt) },
            SightApproved e => state with { Approvals = state.Approvals.Add(new(e.Role, e.From, e.To, e.By)) },
            SightWithdrawn e => state with { Approvals = [.. state.Approvals.Where(one => !one.Is(e.Role, e.From, e.To))] },
            _ => throw new Unforeseen(happened),
        };
}
