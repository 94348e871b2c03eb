using System.Globalization;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Accounts.Managing;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.CrossFeature.Membership;

/// <summary>Who is still in the team hands on first what they have in hand, as when they leave it: nothing that saves a life is left with nobody. Turns stay with the member.</summary>
internal sealed class MemberInHand(Clock clock) : IInHand
{
    public Problem? Against(AccountKnown account, Known known)
    {
        if (account.Member is not { } member || known.Of<TeamsKnown>(Entities.Live).Member(member.Community, member.Member) is null)
            return null;
        var held = Holdings.Of(known, Entities.Live, member.Community, member.Member, clock.Now(Entities.Live));
        // How many, never what: who closes accounts has no sight of whose door somebody knocks at.
        var things = held.Things.Count(thing => thing.What != Held.Turn) + held.Leads.Count;
        return things > 0 ? new("account.in-hand", [things.ToString(CultureInfo.InvariantCulture)]) : null;
    }
}
