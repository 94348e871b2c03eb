using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Hotlines;
using Emergency.Server.Foundation;

namespace Emergency.Server.Features.Incidents;

/// <summary>
/// The duty desks: of a county, a street or a higher division, each with an open account that can locate incidents. An
/// incident where no desk answers goes to the home of its line, else to every county's desk: no accepted report is
/// without a desk.
/// </summary>
internal sealed record Desks(ImmutableDictionary<AccountId, ImmutableArray<string>> Accounts, ImmutableSortedSet<string> Divisions)
{
    public static readonly Desks None = new(
        ImmutableDictionary<AccountId, ImmutableArray<string>>.Empty,
        ImmutableSortedSet.Create<string>(StringComparer.Ordinal)
    );

    /// <summary>Homes (6 digits) of the lines that the register names, by their names in addresses.</summary>
    public ImmutableDictionary<string, string> Homes { get; init; } = ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);
    private static readonly Role[] Keepers = [Role.CountyCommander, Role.CountyDuty, Role.StreetOfficer];

    /// <summary>State after an event; the same where the event concerns no desk.</summary>
    public Desks After(string key, object happened) =>
        happened switch
        {
            AccountAdded e => With(new(key), e.Grants),
            GrantsChanged e => With(new(key), e.Grants),
            AccountClosed => With(new(key), []),
            LineSet e => With(e.Code, e.Facts),
            _ => this,
        };

    /// <summary>The home of a line, where the register or the settings name one.</summary>
    public string? HomeOf(string? line, Settings settings) =>
        line is null ? null : Homes.GetValueOrDefault(line) ?? settings.Hotlines.GetValueOrDefault(line)?.Home;

    /// <summary>True when incidents where no desk answers can belong to another desk than before.</summary>
    public bool SaysOtherThan(Desks before) => !ReferenceEquals(Divisions, before.Divisions) || !ReferenceEquals(Homes, before.Homes);

    /// <summary>
    /// True when a desk answers for the place. A code that ends in zeros names a whole city or province, without a known
    /// county.
    /// </summary>
    public bool Answer(string division)
    {
        if (IsWide(division))
            return false;
        foreach (var digits in (ReadOnlySpan<int>)[12, 9, 6, 4, 2])
            if (division.Length >= digits && Divisions.Contains(division[..digits]))
                return true;
        return false;
    }

    /// <summary>
    /// Desks that take an incident in a division where no desk answers; empty where one does, and where there is no desk at
    /// all.
    /// </summary>
    /// <param name="home">The home of the line it came over, where it is set.</param>
    public ListOf<string> Instead(string division, string? home) =>
        Answer(division) ? []
        : home is not null && Answer(home) ? [home]
        : Widest;

    /// <summary>
    /// The county whose desks get a line's messages without a place: the line's home, else the only county with a desk. For
    /// several counties it is the beginning that their codes share, filled up with zeros.
    /// </summary>
    /// <param name="registered">Codes of the counties in the register, for an installation without any desk yet.</param>
    public string County(string? home, IEnumerable<string> registered)
    {
        if (home is not null)
            return home;
        string[] keeping = [.. Counties];
        if (keeping.Length == 0)
            keeping = [.. registered];
        if (keeping.Length == 1)
            return keeping[0];
        var shared = new[] { 4, 2 }.FirstOrDefault(digits =>
            keeping.Length > 0 && keeping.All(code => code.AsSpan(0, digits).SequenceEqual(keeping[0].AsSpan(0, digits)))
        );
        return (keeping.Length == 0 ? "" : keeping[0][..shared]).PadRight(6, '0');
    }

    private IEnumerable<string> Counties
    {
        get
        {
            string[] own = [.. Divisions.Where(code => code.Length == 6)];
            return own.Length > 0
                ? own
                : Divisions.Where(code => code.Length > 6).Select(Domain.Places.Divisions.County).Distinct(StringComparer.Ordinal);
        }
    }

    // Every county's desk; without any, the desks of the widest divisions.
    private ListOf<string> Widest =>
        Divisions.Any(code => code.Length == 6) ? [.. Divisions.Where(code => code.Length == 6)]
        : Divisions.Count == 0 ? []
        : [.. Divisions.Where(code => code.Length == Divisions.Min(one => one.Length))];

    private static bool IsWide(string division) =>
        division.Length < 6 || (division.Length == 6 && division.EndsWith("00", StringComparison.Ordinal));

    private Desks With(AccountId account, IEnumerable<Grant> grants)
    {
        ImmutableArray<string> kept =
        [
            .. grants
                .Where(grant => Keepers.Contains(grant.Role) && grant.Scope is { Grid: null, Building: null, Unit: null })
                .Select(grant => grant.Scope.Division)
                .Distinct(StringComparer.Ordinal),
        ];
        if (kept.Length == 0 && !Accounts.ContainsKey(account))
            return this;
        var accounts = kept.Length == 0 ? Accounts.Remove(account) : Accounts.SetItem(account, kept);
        var divisions = accounts.Values.SelectMany(codes => codes).ToImmutableSortedSet(StringComparer.Ordinal);
        return this with { Accounts = accounts, Divisions = divisions.SetEquals(Divisions) ? Divisions : divisions };
    }

    private Desks With(string code, LineFacts facts)
    {
        var homes = Homes;
        foreach (var number in facts.Numbers)
            homes = facts.Home is { } home
                ? homes.SetItem(LineFacts.Address(code, number), home)
                : homes.Remove(LineFacts.Address(code, number));
        return ReferenceEquals(homes, Homes) ? this : this with { Homes = homes };
    }
}
