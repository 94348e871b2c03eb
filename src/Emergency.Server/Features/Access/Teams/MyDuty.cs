using Emergency.Domain;
using Emergency.Domain.Teams;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Teams;

/// <summary>
/// The asker's own turns of duty: the present post and its end, the follower there, and the beginning of the next turn.
/// All empty for an asker in no team or on no roster.
/// </summary>
/// <param name="Self">The asker as the team knows them; null for somebody in no team.</param>
internal sealed record MyDuty(Post? Post, DateTimeOffset? Until, Follower? Follows, DateTimeOffset? Next, OwnMember? Self)
{
    public static MyDuty Of(Known known, Asked asked)
    {
        if (asked.Member is not { } bound)
            return new(null, null, null, null, null);
        var team = known.Of<TeamsKnown>(asked.Realm).Of(bound.Community);
        var self = team.Members.GetValueOrDefault(bound.Member) is { } own
            ? new OwnMember(bound.Community, bound.Member, own.Facts.Availability, team.State.Posted.Contains(bound.Member))
            : null;
        var roster = team.State.Roster.Values;
        var mine = roster.Where(duty => duty.Member == bound.Member).OrderBy(duty => duty.From).ToList();
        var next = mine.Find(duty => duty.From > asked.Now)?.From;
        if (mine.Find(duty => duty.Covers(asked.Now)) is not { } now)
            return new(null, null, null, next, self);
        var after = roster
            .Where(duty => duty.Post == now.Post && duty.Covers(now.To))
            .Select(duty => duty.Member)
            .OrderBy(member => member.Value)
            .Select(member => team.Members.GetValueOrDefault(member))
            .FirstOrDefault(member => member is not null);
        return new(now.Post, now.To, after is null ? null : new(after.Facts.Role, Masks.Name(after.Contact?.Name ?? "")), next, self);
    }
}

/// <param name="Posted">True when the member agreed to be posted with name and phone.</param>
internal sealed record OwnMember(string Community, MemberId Member, Availability Availability, bool Posted);

/// <summary>Member who takes over a post; the name masked.</summary>
internal sealed record Follower(TeamRole Role, string Mask);
