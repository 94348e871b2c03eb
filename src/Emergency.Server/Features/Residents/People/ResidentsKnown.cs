using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Server.Features.Places.Shapes;

namespace Emergency.Server.Features.People;

/// <summary>All registers of residents in a realm at a position: persistent, so that holding an old one costs nothing.</summary>
/// <param name="PersonGrid">Points of persons: the own one, else the household's. A person with neither is in no drawn
/// area, see <see cref="Gazetteer.BuildingPoints"/>.</param>
/// <param name="Pointless">Persons without a point of their own, by the household whose point they have.</param>
internal sealed record ResidentsKnown(
    Book<PersonId, PersonKnown> Persons,
    Book<HouseholdId, HouseholdKnown> Households,
    ImmutableDictionary<string, RegisterKnown> Registers,
    PointGrid<PersonId> PersonGrid,
    PointGrid<HouseholdId> HouseholdGrid,
    ImmutableDictionary<HouseholdId, ImmutableList<PersonId>> Pointless
)
{
    public static readonly ResidentsKnown None = new(
        Book<PersonId, PersonKnown>.Empty,
        Book<HouseholdId, HouseholdKnown>.Empty,
        ImmutableDictionary<string, RegisterKnown>.Empty.WithComparers(StringComparer.Ordinal),
        PointGrid<PersonId>.Empty,
        PointGrid<HouseholdId>.Empty,
        ImmutableDictionary<HouseholdId, ImmutableList<PersonId>>.Empty
    );

    /// <summary>Erased persons.</summary>
    public TombstonesKnown Erased { get; init; } = TombstonesKnown.None;

    /// <summary>Persons whose record is kept for an inquiry, with the last day.</summary>
    public ImmutableDictionary<PersonId, DateOnly> Held { get; init; } = ImmutableDictionary<PersonId, DateOnly>.Empty;

    /// <summary>Persons given to another community and not taken yet.</summary>
    public ImmutableDictionary<PersonId, GivenKnown> Given { get; init; } = ImmutableDictionary<PersonId, GivenKnown>.Empty;

    /// <summary>
    /// Answers about consent of persons whom an undone file removed from the register: another file does not bring consent
    /// back.
    /// </summary>
    public ImmutableDictionary<PersonId, ListOf<ConsentKnown>> SaidBefore { get; init; } =
        ImmutableDictionary<PersonId, ListOf<ConsentKnown>>.Empty;

    /// <summary>Pairs of records confirmed as two persons.</summary>
    public ImmutableHashSet<TwoPersons> Apart { get; init; } = [];

    /// <summary>Present household of a household's residents: the one it joined, else itself.</summary>
    public HouseholdId HomeOf(HouseholdId home)
    {
        for (var steps = 0; steps < 9 && Households.GetValueOrDefault(home)?.Into is { } into; steps++)
            home = into;
        return home;
    }

    public RegisterKnown Register(string community) => Registers.GetValueOrDefault(community, RegisterKnown.None);

    public IEnumerable<PersonKnown> PersonsOf(string community) => Register(community).Persons.Select(id => Persons[id]);

    /// <summary>Persons who have left a community and are still known, including those whom another has taken over.</summary>
    public IEnumerable<PersonKnown> DepartedOf(string community) =>
        Register(community)
            .Departed.Select(id => Persons.GetValueOrDefault(id))
            .OfType<PersonKnown>()
            .Where(person => person is { Erased: false, Left.Into: null } or { Erased: false, Left: null });

    /// <summary>Records of a community that were merged into another.</summary>
    public IEnumerable<PersonKnown> MergedOf(string community) =>
        Register(community)
            .Departed.Select(id => Persons.GetValueOrDefault(id))
            .OfType<PersonKnown>()
            .Where(person => person is { Erased: false, Left.Into: not null } && person.Community == community);

    public IEnumerable<HouseholdKnown> HouseholdsOf(string community) => Register(community).Households.Select(id => Households[id]);

    /// <summary>Codes of the communities at or below a division that have a register.</summary>
    public IEnumerable<string> RegistersIn(string division) =>
        Divisions.IsCommunity(division)
            ? Registers.ContainsKey(division)
                ? [division]
                : []
            : Registers.Keys.Where(code => code.StartsWith(division, StringComparison.Ordinal));

    /// <summary>The own point, else the household's; null where neither is known.</summary>
    public GeoPoint? PointOf(PersonKnown person) =>
        (
            person.Location
            ?? (person.Household is { } home && Households.TryGetValue(home, out var household) ? household.Contact.Location : null)
        )?.Point;
}

/// <summary>A person given by one community to another.</summary>
internal sealed record GivenKnown(PersonId Person, string From, string To, DateTimeOffset At);
