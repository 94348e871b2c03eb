using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Places.Shapes;

namespace Emergency.Server.People;

/// <summary>All registers of residents in one realm at one position: persistent, so that holding an old one costs nothing.</summary>
/// <param name="PersonGrid">Points of persons: the own one, else the household's. Who has neither is in no area by drawing, see <see cref="Unlocated"/>.</param>
/// <param name="Numbers">Blind index, in memory only: half an HMAC of identity numbers and of counties' register numbers.</param>
public sealed record ResidentsKnown(
    ImmutableDictionary<PersonId, PersonKnown> Persons,
    ImmutableDictionary<HouseholdId, HouseholdKnown> Households,
    ImmutableDictionary<string, RegisterKnown> Registers,
    PointGrid<PersonId> PersonGrid,
    PointGrid<HouseholdId> HouseholdGrid,
    ImmutableDictionary<UInt128, PersonId> Numbers)
{
    public static readonly ResidentsKnown None = new(ImmutableDictionary<PersonId, PersonKnown>.Empty, ImmutableDictionary<HouseholdId, HouseholdKnown>.Empty, ImmutableDictionary<string, RegisterKnown>.Empty.WithComparers(StringComparer.Ordinal), PointGrid<PersonId>.Empty, PointGrid<HouseholdId>.Empty, ImmutableDictionary<UInt128, PersonId>.Empty);

    public RegisterKnown Register(string community) => Registers.GetValueOrDefault(community, RegisterKnown.None);
    public IEnumerable<PersonKnown> PersonsOf(string community) => Register(community).Persons.Select(id => Persons[id]);
    public IEnumerable<HouseholdKnown> HouseholdsOf(string community) => Register(community).Households.Select(id => Households[id]);

    /// <summary>Codes of the communities at or below a division that have a register.</summary>
    public IEnumerable<string> RegistersIn(string division) => Divisions.IsCommunity(division) ? Registers.ContainsKey(division) ? [division] : [] : Registers.Keys.Where(code => code.StartsWith(division, StringComparison.Ordinal));

    /// <summary>Where a person is looked for: the own point, else the household's; null where neither is known.</summary>
    public GeoPoint? PointOf(PersonKnown person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return (person.Contact.Location ?? (person.Household is { } home && Households.TryGetValue(home, out var household) ? household.Contact.Location : null))?.Point;
    }

    /// <summary>Persons of a community whom no drawn area can hold because nobody knows where they live: they must be asked for by name.</summary>
    public IEnumerable<PersonKnown> Unlocated(string community) => PersonsOf(community).Where(person => PointOf(person) is null);

    /// <summary>Whose identity number it is; null where nobody's.</summary>
    public PersonKnown? ByIdNumber(string idNumber, ISealing sealing) => Numbers.TryGetValue(Blind.IdNumber(idNumber, sealing), out var id) ? Persons[id] : null;

    /// <summary>Who has a number in the county's own register ("R000001"); null where nobody.</summary>
    public PersonKnown? ByRegister(string county, string number, ISealing sealing) => Numbers.TryGetValue(Blind.Register(county, number, sealing), out var id) ? Persons[id] : null;
}

/// <summary>Numbers nobody can read back: the first half of an HMAC under the index key.</summary>
internal static class Blind
{
    public static UInt128 IdNumber(string idNumber, ISealing sealing) => Half(sealing.Index($"id-number\n{idNumber}"));
    public static UInt128 Register(string county, string number, ISealing sealing) => Half(sealing.Index($"register\n{county}\n{number}"));
    private static UInt128 Half(string hex) => UInt128.Parse(hex.AsSpan(0, 32), System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);
}
