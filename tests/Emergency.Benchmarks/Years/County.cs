using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Domain.Stock;

namespace Emergency.Benchmarks.Years;

/// <summary>Facts of a community that the lives of incidents and drills need.</summary>
/// <param name="Here">A point in it.</param>
/// <param name="Team">Members, each with an account; the first is the secretary, the second a grid chief.</param>
internal sealed record Community(
    string Code,
    GeoPoint Here,
    ListOf<PersonCopy> Persons,
    ListOf<DoorCopy> Households,
    IReadOnlyList<By> Team,
    IReadOnlyList<LotFacts> Stock
)
{
    public By Secretary => Team[0];
    public By GridChief => Team[1];
    public string Street => Divisions.Street(Code);
}

/// <summary>A county at the beginning of its years.</summary>
internal sealed record County(IReadOnlyList<Community> Communities, By Duty, By Officer, By Auditor)
{
    public const string Code = "411502";
}
