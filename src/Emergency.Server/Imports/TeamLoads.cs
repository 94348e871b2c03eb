using Emergency.Domain;
using Emergency.Domain.Communities;
using Emergency.Server.Imports.Reading;
using Emergency.Server.People;

namespace Emergency.Server.Imports;

/// <summary>Team members and the dated duty roster.</summary>
internal static class TeamLoads
{
    private static readonly Dictionary<string, TeamRole> Roles = new(StringComparer.Ordinal)
    {
        ["书记"] = TeamRole.Secretary,
        ["主任"] = TeamRole.Director,
        ["儿童主任"] = TeamRole.ChildDirector,
        ["灾害信息员"] = TeamRole.HazardReporter,
        ["网格长"] = TeamRole.GridChief,
        ["楼栋长"] = TeamRole.BuildingChief,
        ["村民小组长"] = TeamRole.GroupLeader,
        ["单元长"] = TeamRole.UnitChief,
        ["应急队员"] = TeamRole.Responder,
        ["志愿者"] = TeamRole.Volunteer,
    };
    private static readonly Dictionary<string, Post> Posts = new(StringComparer.Ordinal) { ["带班"] = Post.Lead, ["值班"] = Post.Desk, ["应急队"] = Post.Response };

    public static IEnumerable<Loads> Members(RegisterReading reading, Loading at)
    {
        var pieces = new List<Piece<Member>>();
        foreach (var row in reading.Of<MemberRow>())
        {
            if (Roles.TryGetValue(row.Role, out var role)) pieces.Add(Piece(row, role, at));
            else at.Objections.Add(new Finding(row.Row, Severity.Reject, "role", Reasons.UnknownRole));
        }
        yield return new Loads<Member>(code => Entities.Team(at.Asked.Realm, code), members => new RecordMembers(members, at.Import, at.Asked.Now), pieces);
    }

    /// <summary>A roster replaces the days it names, so a day is never cut in two commands.</summary>
    public static IEnumerable<Loads> Roster(RegisterReading reading, Loading at)
    {
        var pieces = new List<Piece<Duty>>();
        foreach (var row in reading.Of<RosterRow>())
        {
            var member = new MemberId(at.Numbered("member", row.MemberId));
            if (at.Teams.Member(row.CommunityCode, member) is null) at.Objections.Add(new Finding(row.Row, Severity.Reject, "member_id", Reasons.UnknownMember));
            else if (!Posts.TryGetValue(row.Post, out var post)) at.Objections.Add(new Finding(row.Row, Severity.Reject, "post", Reasons.PostMissing));
            else
            {
                var day = row.Date ?? at.Today.AddDays(row.Day ?? 0);
                var duty = new Duty(day, row.Shift == "夜班" ? Shift.Night : Shift.Day, post, member, Shanghai.At(day, row.From), Shanghai.At(row.To <= row.From ? day.AddDays(1) : day, row.To), at.Import);
                pieces.Add(new(row.CommunityCode, null, () => duty));
            }
        }
        yield return new Loads<Duty>(code => Entities.Team(at.Asked.Realm, code), duties => new RosterDuty(duties, at.Asked.Now), pieces, int.MaxValue);
    }

    private static Piece<Member> Piece(MemberRow row, TeamRole role, Loading at)
    {
        var contact = new MemberContact(row.Name, Loading.Phones(row.Phone), Loading.At(row.Point), row.Id);
        var team = at.Teams.Of(row.CommunityCode);
        var id = row.Id is { } number ? new MemberId(at.Numbered("member", number))
            : team.Members.Values.FirstOrDefault(member => member.Contact?.Name == row.Name && member.Contact.Phones.Contains(row.Phone, StringComparer.Ordinal))?.Facts.Id ?? new MemberId(at.New(row));
        var availability = row.Status switch { "请假" => Availability.OnLeave, "外出" => Availability.Away, _ => Availability.OnPost };
        var known = team.Members.GetValueOrDefault(id);
        return new(row.CommunityCode, id.Value, () =>
        {
            var member = new Member(id, role, row.Grid, row.Building, row.Unit, ListOf.From(row.Skills), availability, known?.Facts.Contact ?? default);
            // An unchanged contact keeps its sealed form: whoever agreed that it is posted is not asked again.
            return known?.Contact != contact ? member with { Contact = at.Sealing.Seal(id.Value, contact) } : known.Facts == member ? null : member;
        });
    }
}
