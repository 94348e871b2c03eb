using System.Globalization;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Accounts.Managing;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Membership;

/// <summary>
/// Requires an account's owner who is still in the team to hand on first everything in their hands, as when leaving: nothing life-saving is
/// left without a holder. Turns stay with the member.
/// </summary>
internal sealed class MemberInHand(Clock clock) : IInHand
{
    public Problem? Against(AccountKnown account, Known known)
    {
        if (account.Member is not { } member || known.Of<TeamsKnown>(Entities.Live).Member(member.Community, member.Member) is null)
            return null;
        var held = Holdings.Of(known, Entities.Live, member.Community, member.Member, clock.Now(Entities.Live));
        // Gives only the number of things: an account manager may not see at whose door somebody knocks.
        var things = held.Things.Count(thing => thing.What != Held.Turn) + held.Leads.Count;
        return things > 0 ? new("account.in-hand", [things.ToString(CultureInfo.InvariantCulture)]) : null;
    }
}
