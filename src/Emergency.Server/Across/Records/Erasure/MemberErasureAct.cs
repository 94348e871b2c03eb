using Emergency.Domain;
using Emergency.Domain.Confirmations;
using Emergency.Domain.Teams;
using Emergency.Engine;
using Emergency.Server.Across.Membership;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Keys;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Erasure;

/// <summary>
/// Destroys the data kept of a member who has left a team: the secretary or the street asks, the street confirms. Never while the member
/// has a turn of duty ahead, an open account, or a task in an incident that is not over.
/// </summary>
internal sealed class MemberErasureAct(Folding folding, IFeed feed, Sending sending, ISealing sealing, Destroying destroying)
    : SubjectErasure(folding, feed, sending, sealing, destroying)
{
    public override AskedKind Kind => AskedKind.MemberErasure;
    public override Permission Asks => TeamPermissions.MemberErase;

    private static MemberId Member(AskedAct act) => new(Guid.Parse(act.Subject));

    private protected override Guid? KeyOf(AskedAct act) => Member(act).Value;

    private protected override (SubjectErasureAsked? Of, Problem? Problem) Look(Known known, AskedAct act, DateTimeOffset now)
    {
        var (id, team) = (Member(act), known.Of<TeamsKnown>().Of(act.Place));
        if ((team.Members.GetValueOrDefault(id) ?? team.Former.GetValueOrDefault(id)) is not { } member)
            return (null, Problem.Of(Team.UnknownMember));
        return (new(default, member.Contact?.Name is { } name ? Masks.Name(name) : null, null), Against(known, act.Place, id, team, now));
    }

    /// <summary>Reason against erasing a member's record now; null where there is none.</summary>
    internal static Problem? Against(Known known, string community, MemberId id, TeamKnown team, DateTimeOffset now)
    {
        var ahead = team.State.Roster.Values.Where(duty => duty.Member == id && duty.To > now).ToList();
        if (ahead.Count > 0)
            return Problem.Of(Team.StillRostered, Decision.Instant(ahead.Max(duty => duty.To)));
        if (known.Of<AccountsKnown>().ByMember(community, id).Select(known.Of<AccountsKnown>().Find).FirstOrDefault() is { } account)
            return new("team.account-open", [account.Name ?? ""]);
        return MemberTasks.Open(known, Entities.Live, id);
    }

    private protected override (EntityId To, Command Command) Order(
        Known known,
        AskedAct act,
        ErasureBasis basis,
        ListOf<Guid> keys,
        By by,
        DateTimeOffset at
    ) => (Entities.Team(Entities.Live, act.Place), new EraseMember(Member(act), basis, keys, by, at));
}
