using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Teams;
using Emergency.Engine;
using Emergency.Server.Features.Communities;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Features.Teams;

/// <summary>The emergency teams (应急队伍) of all communities, by 12-digit code.</summary>
internal sealed record TeamsKnown(ImmutableDictionary<string, TeamKnown> Teams)
{
    public static readonly TeamsKnown None = new(ImmutableDictionary<string, TeamKnown>.Empty);

    /// <summary>True in a drill: nobody's name or number is shown.</summary>
    public bool StandIns { get; init; }

    public TeamKnown Of(string community) =>
        Teams.GetValueOrDefault(community) is not { } team ? TeamKnown.None
        : StandIns ? team.StandIn()
        : team;

    public MemberKnown? Member(string community, MemberId member) => Of(community).Members.GetValueOrDefault(member);

    /// <summary>Turns of duty that cover an instant, the lead of the shift first.</summary>
    public IEnumerable<Duty> OnDuty(string community, DateTimeOffset at) => Of(community).OnDuty(at);
}

/// <summary>A community's team: the domain's state and its members with opened contacts.</summary>
internal sealed record TeamKnown(Team State, ImmutableDictionary<MemberId, MemberKnown> Members)
{
    public static readonly TeamKnown None = new(Team.None, ImmutableDictionary<MemberId, MemberKnown>.Empty);

    /// <summary>Members who have left by an act.</summary>
    public ImmutableDictionary<MemberId, MemberKnown> Former { get; init; } = ImmutableDictionary<MemberId, MemberKnown>.Empty;

    /// <summary>Position of its newest event.</summary>
    public Position At { get; init; }

    /// <summary>Returns the team for a drill, with stand-ins.</summary>
    public TeamKnown StandIn() => this with { Members = StandIns(Members), Former = StandIns(Former) };

    private static ImmutableDictionary<MemberId, MemberKnown> StandIns(ImmutableDictionary<MemberId, MemberKnown> all) =>
        all.ToImmutableDictionary(one => one.Key, one => one.Value with { Contact = StandIn(one.Key, one.Value.Contact) });

    private static MemberContact? StandIn(MemberId id, MemberContact? contact) =>
        contact is null
            ? null
            : contact with
            {
                Name = Infrastructure.Privacy.StandIns.Name(id.Value),
                Phones = Infrastructure.Privacy.StandIns.Phones(id.Value, contact.Phones),
                Register = null,
                Born = null,
            };

    public IEnumerable<Duty> OnDuty(DateTimeOffset at) =>
        State.Roster.Values.Where(duty => duty.Covers(at)).OrderBy(duty => duty.Post).ThenBy(duty => duty.Member.Value);
}

/// <summary>A member; <paramref name="Contact"/> is null where its key is gone.</summary>
internal sealed record MemberKnown(Member Facts, MemberContact? Contact, ListOf<string> Skills)
{
    public static MemberKnown Of(Member facts, ISealing sealing) =>
        new(facts, sealing.Open<MemberContact>(facts.Contact), Opened(facts.SealedSkills, facts.Skills, sealing));

    /// <param name="before">Skills as stored in clear before sealing was introduced.</param>
    public static ListOf<string> Opened(Sealed? skills, ListOf<string> before, ISealing sealing) =>
        skills is { } text ? sealing.Open<MemberSkills>(text)?.Skills ?? [] : before;
}

/// <summary>Finds the team of a community for a request.</summary>
internal static class TeamOfCommunity
{
    public static TeamKnown Team(this CommunitySeen seen) => seen.Known.Of<TeamsKnown>(seen.Asked.Realm).Of(seen.Code);
}
