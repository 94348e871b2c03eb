using System.Collections.Immutable;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.People;

public sealed partial record Residents
{
    private const int MostMembers = 99;
    public static readonly Code ChangedMeanwhile = new("residents.changed-meanwhile"),
        KnownHere = new("residents.known-here"),
        HasLeft = new("residents.has-left"),
        BadDay = new("residents.bad-day"),
        UnknownGuardian = new("residents.unknown-guardian");

    /// <summary>Persons who have left: in no list of today, and still in the history.</summary>
    public ImmutableDictionary<PersonId, Departure> Departed { get; init; } = ImmutableDictionary<PersonId, Departure>.Empty;

    private static Decision Decide(Residents state, ByHandCommand command) =>
        command switch
        {
            EnterPerson c => Decide(state, c),
            CorrectPerson c => Decide(state, c),
            CheckPersons c => Decide(state, c),
            LeavePerson c => Decide(state, c),
            ReturnPerson c => Decide(state, c),
            EnterGuardian c => !state.Persons.ContainsKey(c.Guardian.Person) ? Reject(UnknownPerson, c.Guardian.Person.ToString())
            : state.Guardians.ContainsKey(c.Guardian.Id) ? Reject(KnownHere)
            : new GuardianEntered(c.Guardian, c.Why, c.By, c.At),
            CorrectGuardian c => Against(state, c.Guardian, c.Seen) ?? new GuardianCorrected(c.Guardian, c.Fields, c.Why, c.By, c.At),
            EndGuardian c => Against(state, c.Guardian, c.Seen) ?? new GuardianEnded(c.Guardian, c.Day, c.Why, c.By, c.At),
            HouseholdCommand c => Decide(state, c),
            GivingCommand c => Decide(state, c),
            MergingCommand c => Decide(state, c),
            _ => throw new Unforeseen(command),
        };

    private static Decision Decide(Residents state, EnterPerson c) =>
        state.Gone.Contains(c.Person.Id) ? Reject(Erased, c.Person.Id.ToString())
        : state.Persons.ContainsKey(c.Person.Id) ? Reject(KnownHere)
        : state.Departed.ContainsKey(c.Person.Id) ? Reject(HasLeft)
        : Ahead(c.Day, c.At)
            ?? state.NoRoom(c.Person.Household, c.How == Coming.Found ? 0 : 1)
            ?? new PersonEntered(c.Person, c.How, c.Day, c.Why, c.By, c.At);

    private static Decision Decide(Residents state, CorrectPerson c)
    {
        if (!state.Persons.TryGetValue(c.Person.Id, out var was))
            return Reject(state.Departed.ContainsKey(c.Person.Id) ? HasLeft : UnknownPerson, c.Person.Id.ToString());
        var now = c.Person with { Helper = was.Helper };
        return now == was ? Nothing
            : SeenPerson.Of(was) != c.Seen ? Reject(ChangedMeanwhile)
            : (now.Household == was.Household ? null : state.NoRoom(now.Household, 1))
                ?? new PersonCorrected(now, c.Fields, c.Why, c.By, c.At);
    }

    private static Decision Decide(Residents state, CheckPersons c)
    {
        var told = new List<Event>();
        foreach (var (person, seen) in c.Persons.DistinctBy(one => one.Person.Id))
        {
            if (!state.Persons.TryGetValue(person.Id, out var was))
                return Reject(state.Departed.ContainsKey(person.Id) ? HasLeft : UnknownPerson, person.Id.ToString());
            var now = person with { Helper = was.Helper };
            if (now == was)
                continue;
            if (SeenPerson.Of(was) != seen)
                return Reject(ChangedMeanwhile);
            told.Add(new PersonCorrected(now, [PersonField.CheckedOn], null, c.By, c.At));
        }
        return Of(told);
    }

    private static Decision Decide(Residents state, LeavePerson c) =>
        state.Departed.ContainsKey(c.Person) ? Reject(HasLeft)
        : !state.Persons.ContainsKey(c.Person) ? Reject(UnknownPerson, c.Person.ToString())
        : Ahead(c.Day, c.At) ?? new PersonLeft(c.Person, c.How, c.Day, c.Where, c.Why, c.By, c.At);

    private static Decision Decide(Residents state, ReturnPerson c) =>
        state.Persons.ContainsKey(c.Person) ? Nothing
        : !state.Departed.TryGetValue(c.Person, out var left) ? Reject(UnknownPerson, c.Person.ToString())
        : state.MergedPersons.TryGetValue(c.Person, out var merged) ? Reject(MergedInto, merged.Into.ToString())
        : left.To is { } to ? Reject(TakenOver, to)
        : Ahead(c.Day, c.At) ?? state.NoRoom(c.Household, 1) ?? new PersonReturned(c.Person, c.Household, c.Day, c.Why, c.By, c.At);

