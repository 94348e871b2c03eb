using Emergency.Domain.Communities;
using Emergency.Server.Identity;
using Emergency.Server.People;
using Emergency.Server.Views;

namespace Emergency.Server.Communities;

/// <summary>One's own turns of duty: the post kept now and until when, who follows there, and when one's next turn begins. All empty for who is in no team or on no roster.</summary>
public sealed record MyDuty(Post? Post, DateTimeOffset? Until, Follower? Follows, DateTimeOffset? Next)
{
    public static MyDuty Of(Known known, Asked asked)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(asked);
        if (asked.Member is not { } bound) return new(null, null, null, null);
        var team = known.Of<TeamsKnown>(asked.Realm).Of(bound.Community);
        var roster = team.State.Roster.Values;
        var mine = roster.Where(duty => duty.Member == bound.Member).OrderBy(duty => duty.From).ToList();
        var next = mine.Find(duty => duty.From > asked.Now)?.From;
        if (mine.Find(duty => duty.Covers(asked.Now)) is not { } now) return new(null, null, null, next);
        var after = roster.Where(duty => duty.Post == now.Post && duty.Covers(now.To)).Select(duty => duty.Member).OrderBy(member => member.Value).Select(member => team.Members.GetValueOrDefault(member)).FirstOrDefault(member => member is not null);
        return new(now.Post, now.To, after is null ? null : new(after.Facts.Role, Masks.Name(after.Contact?.Name ?? "")), next);
    }
}

/// <summary>Who takes over a post; the name masked.</summary>
public sealed record Follower(TeamRole Role, string Mask);
