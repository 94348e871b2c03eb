using Emergency.Domain;
using Emergency.Domain.Teams;
using Emergency.Server.Features.Teams;
using Emergency.Server.Infrastructure.Privacy;

namespace Emergency.Server.Features.Incidents;

/// <summary>Somebody responsible for a door, nearest first. <paramref name="Called"/> is surname and title (苏网格长); phones come with the team's page.</summary>
internal sealed record ResponsibleShown(TeamRole Role, MemberId MemberId, string Called, Availability Availability, bool OnDuty);

/// <summary>A present turn of duty.</summary>
internal sealed record OnDutyShown(
    Post Post,
    Shift Shift,
    MemberId MemberId,
    string Called,
    TeamRole Role,
    Availability Availability,
    DateTimeOffset From,
    DateTimeOffset To
);

/// <summary>
/// Finds the people responsible for a door: of its unit, building and grid (the group in a village), in any state of the
/// roster, then a paired helper.
/// </summary>
internal sealed class Chains
{
    private static readonly Dictionary<TeamRole, string> Titles = new()
    {
        [TeamRole.Secretary] = "书记",
        [TeamRole.Director] = "主任",
        [TeamRole.ChildDirector] = "儿童主任",
        [TeamRole.HazardReporter] = "灾害信息员",
        [TeamRole.GridChief] = "网格长",
        [TeamRole.BuildingChief] = "楼栋长",
        [TeamRole.GroupLeader] = "组长",
        [TeamRole.UnitChief] = "单元长",
        [TeamRole.Responder] = "队员",
        [TeamRole.Volunteer] = "志愿者",
        [TeamRole.VillagerRepresentative] = "代表",
        [TeamRole.FloodWarner] = "预警员",
        [TeamRole.ShelterKeeper] = "管理员",
        [TeamRole.SunkStaff] = "队员",
    };

    private readonly TeamKnown _team;
    private readonly Duty[] _duties;
    private readonly HashSet<MemberId> _onDuty;
    private readonly Dictionary<(string Grid, string? Building, string? Unit), ResponsibleShown[]> _doors = [];
    private readonly ILookup<TeamRole, MemberKnown> _members;

    public Chains(TeamKnown team, DateTimeOffset at)
    {
        _team = team;
        _duties = [.. team.OnDuty(at)];
        _onDuty = [.. _duties.Select(duty => duty.Member)];
        _members = team
            .Members.Values.OrderBy(member => member.Facts.Id.Value)
            .SelectMany(member => member.Facts.Roles.Select(role => (Role: role, Member: member)))
            .ToLookup(one => one.Role, one => one.Member);
    }

    public IReadOnlyList<OnDutyShown> OnDuty =>
        [
            .. _duties
                .Where(duty => _team.Members.ContainsKey(duty.Member))
                .Select(duty => (Duty: duty, Member: _team.Members[duty.Member]))
                .Select(pair => new OnDutyShown(
                    pair.Duty.Post,
                    pair.Duty.Shift,
                    pair.Duty.Member,
                    Called(pair.Member),
                    pair.Member.Facts.Role,
                    pair.Member.Facts.Availability,
                    pair.Duty.From,
                    pair.Duty.To
                )),
        ];

    public IReadOnlyList<ResponsibleShown> Of(string grid, string? building, string? unit, MemberId? helper)
    {
        if (!_doors.TryGetValue((grid, building, unit), out var chain))
            _doors[(grid, building, unit)] = chain = [.. Door(grid, building, unit).Distinct().Select(Shown)];
        return helper is { } id && _team.Members.TryGetValue(id, out var paired) && !chain.Any(one => one.MemberId == id)
            ? [.. chain, Shown(paired)]
            : chain;
    }

    private IEnumerable<MemberKnown> Door(string grid, string? building, string? unit) =>
        [
            .. _members[TeamRole.UnitChief]
                .Where(member => Here(member, grid) && unit is not null && member.Facts.Unit == unit && member.Facts.Building == building),
            .. _members[TeamRole.BuildingChief]
                .Where(member => Here(member, grid) && building is not null && member.Facts.Building == building),
            .. _members[TeamRole.GroupLeader]
                .Where(member => Here(member, grid) && (member.Facts.Building is null || member.Facts.Building == building)),
            .. _members[TeamRole.GridChief].Where(member => member.Facts.Grid == grid),
        ];

    private static bool Here(MemberKnown member, string grid) => member.Facts.Grid is null || member.Facts.Grid == grid;

    private ResponsibleShown Shown(MemberKnown member) =>
        new(member.Facts.Role, member.Facts.Id, Called(member), member.Facts.Availability, _onDuty.Contains(member.Facts.Id));

    private static string Called(MemberKnown member) => $"{Masks.Surname(member.Contact?.Name ?? "")}{Titles[member.Facts.Role]}";
}