    private static Decision? Against(Residents state, Guardian now, Sealed seen) =>
        !state.Guardians.TryGetValue(now.Id, out var was) || was.Person != now.Person || !state.Persons.ContainsKey(now.Person)
            ? Reject(UnknownGuardian, now.Id.ToString())
        : was == now ? Nothing
        : was.Contact != seen ? Reject(ChangedMeanwhile)
        : null;

    private static Decision? Ahead(DateOnly day, DateTimeOffset at) => day > Shanghai.Day(at) ? Reject(BadDay) : null;

    private Decision? NoRoom(HouseholdId? home, int more) =>
        home is not { } id ? null
        : !Households.TryGetValue(id, out var household) ? Reject(UnknownHousehold, id.ToString())
        : household.Members + more > MostMembers ? Reject(BadMembers, id.ToString())
        : null;

    private static Residents Evolve(Residents state, ByHandEvent happened) =>
        happened switch
        {
            PersonEntered e => state.WithPerson(e.Person, e.How == Coming.Found ? 0 : 1),
            PersonCorrected e => state.Corrected(e.Person),
            PersonLeft e => state.WithoutPerson(e.Person, e.How, e.Day, null),
            PersonReturned e when state.Departed.TryGetValue(e.Person, out var left) => state.WithPerson(
                left.Person with
                {
                    Household = e.Household,
                },
                1
            ),
            PersonReturned => state, // of somebody who was erased since: nobody is there to return
            GuardianEntered e => state.WithGuardian(e.Guardian),
            GuardianCorrected e => state.WithGuardian(e.Guardian),
            GuardianEnded e => state.WithGuardian(e.Guardian),
            HouseholdEvent e => Evolve(state, e),
            GivingEvent e => Evolve(state, e),
            MergingEvent e => Evolve(state, e),
            _ => throw new Unforeseen(happened),
        };

    private Residents WithPerson(AtRiskResident person, int more) => Written(person).Living(person.Household, more);

    private Residents Corrected(AtRiskResident person)
    {
        var before = Persons.GetValueOrDefault(person.Id)?.Household;
        return before == person.Household ? Written(person).Touched(before) : WithPerson(person, 1).Living(before, -1);
    }

    private Residents Written(AtRiskResident person) =>
        this with
        {
            Persons = Persons.SetItem(person.Id, person),
            Departed = Departed.Remove(person.Id),
            Imports = Imports with { Persons = Imports.Persons.Remove(person.Id) },
        };

    private Residents WithoutPerson(PersonId id, Leaving how, DateOnly day, string? to) =>
        Persons.TryGetValue(id, out var person)
            ? (
                this with
                {
                    Persons = Persons.Remove(id),
                    Departed = Departed.SetItem(id, new(person, how, day, to)),
                    Given = Given.Remove(id),
                    Imports = Imports with { Persons = Imports.Persons.Remove(id) },
                }
            ).Living(person.Household, -1)
            : this;

    // A household stays when its file is undone if a person was entered into it by hand.
    private Residents Touched(HouseholdId? home) =>
        home is { } id ? this with { Imports = Imports with { Households = Imports.Households.Remove(id) } } : this;

    // Changes the number of people living there by so many; never below the number registered.
    private Residents Living(HouseholdId? home, int more)
    {
        if (home is not { } id || !Households.TryGetValue(id, out var household))
            return this;
        var registered = Persons.Values.Count(person => person.Household == id);
        return WithHousehold(household with { Members = Homes.Living(household.Members, more, registered) });
    }

    private Residents WithHousehold(Household household) =>
        this with
        {
            Households = Households.SetItem(household.Id, household),
            Imports = Imports with { Households = Imports.Households.Remove(household.Id) },
        };

    // A person stays when their file is undone if a guardian was entered for them by hand.
    private Residents WithGuardian(Guardian guardian) =>
        (
            this with
            {
                Guardians = Guardians.SetItem(guardian.Id, guardian),
                Imports = Imports with
                {
                    Guardians = Imports.Guardians.Remove(guardian.Id),
                    Persons = Imports.Persons.Remove(guardian.Person),
                },
            }
        ).Touched(Persons.GetValueOrDefault(guardian.Person)?.Household);
}
