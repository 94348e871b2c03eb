using System.Collections.Immutable;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.People;

/// <summary>Passes households and people to another community because their own is split or merged (撤并/拆分): the street has decided where
/// they go, so nobody takes them one by one. Ids, keys and guardians go along.</summary>
/// <param name="Households">Households, with everybody registered in them.</param>
/// <param name="Persons">Persons registered in no household. Persons who have gone already are left out.</param>
/// <param name="Helpers">Members who go to the same community: pairs with one of them stay.</param>
public sealed record PassHomes(
    ListOf<HouseholdId> Households,
    ListOf<PersonId> Persons,
    ListOf<MemberId> Helpers,
    string To,
    By By,
    DateTimeOffset At
) : HouseholdCommand;

/// <summary>Writes a household that another community has passed into this register; its people follow one by one.</summary>
/// <param name="Registered">Number of its members who follow.</param>
public sealed record TakeHousehold(Household Household, int Registered, string From, By By, DateTimeOffset At) : HouseholdCommand;

/// <param name="Registered">Number of its members who are registered and go along.</param>
[Stored("residents.household-passed.v1")]
public sealed record HouseholdPassed(Household Household, int Registered, string To, By By, DateTimeOffset At) : HouseholdEvent, IByHand
{
    Sealed? IByHand.Why => null;
}

/// <param name="Household">Household with the members who are not registered by name; the others are counted as they are taken.</param>
[Stored("residents.household-taken.v1")]
public sealed record HouseholdTaken(Household Household, string From, By By, DateTimeOffset At) : HouseholdEvent, IByHand
{
    Sealed? IByHand.Why => null;
}

public sealed partial record Residents
{
    /// <summary>Households that went to another community, with its code.</summary>
    public ImmutableDictionary<HouseholdId, string> PassedHomes { get; init; } = ImmutableDictionary<HouseholdId, string>.Empty;

    private static Decision Decide(Residents state, PassHomes c)
    {
        var homes = c.Households.Distinct().Select(id => state.Households.GetValueOrDefault(id)).OfType<Household>().ToList();
        var told = new List<Event>();
        foreach (var home in homes)
            told.Add(new HouseholdPassed(home, state.RegisteredIn(home.Id), c.To, c.By, c.At));
        var ids = homes.Select(home => home.Id).ToHashSet();
        var persons = state
            .Persons.Values.Where(person => person.Household is { } home && ids.Contains(home))
            .Concat(c.Persons.Select(id => state.Persons.GetValueOrDefault(id)).OfType<AtRiskResident>())
            .DistinctBy(person => person.Id)
            .OrderBy(person => person.Id.Value);
        foreach (var person in persons)
            told.Add(
                new PersonPassed(
                    person with
                    {
                        Helper = person.Helper is { } helper && c.Helpers.Contains(helper) ? helper : null,
                    },
                    [.. state.GuardiansOf(person.Id)],
                    state.Holds.TryGetValue(person.Id, out var until) ? until : null,
                    c.To,
                    null,
                    c.By,
                    c.At
                )
            );
        return Of(told);
    }

    private static Decision Decide(Residents state, TakeHousehold c) =>
        state.Knows(c.Household.Id)
            ? Nothing
            : new HouseholdTaken(c.Household with { Members = Math.Max(0, c.Household.Members - c.Registered) }, c.From, c.By, c.At);

    private static Residents Passed(Residents state, HouseholdPassed e) =>
        state with
        {
            Households = state.Households.Remove(e.Household.Id),
            Imports = state.Imports with { Households = state.Imports.Households.Remove(e.Household.Id) },
            PassedHomes = state.PassedHomes.SetItem(e.Household.Id, e.To),
        };

    private static Residents Taken(Residents state, HouseholdTaken e) =>
        state.WithHousehold(e.Household) with
        {
            PassedHomes = state.PassedHomes.Remove(e.Household.Id),
        };
}
