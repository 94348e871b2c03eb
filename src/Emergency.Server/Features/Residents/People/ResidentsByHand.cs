using Emergency.Domain;
using Emergency.Domain.People;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Features.People;

/// <summary>
/// Folds acts by hand. A person who has left stays known by id, so that doors, care and timelines still find them, and
/// stands in no list, count or area of today.
/// </summary>
internal sealed partial class ResidentsView
{
    private ResidentsKnown Fold(ResidentsKnown state, string community, ByHandEvent told) =>
        told switch
        {
            PersonEntered e when state.Erased.Hold(e.Person.Id) => state,
            PersonEntered e => Living(
                With(state, Opened(state, community, e.Person)),
                community,
                e.Person.Household,
                e.How == Coming.Found ? 0 : 1
            ),
            PersonCorrected e when state.Erased.Hold(e.Person.Id) => state,
            PersonCorrected e => Corrected(state, community, e.Person),
            PersonLeft e => Left(state, e.Person, community, new(e.How, e.Day)),
            PersonReturned e => state.Persons.TryGetValue(e.Person, out var person) && person.Left is not null
                ? Living(With(state, person with { Household = e.Household, Left = null }), community, e.Household, 1)
                : state,
            GuardianEntered e => With(Without(state, community, e.Guardian.Id), community, Opened(e.Guardian)),
            GuardianCorrected e => With(Without(state, community, e.Guardian.Id), community, Opened(e.Guardian)),
            GuardianEnded e => With(Without(state, community, e.Guardian.Id), community, Opened(e.Guardian)),
            HouseholdEntered e => With(state, Opened(community, e.Household)),
            HouseholdCorrected e => With(state, Opened(community, e.Household)),
            HouseholdSplit e => Split(state, community, e),
            HouseholdsMerged e => Merged(state, e),
            // The household is listed here until the other register has written it, as its people are.
            HouseholdPassed => state,
            HouseholdTaken e => With(state, Opened(community, e.Household)),
            PersonGiven e => state with { Given = state.Given.SetItem(e.Person, new(e.Person, community, e.To, e.At)) },
            GivingCancelled e => state with { Given = state.Given.Remove(e.Person) },
            GivingRefused e => state with { Given = state.Given.Remove(e.Person) },
            // The person is listed here until the other register has written it.
            PersonPassed e => Register(
                state with
                {
                    Given = state.Given.Remove(e.Person.Id),
                },
                e.To,
                register => register with { TakenFrom = register.TakenFrom.SetItem(e.Person.Id, community) }
            ),
            PersonTaken e when state.Erased.Hold(e.Person.Id) => state,
            PersonTaken e => Taken(state, community, e),
            PersonsMerged e => Merged(state, community, e),
            PersonsUnmerged e => Unmerged(state, community, e),
            PersonsToldApart e => state with { Apart = state.Apart.Add(TwoPersons.Of(e.One, e.Other)) },
            _ => throw new Unforeseen(told),
        };

    private ResidentsKnown Corrected(ResidentsKnown state, string community, AtRiskResident told)
    {
        var before = state.Persons.GetValueOrDefault(told.Id)?.Household;
        state = With(state, Opened(state, community, told));
        return before == told.Household ? state : Living(Living(state, community, told.Household, 1), community, before, -1);
    }

    private static ResidentsKnown Left(ResidentsKnown state, PersonId id, string community, LeftKnown left)
    {
        if (!state.Persons.TryGetValue(id, out var person) || person.Left is not null || person.Community != community)
            return state;
        state = Register(Without(state, person), community, register => register with { Departed = register.Departed.Add(id) });
        state = state with { Persons = state.Persons.SetItem(id, person with { Left = left }), Given = state.Given.Remove(id) };
        return Living(state, community, person.Household, -1);
    }

    private ResidentsKnown Taken(ResidentsKnown state, string community, PersonTaken told)
    {
        var before = state.Persons.GetValueOrDefault(told.Person.Id);
        if (before is not null)
            state = before.Guardians.Aggregate(state, (left, guardian) => Without(left, before.Community, guardian.Id));
        state = Living(With(state, Opened(state, community, told.Person)), community, told.Person.Household, 1);
        if (before is { Left: null })
            state = Living(state, before.Community, before.Household, -1);
        if (before is not null && before.Community != community)
            state = Register(state, before.Community, register => register with { Departed = register.Departed.Add(told.Person.Id) });
        return told.Guardians.Aggregate(
            state,
            (left, guardian) => With(Without(left, community, guardian.Id), community, Opened(guardian))
        );
    }

