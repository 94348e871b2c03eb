using Emergency.Domain;
using Emergency.Domain.Communities;
using Emergency.Domain.Places;
using Emergency.Server.Features.Accounts.Managing;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Quarters;

/// <summary>Whether who answers for a grid is alerted for it and sees it: all; not yet, and 跟着改 does it; or somebody else has to agree to what an account shall see.</summary>
internal enum GridStanding
{
    Follows,
    Behind,
    Waits,
}

/// <summary>A member of the team as they are and as they are to be.</summary>
internal sealed record MemberFollows(Member Was, Member Now, ListOf<MemberField> Fields);

/// <summary>Who answers for grids, and whether team and accounts say so: the chief of each, and who answers for a building or a stairwell in it.</summary>
internal sealed class GridAnswers(Known known, string community)
{
    private readonly TeamKnown _team = known.Of<TeamsKnown>(Entities.Live).Of(community);
    private readonly Domain.Places.Quarters _quarters = known.Of<QuartersKnown>(Entities.Live).Of(community);

    /// <summary>Null where nobody answers for it.</summary>
    public GridStanding? Of(Quarter grid) =>
        !Answer(grid).Any() ? null
        : Behind(grid) > 0 ? GridStanding.Behind
        : Accounts(grid).Any() ? GridStanding.Waits
        : GridStanding.Follows;

    /// <summary>How many members and accounts are not of this grid yet, and nobody has asked that they are.</summary>
    public int Behind(Quarter grid) => Members(grid).Count() + Accounts(grid).Count(one => !GridAccounts.Waits(known, one));

    /// <summary>The members who are alerted for another grid yet, and who is alerted for this one though somebody else leads it now.</summary>
    public IEnumerable<MemberFollows> Members(Quarter grid) =>
        Answer(grid).Select(was => Corrected(was, grid)).OfType<MemberFollows>().Concat(Replaced(grid));

    // Who led the whole of it goes to a grid that is still theirs, or to none; what somebody is in a building of it stays.
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

    /// <summary>The accounts that see another grid yet, also those that wait for somebody to agree.</summary>
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

    // Whom two grids have as chief keeps the one their record names, and is alerted for the other as its chief.
    private bool Leads(Member member, Quarter grid) =>
        grid.Chief == member.Id
        && (
            member.Grid is not { } named
            || named == grid.Name
            || _quarters.Find(QuarterKind.Grid, named) is not { } other
            || other.Chief != member.Id
        );
}
