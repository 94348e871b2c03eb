using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;

namespace Emergency.Server.Across.Imports;

/// <summary>
/// Finds holders of numbers within the division a file is for: an import for a street discloses nothing of another street's numbers, nor
/// overwrites them.
/// </summary>
internal sealed class Numbers(string division, ResidentsKnown residents, TeamsKnown teams)
{
    private readonly Lazy<ILookup<RegisterNumber, PersonKnown>> _persons = new(() =>
        Within(residents.Persons.Values, division, one => one.Community)
            .Where(one => one.Sensitive.Register is not null)
            .ToLookup(one => new RegisterNumber(Divisions.County(one.Community), one.Sensitive.Register!))
    );
    private readonly Lazy<ILookup<string, PersonKnown>> _identities = new(() =>
        Within(residents.Persons.Values, division, one => one.Community)
            .Where(one => one.Sensitive.IdNumber is not null)
            .ToLookup(one => one.Sensitive.IdNumber!, StringComparer.Ordinal)
    );
    private readonly Lazy<ILookup<RegisterNumber, HouseholdKnown>> _households = new(() =>
        Within(residents.Households.Values, division, one => one.Community)
            .Where(one => one.Contact.Register is not null)
            .ToLookup(one => new RegisterNumber(Divisions.County(one.Community), one.Contact.Register!))
    );
    private readonly Lazy<ILookup<RegisterNumber, MemberAt>> _members = new(() =>
        Within(teams.Teams.Keys, division, code => code)
            .SelectMany(code => teams.Of(code).Members.Values.Select(one => new MemberAt(code, one)))
            .Where(one => one.Member.Contact?.Register is not null)
            .ToLookup(one => new RegisterNumber(Divisions.County(one.Community), one.Member.Contact!.Register!))
    );
    private readonly Lazy<Dictionary<GuardianId, PersonId>> _wards = new(() =>
        residents
            .Registers.Values.SelectMany(register => register.Wards)
            .DistinctBy(one => one.Key)
            .ToDictionary(one => one.Key, one => one.Value)
    );

    private readonly Dictionary<string, ILookup<string, PersonKnown>> _called = new(StringComparer.Ordinal);

    /// <summary>A member and the community whose team it is in.</summary>
    internal sealed record MemberAt(string Community, MemberKnown Member);

    /// <summary>The id of the number's first holder.</summary>
    public static Guid First(string kind, RegisterNumber number) => Derived.Register(kind, number.County, number.Text);

    public IReadOnlyList<PersonKnown> Persons(RegisterNumber number) => [.. _persons.Value[number]];

    public IReadOnlyList<PersonKnown> PersonsByIdNumber(string number) => [.. _identities.Value[number]];

    /// <summary>Everybody with this name in a community's register. A community is searched once, not once per row.</summary>
    public IEnumerable<PersonKnown> Called(string community, string name)
    {
        if (!_called.TryGetValue(community, out var called))
            _called[community] = called = residents.PersonsOf(community).ToLookup(one => one.Contact.Name, StringComparer.Ordinal);
        return called[name];
    }

    /// <summary>The persons without those who have left.</summary>
    public static IReadOnlyList<PersonKnown> Here(IReadOnlyList<PersonKnown> persons) => [.. persons.Where(one => one.Left is null)];

    public IReadOnlyList<HouseholdKnown> Households(RegisterNumber number) => [.. _households.Value[number]];

    public IReadOnlyList<MemberAt> Members(RegisterNumber number) => [.. _members.Value[number]];

    /// <summary>The ward of a guardian's id; null where there is none.</summary>
    public PersonId? Ward(GuardianId guardian) => _wards.Value.TryGetValue(guardian, out var ward) ? ward : null;

    private static IEnumerable<T> Within<T>(IEnumerable<T> all, string division, Func<T, string> community) =>
        all.Where(one => community(one).StartsWith(division, StringComparison.Ordinal));
}