    // Contacts stand under both from now on. Nothing is moved, so that a later separation finds it unchanged.
    private ResidentsKnown Merged(ResidentsKnown state, string community, PersonsMerged told)
    {
        if (
            state.Persons.GetValueOrDefault(told.Gone) is not { Left: null } gone
            || state.Persons.GetValueOrDefault(told.Into.Id) is not { Left: null }
            || state.Erased.Hold(told.Into.Id)
            || told.Gone == told.Into.Id
        )
            return state;
        state = Left(state, told.Gone, community, new(Leaving.Moved, Shanghai.Day(told.At), Into: told.Into.Id));
        state = Corrected(state, community, told.Into);
        var into = state.Persons[told.Into.Id];
        return state with
        {
            Persons = state.Persons.SetItem(
                into.Id,
                into with
                {
                    Guardians = [.. into.Guardians, .. gone.Guardians],
                    Consents = [.. into.Consents, .. gone.Consents],
                }
            ),
        };
    }

    private ResidentsKnown Unmerged(ResidentsKnown state, string community, PersonsUnmerged told)
    {
        if (state.Persons.GetValueOrDefault(told.Gone.Id) is not { Left.Into: not null } || state.Erased.Hold(told.Gone.Id))
            return state;
        if (state.Persons.GetValueOrDefault(told.From) is { } into)
            state = state with
            {
                Persons = state.Persons.SetItem(
                    into.Id,
                    into with
                    {
                        Guardians = [.. into.Guardians.Where(guardian => guardian.Person != told.Gone.Id)],
                        Consents = [.. into.Consents.Where(one => one.Person != told.Gone.Id)],
                    }
                ),
            };
        state = Living(With(state, Opened(state, community, told.Gone)), community, told.Gone.Household, 1);
        return told.Into is { } was && state.Persons.GetValueOrDefault(was.Id) is { Left: null } ? Corrected(state, community, was) : state;
    }

    private ResidentsKnown Split(ResidentsKnown state, string community, HouseholdSplit told)
    {
        state = With(state, Opened(community, told.New));
        state = Moved(state, told.Movers, told.New.Id, told.New.Grid);
        return state.Households.TryGetValue(told.From, out var old)
            ? With(state, Opened(community, new(old.Id, old.Grid, Math.Max(0, old.Members - told.New.Members), told.Left)))
            : state;
    }

    private ResidentsKnown Merged(ResidentsKnown state, HouseholdsMerged told)
    {
        if (
            !state.Households.TryGetValue(told.From, out var old)
            || !state.Households.TryGetValue(told.Into, out var into)
            || old.Into is not null
        )
            return state;
        state = Moved(state, told.Movers, told.Into, into.Grid);
        state = With(state, into with { Members = Math.Min(99, into.Members + old.Members) });
        state = Without(state, old);
        return state with { Households = state.Households.SetItem(old.Id, old with { Into = told.Into }) };
    }

    private ResidentsKnown Moved(ResidentsKnown state, ListOf<Mover> movers, HouseholdId into, string grid)
    {
        var home = state.Households.GetValueOrDefault(into)?.Contact;
        foreach (var mover in movers)
            if (state.Persons.TryGetValue(mover.Person, out var person) && person.Left is null)
                state = With(
                    state,
                    person with
                    {
                        Household = into,
                        Grid = _sharing.Text(grid),
                        Contact = sealing.Open<PersonContact>(mover.Contact) is { } contact ? _sharing.Of(contact) : person.Contact,
                    }
                );
        return state;
    }

    // The domain counts the same way.
    private static ResidentsKnown Living(ResidentsKnown state, string community, HouseholdId? home, int more)
    {
        if (home is not { } id || !state.Households.TryGetValue(id, out var household) || household.Community != community)
            return state;
        var registered = state.PersonsOf(community).Count(person => person.Household == id);
        return state with
        {
            Households = state.Households.SetItem(id, household with { Members = Homes.Living(household.Members, more, registered) }),
        };
    }
}
