using Emergency.Domain;
using Emergency.Domain.Grids;
using Emergency.Domain.Places;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Grids;

/// <summary>Grids and estates of a community: drawn ones, and grids that stand only in registers until somebody takes them over.</summary>
internal sealed class QuartersQuery(Known known, string community)
{
    private readonly ResidentsKnown _residents = known.Of<ResidentsKnown>(Entities.Live);
    private readonly Domain.Grids.Quarters _quarters = known.Of<QuartersKnown>(Entities.Live).Of(community);
    private readonly TeamKnown _team = known.Of<TeamsKnown>(Entities.Live).Of(community);
    private readonly GridAnswers _answers = new(known, community);

    /// <summary>The buildings in registers, in natural order: 2号楼 before 10号楼.</summary>
    public static IReadOnlyList<string> Buildings(ResidentsKnown residents, string community) =>
        [
            .. residents
                .HouseholdsOf(community)
                .Where(home => home is { Erased: false, Into: null })
                .Select(home => home.Contact.Building)
                .Concat(
                    residents.PersonsOf(community).Where(person => person is { Erased: false }).Select(person => person.Listed.Building)
                )
                .Where(building => !string.IsNullOrWhiteSpace(building))
                .Select(building => building!)
                .Distinct(StringComparer.Ordinal)
                .OrderBy(building => building.Length)
                .ThenBy(building => building, StringComparer.Ordinal),
        ];

    public QuartersShown Shown()
    {
        var homes = _residents.HouseholdsOf(community).Where(home => home is { Erased: false, Into: null }).ToList();
        var persons = _residents.PersonsOf(community).Where(person => person is { Erased: false, Left: null }).ToList();
        var told = homes.Select(home => (home.Grid, home.Contact.Building)).Concat(persons.Select(one => (one.Grid, one.Contact.Building)));
        var registered = told.Where(one => one.Grid.Length > 0 && !_quarters.Grids.ContainsKey(one.Grid))
            .GroupBy(one => one.Grid, StringComparer.Ordinal)
            .Select(grid => new QuarterShown(
                QuarterKind.Grid,
                grid.Key,
                [.. grid.Select(one => one.Building).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
                ChiefOf(grid.Key),
                MaskOf(ChiefOf(grid.Key)),
                null,
                null,
                false,
                homes.Count(home => home.Grid == grid.Key),
                persons.Count(person => person.Grid == grid.Key),
                0
            ));
        var drawn = _quarters
            .Grids.Values.Concat(_quarters.Estates.Values)
            .Select(one => new QuarterShown(
                one.Kind,
                one.Name,
                one.Buildings,
                one.Chief,
                MaskOf(one.Chief),
                _answers.Of(one),
                one.Boundary,
                true,
                homes.Count(home => Lies(one, home.Contact.Building)),
                persons.Count(person => Lies(one, person.Listed.Building)),
                one.Kind == QuarterKind.Grid
                    ? homes.Count(home => Lies(one, home.Contact.Building) && home.Grid != one.Name)
                        + persons.Count(person => Lies(one, person.Listed.Building) && person.Grid != one.Name)
                        + _answers.Behind(one)
                    : 0
            ));
        return new(
            [.. drawn.Concat(registered).OrderBy(one => one.Kind).ThenBy(one => one.Name, StringComparer.Ordinal)],
            Buildings(_residents, community),
            [
                .. _team
                    .Members.Values.Where(member => member.Contact is not null)
                    .OrderBy(member => member.Facts.Role)
                    .Select(member => new ChiefChoice(member.Facts.Id, Masks.Name(member.Contact!.Name), member.Facts.Role)),
            ],
            known.At.Value
        );
    }

    private static bool Lies(Quarter quarter, string? building) =>
        building is not null && quarter.Buildings.Contains(building, StringComparer.Ordinal);

    private MemberId? ChiefOf(string grid) =>
        _team
            .Members.Values.Where(member =>
                member.Facts.Grid == grid && member.Facts.Role is Domain.Teams.TeamRole.GridChief or Domain.Teams.TeamRole.GroupLeader
            )
            .Select(member => (MemberId?)member.Facts.Id)
            .FirstOrDefault();

    private string? MaskOf(MemberId? member) =>
        member is { } id && _team.Members.GetValueOrDefault(id) is { Contact: { } contact } ? Masks.Name(contact.Name) : null;
}

/// <summary>Grids and estates, with the buildings and members to choose from.</summary>
internal sealed record QuartersShown(
    IReadOnlyList<QuarterShown> Items,
    IReadOnlyList<string> Buildings,
    IReadOnlyList<ChiefChoice> Members,
    long Position
);

/// <param name="Boundary">Its ground; null where nobody has drawn it on the map.</param>
/// <param name="Drawn">False for a grid that stands only in registers.</param>
/// <param name="Answers">State of the people responsible for it, as chief or for a building; null where there are none.</param>
/// <param name="Behind">Number of households and persons of its buildings that a register still has in another grid, and
/// of responsible people who do not follow it yet.</param>
internal sealed record QuarterShown(
    QuarterKind Kind,
    string Name,
    ListOf<string> Buildings,
    MemberId? Chief,
    string? ChiefMask,
    GridStanding? Answers,
    Area? Boundary,
    bool Drawn,
    int Households,
    int Persons,
    int Behind
);

internal sealed record ChiefChoice(MemberId Id, string Mask, Domain.Teams.TeamRole Role);
