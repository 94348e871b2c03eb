using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Teams;
using Emergency.Server.Features.Communities;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Teams;

/// <summary>
/// Endpoints for keeping the team by hand: adding and correcting members. Leaving needs features beyond the team:
/// <c>Across/Flows/Membership</c>.
/// </summary>
internal static class MemberEndpoints
{
    public static RouteGroupBuilder MapMembers(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/communities/{code}/team").WithTags("teams");
        routes.MapPost("/members", Enter).Needs(TeamPermissions.Edit);
        routes.MapPost("/members/{member:guid}/correct", Correct).Needs(TeamPermissions.Edit);
        routes.MapGet("/former", Former).Needs(TeamPermissions.Edit);
        return api;
    }

    /// <summary>
    /// Adds somebody to the team, or takes back a former member. A member with the same name and phone is not added twice.
    /// </summary>
    public static async Task<Outcome<MemberWritten>> Enter(string code, NewMember body, Act act)
    {
        if (NewMember.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var (team, problem) = await Team(act, code);
        if (team is null)
            return problem!;
        if (body.Former is { } former && !team.State.Former.ContainsKey(former))
            return Problem.Of(Domain.Teams.Team.UnknownMember, former.ToString());
        var (id, draft) = (body.Former ?? act.Asked.NewId<MemberId>(), body.Member!.Draft());
        var same = team.Members.Values.FirstOrDefault(one =>
            one.Facts.Id != id && one.Contact is { } contact && contact.Name == draft.Name && contact.Phones.Any(draft.Phones.Contains)
        );
        if (same is not null)
            return new Problem("team.already-member", [Masks.Name(same.Contact!.Name)]);
        var contact = new MemberContact(draft.Name, draft.Phones, null, null, draft.Born);
        var minor = contact.IsMinor(Shanghai.Day(act.Now));
        // A repeated request reuses the words sealed the first time.
        var facts =
            team.Members.GetValueOrDefault(id) is { Contact: { } known } written && MemberDraft.Of(written, known) == draft
                ? written.Facts
                : Facts(draft, new(id, default, null, null, null, [], Availability.OnPost, await act.Seal(id.Value, contact))) with
                {
                    SealedSkills = await Skills(act, id, draft),
                };
        var why = await act.SealText(id.Value, body.Why);
        return await Keep(act, code, id, by => new EnterMember(facts, why, by, act.Now, minor));
    }

    /// <summary>
    /// Corrects fields of a member. Nothing is written where somebody else has changed one of these fields since they were
    /// loaded. Their changes to other fields stay.
    /// </summary>
    public static async Task<Outcome<MemberWritten>> Correct(string code, Guid member, NewMemberCorrection body, Act act)
    {
        if (NewMemberCorrection.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var (id, tries) = (new MemberId(member), 0);
        while (true)
        {
            var (team, problem) = await Team(act, code);
            if (team is null)
                return problem!;
            if (team.Members.GetValueOrDefault(id) is not { Contact: { } contact } known)
                return Problem.Of(Domain.Teams.Team.UnknownMember, id.ToString());
            var (was, now, stands) = (body.Was!.Draft(), body.Now!.Draft(), MemberDraft.Of(known, contact));
            var asked = was.Differences(now);
            var fields = asked.Intersect(stands.Differences(now)).ToList();
            if (fields.Intersect(stands.Differences(was)).Any())
                return Problem.Of(Domain.Teams.Team.ChangedMeanwhile);
            var draft = stands.Take(now, fields);
            var facts = Facts(draft, known.Facts);
            var said = contact with { Name = draft.Name, Phones = draft.Phones, Born = draft.Born };
            var minor = fields.Contains(MemberField.Born) && said.IsMinor(Shanghai.Day(act.Now));
            if (fields.Contains(MemberField.Name) || fields.Contains(MemberField.Phones) || fields.Contains(MemberField.Born))
                facts = facts with { Contact = await act.Seal(member, said) };
            if (fields.Contains(MemberField.Skills))
                facts = facts with { Skills = [], SealedSkills = await Skills(act, id, draft) };
            var why = await act.SealText(member, body.Why);
            var written = await Keep(
                act,
                code,
                id,
                by => new CorrectMember(facts, known.Facts, [.. fields.Order()], why, by, act.Now, minor)
            );
            // Somebody wrote between check and command: the correction is tried again.
            if (written.Problem?.Code == Domain.Teams.Team.ChangedMeanwhile.Text && tries++ < 3)
                continue;
            return written;
        }
    }

    /// <summary>Former members, the last first, names masked.</summary>
    public static Outcome<FormerList> Former(string code, Asked asked, Known known)
    {
        var (seen, problem) = CommunitySeen.Find(known, asked, TeamPermissions.Edit, code);
        if (seen is null)
            return problem;
        var team = seen.Team();
        FormerShown[] all =
        [
            .. team
                .State.Former.Values.OrderByDescending(one => one.Day)
                .ThenBy(one => one.Member.Id.Value)
                .Select(one => new FormerShown(
                    one.Member.Id,
                    one.Member.Role,
                    Masks.Name(team.Former.GetValueOrDefault(one.Member.Id)?.Contact?.Name ?? ""),
                    one.Day
                )),
        ];
        return new(new FormerList(all, known.At.Value), known.At);
    }

    private static async ValueTask<(TeamKnown? Team, Problem? Problem)> Team(Act act, string code)
    {
        if (!Divisions.IsCommunity(code))
            return (null, Problem.NotFound);
        if (act.Asked.Allow(TeamPermissions.Edit, new Place(code)).Problem is { } problem)
            return (null, problem);
        var known = await act.Use<Folding>().Newest(act.Stop);
        var (seen, unseen) = CommunitySeen.Find(known, act.Asked, TeamPermissions.Edit, code);
        return seen is null ? (null, unseen) : (seen.Team(), null);
    }

    private static async ValueTask<Sealed?> Skills(Act act, MemberId id, MemberDraft draft) =>
        draft.Skills.Count == 0 ? null : await act.Seal(id.Value, new MemberSkills(draft.Skills));

    private static Member Facts(MemberDraft draft, Member onto) =>
        onto with
        {
            Role = draft.Role,
            Grid = draft.Grid,
            Building = draft.Building,
            Unit = draft.Unit,
            Also = draft.Also.Count > 0 ? draft.Also : null,
        };

    private static async Task<Outcome<MemberWritten>> Keep(Act act, string code, MemberId id, Func<By, Command> make)
    {
        var sent = await act.Send(TeamPermissions.Edit, new Place(code), Entities.Team(act.Asked.Realm, code), make);
        return sent.With(new MemberWritten(id, sent.Position.Value));
    }
}
