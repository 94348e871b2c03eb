using System.Collections.Immutable;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.People;

/// <summary>Marks that recognise an erased person when an old file brings them again: HMACs (hex) of the identity number, and of name and
/// birth date. Null where it was not known. A number decides wherever both sides have one.</summary>
public sealed record Tombstone(string? Number, string? Called);

/// <summary>Destroys a resident's record for good. The facts that forbid it were looked up: incidents whose doors hold the person, and open
/// cases of care. <paramref name="Home"/>: the household sealed anew, where the old record named the person as its head.</summary>
/// <param name="Keys">Data keys to destroy: the person's, and the one the household was sealed under.</param>
public sealed record ErasePerson(
    PersonId Person,
    Tombstone Tombstone,
    ErasureBasis Basis,
    ListOf<Guid> Keys,
    Household? Home,
    ListOf<string> Incidents,
    ListOf<string> Care,
    By By,
    DateTimeOffset At
) : ResidentsCommand;

/// <summary>Keeps a record for an inquiry up to and including a day; null lifts it.</summary>
public sealed record HoldPerson(PersonId Person, DateOnly? Until, By By, DateTimeOffset At) : ResidentsCommand;

/// <summary>Records an erasure. Guardians are erased with their person: they are sealed under the same key. <paramref name="Home"/>
/// replaces the household that named the person.</summary>
[Stored("residents.person-erased.v1")]
public sealed record PersonErased(
    PersonId Person,
    Tombstone Tombstone,
    ErasureBasis Basis,
    ListOf<Guid> Keys,
    Household? Home,
    By By,
    DateTimeOffset At
) : ResidentsEvent, IErasure
{
    public Guid Subject => Person.Value;
}

[Stored("residents.person-held.v1")]
public sealed record PersonHeld(PersonId Person, DateOnly? Until, By By, DateTimeOffset At) : ResidentsEvent;

public sealed partial record Residents
{
    public static readonly Code Erased = new("residents.erased"),
        Held = new("residents.held"),
        AtDoors = new("residents.at-doors"),
        InCare = new("residents.in-care");

    /// <summary>Erased persons: nothing brings them back.</summary>
    public ImmutableHashSet<PersonId> Gone { get; init; } = [];

    /// <summary>Persons whose record must be kept, with the last day of the hold.</summary>
    public ImmutableDictionary<PersonId, DateOnly> Holds { get; init; } = ImmutableDictionary<PersonId, DateOnly>.Empty;

    // A person whom this register does not know, or no longer knows, can be erased too: after a restore the erasure is all there is.
    private static Decision Decide(Residents state, ErasePerson c) =>
        state.Gone.Contains(c.Person) ? Nothing
        : state.Holds.TryGetValue(c.Person, out var until) && until >= Shanghai.Day(c.At) ? Reject(Held, until.ToString("O", null))
        : c.Incidents.Count > 0 ? Reject(AtDoors, string.Join(", ", c.Incidents))
        : c.Care.Count > 0 ? Reject(InCare, string.Join(", ", c.Care))
        : new PersonErased(
            c.Person,
            c.Tombstone,
            c.Basis,
            c.Keys,
            c.Home is { } home && state.Households.ContainsKey(home.Id) ? home : null,
            c.By,
            c.At
        );

    private static Decision Decide(Residents state, HoldPerson c) =>
        !state.Persons.ContainsKey(c.Person) ? Reject(UnknownPerson, c.Person.ToString())
        : (state.Holds.TryGetValue(c.Person, out var until) ? until : null as DateOnly?) == c.Until ? Nothing
        : new PersonHeld(c.Person, c.Until, c.By, c.At);

    // Values written by earlier files are forgotten with the person: undoing an import must not bring them back.
    private static Residents Evolve(Residents state, PersonErased e)
    {
        var wards = state.Guardians.Values.Where(guardian => guardian.Person == e.Person).Select(guardian => guardian.Id).ToList();
        return state with
        {
            Households = e.Home is { } home ? state.Households.SetItem(home.Id, home) : state.Households,
            Persons = state.Persons.Remove(e.Person),
            Guardians = state.Guardians.RemoveRange(wards),
            Imports = state.Imports with
            {
                Households = e.Home is { } sealedAnew ? state.Imports.Households.Remove(sealedAnew.Id) : state.Imports.Households,
                Persons = state.Imports.Persons.Remove(e.Person),
                Guardians = state.Imports.Guardians.RemoveRange(wards),
            },
            Departed = state.Departed.Remove(e.Person),
            MergedPersons = state.MergedPersons.Remove(e.Person),
            Given = state.Given.Remove(e.Person),
            Consents = state.Consents.Remove(e.Person),
            Gone = state.Gone.Add(e.Person),
            Holds = state.Holds.Remove(e.Person),
        };
    }

    private static Residents Evolve(Residents state, PersonHeld e) =>
        state with
        {
            Holds = e.Until is { } until ? state.Holds.SetItem(e.Person, until) : state.Holds.Remove(e.Person),
        };
}
