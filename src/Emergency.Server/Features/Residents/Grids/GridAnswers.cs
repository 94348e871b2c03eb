using Emergency.Domain;
using Emergency.Domain.Grids;
using Emergency.Domain.Teams;
using Emergency.Server.Features.Accounts.Managing;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Grids;

/// <summary>
/// State of the people responsible for a grid, who must be alerted for it and see it: all are; some not yet, which 跟着改
/// mends; or an account's new sight waits for somebody's consent.
/// </summary>
internal enum GridStanding
{
    Follows,
    Behind,
    Waits,
}

/// <summary>A member of the team before and after the correction.</summary>
internal sealed record MemberFollows(Member Was, Member Now, ListOf<MemberField> Fields);

/// <summary>
/// Checks grid responsibilities against team and accounts: the chief of each grid, and those responsible for a building
/// or stairwell in it.
/// </summary>
internal sealed class GridAnswers(Known known, string community)
{
    private readonly TeamKnown _team = known.Of<TeamsKnown>(Entities.Live).Of(community);
    private readonly Domain.Grids.Quarters _quarters = known.Of<QuartersKnown>(Entities.Live).Of(community);

    /// <summary>Returns the state of a grid; null where nobody is responsible for it.</summary>
    public GridStanding? Of(Quarter grid) =>
        !Answer(grid).Any() ? null
        : Behind(grid) > 0 ? GridStanding.Behind
        : Accounts(grid).Any() ? GridStanding.Waits
        : GridStanding.Follows;

    /// <summary>Number of members and accounts that must still follow this grid and for which no request is pending.</summary>
    public int Behind(Quarter grid) => Members(grid).Count() + Accounts(grid).Count(one => !GridAccounts.Waits(known, one));

    /// <summary>The members who are still alerted for another grid, and the earlier chief who is still alerted for this one.</summary>
    public IEnumerable<MemberFollows> Members(Quarter grid) =>
        Answer(grid).Select(was => Corrected(was, grid)).OfType<MemberFollows>().Concat(Replaced(grid));

    // An earlier chief of the whole grid moves to a grid that is still theirs, or to none. A role in a building of it stays.
    private IEnumerable<MemberFollows> Replaced(Quarter grid) =>
        grid is not { Kind: QuarterKind.Grid, Chief: { } chief } || !_team.Members.ContainsKey(chief)
            ? []
            : _team
                .Members.Values.Select(one => one.Facts)
                .Where(one => one.Id != chief && one.Grid == grid.Name && one.Building is null && one.Is(TeamRole.GridChief))
                .OrderBy(one => one.Id.Value)
                .Select(was => Parted(was, _quarters.Grids.Values.FirstOrDefault(other => other.Chief == was.Id)?.Name));

    private static MemberFollows Parted(Member was, string? grid)
    {
        var leads = grid is not null || was.Also?.Contains(TeamRole.GridChief) != true;
        ListOf<TeamRole>? also = leads ? was.Also : [.. was.Also!.Where(role => role != TeamRole.GridChief)];
        return new(was, was with { Grid = grid, Also = also }, leads ? [MemberField.Grid] : [MemberField.Grid, MemberField.Also]);
    }

    /// <summary>The accounts that still see another grid, including those that wait for somebody's consent.</summary>
    public IEnumerable<Features.Accounts.AccountKnown> Accounts(Quarter grid) =>
        GridAccounts.Behind(known, community, Answer(grid).Select(one => one.Id), grid);

    private IEnumerable<Member> Answer(Quarter grid) =>
        grid.Kind != QuarterKind.Grid
            ? []
            : _team.Members.Values.Select(one => one.Facts).Where(one => Leads(one, grid) || IsIn(one, grid)).OrderBy(one => one.Id.Value);

    private static MemberFollows? Corrected(Member was, Quarter grid)
    {
        var leads = was.Id != grid.Chief || was.Is(TeamRole.GridChief) || was.Is(TeamRole.GroupLeader);
        var now = was with { Grid = grid.Name, Also = leads ? was.Also : [.. was.Also ?? [], TeamRole.GridChief] };
        return was == now ? null : new(was, now, leads ? [MemberField.Grid] : [MemberField.Grid, MemberField.Also]);
    }

    private static bool IsIn(Member member, Quarter grid) =>
        member is { Grid: not null, Building: { } building } && grid.Buildings.Contains(building, StringComparer.Ordinal);

    // A chief of two grids keeps the grid that their record names, and is alerted for the other as its chief.
    private bool Leads(Member member, Quarter grid) =>
        grid.Chief == member.Id
        && (
            member.Grid is not { } named
            || named == grid.Name
            || _quarters.Find(QuarterKind.Grid, named) is not { } other
            || other.Chief != member.Id
        );
}
