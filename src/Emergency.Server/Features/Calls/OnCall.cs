using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Domain.Communities;
using Emergency.Domain.Places;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Authorities;
using Emergency.Server.Features.Teams;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Calls;

/// <summary>Whom a call is for at this moment. In a community: who keeps the desk, else who leads the shift; as deputy the lead, else the secretary. In an office of a street or county: who has its duty desk, then its officers, one after another; in the county who leads the shift before all.</summary>
internal static class OnCall
{
    /// <summary>The member and the phone; no phone where nobody is there or none is known.</summary>
    public static (MemberId? Member, string? Phone) Of(Known known, string realm, string receiver, CallRung who, DateTimeOffset at)
    {
        if (!Divisions.IsCommunity(receiver))
            return (null, Officer(known, realm, receiver, who, at));
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
        if (row.Length <= (int)who)
            return (null, null);
        var member = row[(int)who];
        return (member, team.Members.GetValueOrDefault(member)?.Contact?.Phones.FirstOrDefault());
    }

    private static string? Officer(Known known, string realm, string office, CallRung who, DateTimeOffset at)
    {
        var desk = known.Of<DesksKnown>(realm).Of(office);
        var county = office.Length < 9;
        var keepers = desk.State.Having(at) is { } watch
            ? desk
                .State.Keeping(watch)
                .OrderBy(turn => turn.Post == Post.Lead != county)
                .Select(turn => desk.Contacts.GetValueOrDefault(turn.Officer)?.Phones.FirstOrDefault())
            : [];
        var officers = known
            .Of<AccountsKnown>()
            .Accounts.Values.Where(account =>
                !account.State.Closed && account.Grants.Any(grant => grant.Scope.Division == office && Answers(grant.Role))
            )
            .OrderBy(account => !account.Grants.Any(grant => grant.Role == Role.CountyCommander))
            .ThenBy(account => account.Id.Key, StringComparer.Ordinal)
            .Select(account => account.Contact?.Phone);
        return keepers.Concat(officers).OfType<string>().Distinct(StringComparer.Ordinal).ElementAtOrDefault((int)who);
    }

    private static bool Answers(Role role) => role is Role.StreetOfficer or Role.CountyCommander or Role.CountyDuty;
}
