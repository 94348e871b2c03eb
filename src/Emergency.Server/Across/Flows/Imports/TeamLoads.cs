using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Teams;
using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Across.Imports.Reading.Values;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Across.Imports;

/// <summary>Loads team members and the dated duty roster.</summary>
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
        ["村民代表"] = TeamRole.VillagerRepresentative,
        ["山洪预警员"] = TeamRole.FloodWarner,
        ["避灾点管理员"] = TeamRole.ShelterKeeper,
        ["下沉力量"] = TeamRole.SunkStaff,
    };
    private static readonly Dictionary<string, Post> Posts = new(StringComparer.Ordinal)
    {
        ["带班"] = Post.Lead,
        ["值班"] = Post.Desk,
        ["应急队"] = Post.Response,
    };

    public static IEnumerable<Loads> Members(RegisterReading reading, Loading at)
    {
        var pieces = new List<Piece<Member>>();
        foreach (var row in reading.Of<MemberRow>())
        {
            if (!Roles.TryGetValue(row.Role, out var role))
                at.Objections.Add(row, "role", Reasons.UnknownRole);
            else if (Whom(row, at) is { } id)
                pieces.Add(Piece(row, role, id, at));
        }
        yield return new Loads<Member>(
            code => Entities.Team(at.Asked.Realm, code),
            members => new RecordMembers(members, at.Import, at.Asked.Now),
            pieces
        );
    }

    /// <summary>Loads a roster. It replaces the days it names, so a day is never cut in two commands.</summary>
    public static IEnumerable<Loads> Roster(RegisterReading reading, Loading at)
    {
        var pieces = new List<Piece<Duty>>();
        foreach (var row in reading.Of<RosterRow>())
        {
            if (
                at.Member(row, "member_id", row.CommunityCode, row.MemberId) is not { } member
                || at.Teams.Member(row.CommunityCode, member) is null
            )
                at.Objections.Add(row, "member_id", Reasons.UnknownMember);
            else if (!Posts.TryGetValue(row.Post, out var post))
                at.Objections.Add(row, "post", Reasons.PostMissing);
            else
            {
                var day = row.Date ?? at.Today.AddDays(row.Day ?? 0);
                var duty = new Duty(
                    day,
                    row.Shift == "夜班" ? Shift.Night : Shift.Day,
                    post,
                    member,
                    Shanghai.At(day, row.From),
                    Shanghai.At(row.To <= row.From ? day.AddDays(1) : day, row.To),
                    at.Import
                );
                var known = at.Teams.Of(row.CommunityCode).State.Roster.GetValueOrDefault(duty.Key);
                at.Differences.Note(row, known is null ? null : known with { Import = at.Import }, duty);
                pieces.Add(new(row.CommunityCode, null, Origin.Of(row), () => duty));
            }
        }
        yield return new Loads<Duty>(
            code => Entities.Team(at.Asked.Realm, code),
            duties => new RosterDuty(duties, at.Asked.Now),
            pieces,
            int.MaxValue
        );
    }

    /// <summary>
    /// The member that a row means: by number, where name or phone agree; by name and phone without one. A number used with another name
    /// and phone means a new member, with a new id.
    /// </summary>
    private static MemberId? Whom(MemberRow row, Loading at)
    {
        if (row.Id is null)
            return at.Teams.Of(row.CommunityCode)
                    .Members.Values.FirstOrDefault(member => member.Contact?.Name == row.Name && Shares(row, member))
                    ?.Facts.Id
                ?? new MemberId(at.New(row));
        var number = new RegisterNumber(Divisions.County(row.CommunityCode), row.Id);
        var holders = at.Numbers.Members(number);
        var same = holders
            .Where(one => one.Member.Contact!.Name == row.Name || Shares(row, one.Member))
            .Select(one => one.Member.Facts.Id)
            .Distinct()
            .ToList();
        if (same.Count > 1)
        {
            at.Objections.Add(row, "member_id", Reasons.NumberTwice);
            return null;
        }
        if (same is [var only])
            return only;
        var first = new MemberId(at.Numbered("member", number, id => at.Teams.Teams.Values.Any(team => team.Members.ContainsKey(new(id)))));
        if (holders.Count == 0 && !at.Teams.Teams.Values.Any(team => team.Members.ContainsKey(first)))
            return first;
        if (holders.Count > 0)
            at.Differences.Reassigned.Add((row.Sheet, row.Row));
        return new MemberId(at.Holder(first.Value, row.CommunityCode, row.Name, row.Phones[0]));
    }

    private static bool Shares(MemberRow row, MemberKnown member) =>
        row.Phones.Intersect(member.Contact!.Phones, StringComparer.Ordinal).Any();

    private static Piece<Member> Piece(MemberRow row, TeamRole role, MemberId id, Loading at)
    {
        var known = at.Teams.Of(row.CommunityCode).Members.GetValueOrDefault(id);
        var (was, area) = (known?.Contact, known?.Facts);
        var moved = row.Building is not null && area?.Building is not null && row.Building != area.Building;
        var contact = new MemberContact(
            row.Name,
            PeopleLoads.Phones(row, "phone", was?.Phones ?? [], row.Phones),
            Loading.At(row.Point) ?? was?.Location,
            row.Id ?? was?.Register,
            was?.Born
        );
        var availability = row.Status switch
        {
            "请假" => Availability.OnLeave,
            "外出" => Availability.Away,
            null => area?.Availability ?? Availability.OnPost,
            _ => Availability.OnPost,
        };
        var skills =
            row.Skills.Count > 0 ? ListOf.From(row.Skills)
            : row.Strikes("skills") ? []
            : known?.Skills ?? [];
        var same = known is not null && known.Skills == skills;
        var plain = new Member(
            id,
            role,
            row.Kept("grid", row.Grid, area?.Grid),
            row.Kept("building", row.Building, area?.Building),
            row.Kept("unit", row.Unit, moved ? null : area?.Unit),
            same ? area!.Skills : [],
            availability,
            area?.Contact ?? default,
            area?.Also
        )
        {
            SealedSkills = same ? area!.SealedSkills : null,
        };
        at.Differences.Compare(
            row,
            row.Name,
            known is null || was is null ? null : Columns(known.Facts, was, known.Skills),
            Columns(plain, contact, skills)
        );
        // An unchanged contact keeps its sealed form: a member who agreed to its being posted is not asked again.
        return new(
            row.CommunityCode,
            id.Value,
            Origin.Of(row),
            () =>
            {
                var able =
                    same || skills.Count == 0 ? plain : plain with { SealedSkills = at.Sealing.Seal(id.Value, new MemberSkills(skills)) };
                return was != contact ? able with { Contact = at.Sealing.Seal(id.Value, contact) }
                    : known!.Facts == able ? null
                    : able;
            }
        );
    }

    private static List<(string, string?)> Columns(Member of, MemberContact also, ListOf<string> skills) =>
        [
            ("member_id", also.Register),
            ("name", also.Name),
            ("phone", string.Join('、', also.Phones)),
            ("role", Roles.First(one => one.Value == of.Role).Key),
            ("grid", of.Grid),
            ("building", of.Building),
            ("unit", of.Unit),
            ("skills", string.Join('、', skills)),
            (
                "status",
                of.Availability switch
                {
                    Availability.OnLeave => "请假",
                    Availability.Away => "外出",
                    _ => "在岗",
                }
            ),
            ("lon", also.Location is { } at ? FormattableString.Invariant($"{at.Point.Lon:0.######} {at.Point.Lat:0.######}") : null),
        ];
}
