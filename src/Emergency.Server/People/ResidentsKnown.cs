using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Places;

namespace Emergency.Server.People;

/// <summary>All registers of residents in one realm at one position: persistent, so that holding an old one costs nothing.</summary>
public sealed record ResidentsKnown(
    ImmutableDictionary<PersonId, PersonKnown> Persons,
    ImmutableDictionary<HouseholdId, HouseholdKnown> Households,
    ImmutableDictionary<string, RegisterKnown> Registers)
{
    public static readonly ResidentsKnown None = new(ImmutableDictionary<PersonId, PersonKnown>.Empty, ImmutableDictionary<HouseholdId, HouseholdKnown>.Empty, ImmutableDictionary<string, RegisterKnown>.Empty.WithComparers(StringComparer.Ordinal));

    public RegisterKnown Register(string community) => Registers.GetValueOrDefault(community, RegisterKnown.None);
    public IEnumerable<PersonKnown> PersonsOf(string community) => Register(community).Persons.Select(id => Persons[id]);
    public IEnumerable<HouseholdKnown> HouseholdsOf(string community) => Register(community).Households.Select(id => Households[id]);

    /// <summary>Where a person is looked for: the own point, else the household's; null where neither is known.</summary>
    public GeoPoint? PointOf(PersonKnown person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return (person.Contact.Location ?? (person.Household is { } home && Households.TryGetValue(home, out var household) ? household.Contact.Location : null))?.Point;
    }
}
