using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Domain.Teams;
using Emergency.Server.Features.Communities;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Teams;

/// <summary>Endpoints for emergency teams (应急队伍): members, contacts, availability.</summary>
internal static class TeamEndpoints
{
    public static RouteGroupBuilder MapTeams(this RouteGroupBuilder api)
    {
        api.MapGet("/me/duty", Mine).Needs(TeamPermissions.TaskRead).WithTags("teams");
        var routes = api.MapGroup("/communities/{code}/team").WithTags("teams");
        routes.MapGet("/", List).Needs(TeamPermissions.Read);
        routes.MapPost("/open", Open).Needs(TeamPermissions.Read);
        routes.MapPost("/members/{member:guid}/availability", Available).Needs(TeamPermissions.Availability);
        routes.MapPost("/members/{member:guid}/posting", Post).Needs(TeamPermissions.Post);
        return api;
    }

    /// <summary>End of the asker's present post, the follower, and the asker's next turn.</summary>
    public static Outcome<MyDuty> Mine(Asked asked, Known known) => new(MyDuty.Of(known, asked), known.At);

    /// <summary>The members by role and grid, names masked, and their present posts.</summary>
    public static Outcome<Page<TeamMemberShown>> List(
        string code,
        Asked asked,
        Known known,
        ISealing sealing,
        TeamRole? role = null,
        int? limit = null,
        string? next = null
    )
    {
        var (seen, problem) = CommunitySeen.Find(known, asked, TeamPermissions.Read, code);
        if (seen is null)
            return problem;
        var members = seen.Team().Members.Values.Where(member => role is null || member.Facts.Role == role);
        var posts = seen.Team().OnDuty(asked.Now).ToLookup(duty => duty.Member, duty => duty.Post);
        return Page.Of(
            members,
            TeamMemberShown.Order,
            member => TeamMemberShown.Of(seen.Team(), member, posts, Shanghai.Day(asked.Now), sealing),
            limit,
            next,
            known.At
        );
    }

    /// <summary>
    /// Names and phones for calling: of the whole community for committee, street and county; of the own grid and of members
    /// on duty for its chief; of a single {member} where one is named. Recorded before they leave.
    /// </summary>
    public static async Task<Outcome<ContactList>> Open(
        string code,
        Asked asked,
        Known known,
        Recording recording,
        CancellationToken stop,
        Guid? member = null
    )
    {
        var (seen, problem) = CommunitySeen.Find(known, asked, TeamPermissions.Read, code);
        if (seen is null)
            return problem;
        var duty = seen.Team().OnDuty(asked.Now).Select(turn => turn.Member).ToHashSet();
        var shown = seen.Team()
            .Members.Values.Where(one =>
                (member is null || one.Facts.Id.Value == member)
                && (duty.Contains(one.Facts.Id) || seen.May(TeamPermissions.Read, one.Facts.Grid))
            )
            .OrderBy(TeamMemberShown.Order, StringComparer.Ordinal)
            .ToList();
        // The record names each member by id only, as it does residents.
        var reading = new Reading(AccessPurpose.OpenedList, null, code, [.. shown.Select(member => new PersonId(member.Facts.Id.Value))]);
        var (access, sent) = await recording.Write(
            asked,
            TeamPermissions.Read,
            asked.Within(TeamPermissions.Read, code),
            byTask: false,
            reading,
            stop
        );
        return sent.With(new ContactList(access, [.. shown.Select(ContactShown.Of)], known.At.Value));
    }

    /// <summary>Sets 在岗, 请假, 外出: everybody for themselves, the committee for all. Being away costs nothing and sends no alert.</summary>
    public static async Task<Outcome<Done>> Available(
        string code,
        Guid member,
        NewAvailability body,
        Asked asked,
        Sending sending,
        CancellationToken stop
    )
    {
        if (body?.Availability is not { } availability)
            return Problem.Bad("$.availability: on-post, on-leave or away");
        if (!Divisions.IsCommunity(code))
            return Problem.NotFound;
        var self = asked.Member == new MemberBinding(code, new(member));
        return (
            await sending.Send(
                asked,
                TeamPermissions.Availability,
                new Place(code),
                Entities.Team(asked.Realm, code),
                by => new SetAvailability(new(member), availability, by, asked.Now, body.Back),
                () => self,
                stop
            )
        ).With(new Done());
    }

    /// <summary>
    /// Records that a member agrees to be posted with name and phone on the public page and sheet of the community, or takes
    /// that back.
    /// </summary>
    public static async Task<Outcome<Done>> Post(
        string code,
        Guid member,
        NewPosting body,
        Asked asked,
        Sending sending,
        CancellationToken stop
    )
    {
        if (body?.Agreed is not { } agreed)
            return Problem.Bad("$.agreed: true or false");
        if (!Divisions.IsCommunity(code))
            return Problem.NotFound;
        var self = asked.Member == new MemberBinding(code, new(member));
        return (
            await sending.Send(
                asked,
                TeamPermissions.Post,
                new Place(code),
                Entities.Team(asked.Realm, code),
                by => agreed ? new AgreeToPosting(new(member), by, asked.Now) : new WithdrawPosting(new(member), by, asked.Now),
                () => self,
                stop
            )
        ).With(new Done());
    }
}
