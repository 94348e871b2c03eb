using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Domain.Places;
using Emergency.Domain.Teams;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Authorities;
using Emergency.Server.Features.Teams;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Calls;

/// <summary>Receiver of a ring at this moment, with phone and accounts.</summary>
/// <param name="Member">Null for an office, and where nobody is there.</param>
/// <param name="Phone">Null where none is known.</param>
/// <param name="Accounts">Accounts of the receiver, whose devices get the push.</param>
/// <param name="Absent">The called person is on leave, away or gone by now, and is not rung.</param>
internal sealed record OnCalled(MemberId? Member, string? Phone, IReadOnlyCollection<AccountId> Accounts, bool Absent = false)
{
    public static readonly OnCalled Nobody = new(null, null, []);

    /// <summary>Reason why neither a voice call nor a text can be sent; null where one can.</summary>
    public string? Cause =>
        Absent ? "absent"
        : Phone is not null ? null
        : Member is null && Accounts.Count == 0 ? "nobody"
        : "no-phone";
}

/// <summary>
/// Finds the receiver of a call at this moment. In a community: the person at the desk, otherwise the lead of the shift; as deputy the
/// lead, otherwise the secretary. In an office of a street or county: the people at its duty desk, then its officers, one after another; in
/// the county the lead of the shift comes first.
/// </summary>
internal static class OnCall
{
    /// <summary>The one person who is called, or the person who has this rung of the receiver's ladder now.</summary>
    public static OnCalled Of(Known known, string realm, RingDue ring, DateTimeOffset at) =>
        ring.Member is { } member ? Person(known, realm, ring.Receiver, member) : Of(known, realm, ring.Receiver, ring.Who, at);

    private static OnCalled Person(Known known, string realm, string community, MemberId member)
    {
        var (accounts, team) = (known.Of<AccountsKnown>().ByMember(community, member), known.Of<TeamsKnown>(realm).Of(community));
        return team.State.Members.GetValueOrDefault(member) is { Availability: Availability.OnPost }
            ? new(member, team.Members.GetValueOrDefault(member)?.Contact?.Phones.FirstOrDefault(), accounts)
            : new(member, null, [], Absent: true);
    }

    public static OnCalled Of(Known known, string realm, string receiver, CallRung who, DateTimeOffset at)
    {
        if (!Divisions.IsCommunity(receiver))
            return Officer(known, realm, receiver, who, at);
        var team = known.Of<TeamsKnown>(realm).Of(receiver);
        bool There(MemberId member) => team.State.Members.GetValueOrDefault(member)?.Availability == Availability.OnPost;
        IEnumerable<MemberId> On(Post post) => team.OnDuty(at).Where(duty => duty.Post == post).Select(duty => duty.Member).Where(There);
        var secretaries = team
            .State.Members.Values.Where(member => member.Is(TeamRole.Secretary))
            .Select(member => member.Id)
            .Where(There)
            .OrderBy(member => member.Value);
        // The deputy is the next one in the same row, so that nobody is rung twice.
        MemberId[] row = [.. On(Post.Desk).Take(1).Concat(On(Post.Lead)).Concat(secretaries).Distinct()];
        return row.Length <= (int)who ? OnCalled.Nobody : Person(known, realm, receiver, row[(int)who]);
    }

    private static OnCalled Officer(Known known, string realm, string office, CallRung who, DateTimeOffset at)
    {
        var desk = known.Of<DesksKnown>(realm).Of(office);
        var county = office.Length < 9;
        var keepers = desk.State.Having(at) is { } watch
            ? desk
                .State.Keeping(watch)
                .OrderBy(turn => turn.Post == Post.Lead != county)
                .Select(turn => (Phone: desk.Contacts.GetValueOrDefault(turn.Officer)?.Phones.FirstOrDefault(), Account: (AccountId?)null))
            : [];
        var officers = known
            .Of<AccountsKnown>()
            .Accounts.Values.Where(account =>
                !account.State.Closed && account.Grants.Any(grant => grant.Scope.Division == office && Answers(grant.Role))
            )
            .OrderBy(account => !account.Grants.Any(grant => grant.Role == Role.CountyCommander))
            .ThenBy(account => account.Id.Key, StringComparer.Ordinal)
            .Select(account => (account.Contact?.Phone, Account: (AccountId?)account.Id));
        var all = keepers.Concat(officers).Where(one => one.Phone is not null).GroupBy(one => one.Phone, StringComparer.Ordinal);
        return all.ElementAtOrDefault((int)who) is { } found
            ? new(null, found.Key, [.. found.Select(one => one.Account).OfType<AccountId>()])
            : OnCalled.Nobody;
    }

    private static bool Answers(Role role) => role is Role.StreetOfficer or Role.CountyCommander or Role.CountyDuty;
}
