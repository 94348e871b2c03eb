using Emergency.Domain;
using Emergency.Domain.CallOuts;
using Emergency.Domain.Calls;
using Emergency.Domain.Parties;
using Emergency.Domain.Places;
using Emergency.Domain.Teams;
using Emergency.Domain.Volunteers;
using Emergency.Engine;
using Emergency.Server.Features.Calls;
using Emergency.Server.Features.Communities;
using Emergency.Server.Features.Parties;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Volunteers;

/// <summary>Endpoints for volunteers (志愿者): their skills, needs for them, and the hours each gave as proof.</summary>
internal static class VolunteerEndpoints
{
    public static RouteGroupBuilder MapVolunteerActs(this RouteGroupBuilder api)
    {
        api.MapGet("/me/needs", Mine).Needs(VolunteerPermissions.Asked).WithTags("volunteers");
        api.MapPost("/me/needs/{needId:guid}/seen", Seen).Needs(VolunteerPermissions.Asked).WithTags("volunteers");
        var routes = api.MapGroup("/communities/{code}/volunteers").WithTags("volunteers");
        routes.MapGet("/", List).Needs(VolunteerPermissions.Read);
        routes.MapPost("/", Join).Needs(VolunteerPermissions.Keep);
        routes.MapPost("/leave", Leave).Needs(VolunteerPermissions.Keep);
        routes.MapPost("/needs", Tell).Needs(VolunteerPermissions.Keep);
        routes.MapPost("/needs/{needId:guid}/send", Send).Needs(VolunteerPermissions.Keep);
        routes.MapPost("/needs/{needId:guid}/close", Close).Needs(VolunteerPermissions.Keep);
        routes.MapPost("/hours", Hours).Needs(VolunteerPermissions.Keep);
        routes.MapGet("/{member:guid}/hours", Proof).Needs(VolunteerPermissions.Read);
        return api;
    }

    /// <summary>Needs that the asker was asked to go to, while they are open, by their day.</summary>
    public static Outcome<MyNeeds> Mine(Asked asked, Known known, ISealing sealing)
    {
        if (asked.Member is not { } self)
            return new Outcome<MyNeeds>(new([], known.At.Value), known.At);
        var items = known
            .Of<VolunteersKnown>(Entities.Live)
            .Of(self.Community)
            .Needs.Values.Where(need => !need.Closed && need.Sent.Contains(self.Member))
            .OrderBy(need => need.Day)
            .ThenBy(need => need.Id.Value)
            .Select(need => (Need: need, Said: sealing.Open<NeedText>(need.Text)))
            .Select(one => new MyNeed(
                one.Need.Id,
                one.Said?.Text,
                one.Said?.Skill ?? one.Need.Skill,
                one.Need.Rescue,
                one.Need.Day,
                Call(known, one.Need.Id, self.Member)?.State.Answer is not null
            ));
        return new Outcome<MyNeeds>(new([.. items], known.At.Value), known.At);
    }

    /// <summary>知道了: records that the asker knows of a need. Nobody rings them about it any more.</summary>
    public static async Task<Outcome<Done>> Seen(Guid needId, Act act)
    {
        if (act.Asked.Member is not { } self)
            return Problem.NotFound;
        var known = await act.Use<Folding>().Newest(act.Stop);
        if (Call(known, new(needId), self.Member) is not { } call || call.State.Receiver != self.Community)
            return Problem.NotFound;
        var sent = await act.Send(
            VolunteerPermissions.Asked,
            new Place(self.Community),
            Entities.Call(Entities.Live, call.Id),
            by => new AnswerCall(null, CallMeans.App, by, act.Now),
            () => true
        );
        return sent.With(new Done());
    }

    private static CallKnown? Call(Known known, VolunteerNeedId need, MemberId member) =>
        known.Of<CallsKnown>(Entities.Live).Of(CallKind.Volunteer, need.Value).FirstOrDefault(call => call.State.Member == member);

    /// <summary>Volunteers with their skills and hours of this year, the needs, and the candidates for each.</summary>
    public static Outcome<VolunteersShown> List(string code, Asked asked, Known known, ISealing sealing)
    {
        var (seen, problem) = CommunitySeen.Find(known, asked, VolunteerPermissions.Read, code);
        return seen is null ? problem : new Outcome<VolunteersShown>(new VolunteersQuery(known, code, asked.Now).Shown(sealing), known.At);
    }

    /// <summary>Makes a member of the team a volunteer, or corrects the facts of one.</summary>
    public static Task<Outcome<Done>> Join(string code, NewVolunteer body, Act act) =>
        Do(
            code,
            act,
            NewVolunteer.Faults(body),
            known =>
                !known.Of<TeamsKnown>(Entities.Live).Of(code).Members.ContainsKey(body.Member!.Value)
                    ? Problem.Of(Team.UnknownMember, body.Member!.Value.ToString())
                : body.Body is { } id && known.Of<PartiesKnown>(Entities.Live).Find(id)?.Facts.Community != code ? Problem.Of(Party.Unknown)
                : null,
            by => new JoinVolunteers(new(body.Member!.Value, body.Body, body.Adult), by, act.Now)
        );

    /// <summary>Ends somebody's service as a volunteer. Hours that were given stay.</summary>
    public static Task<Outcome<Done>> Leave(string code, VolunteerNamed body, Act act) =>
        Do(code, act, VolunteerNamed.Faults(body), _ => null, by => new LeaveVolunteers(body.Member!.Value, by, act.Now));

    /// <summary>Announces a need on a day, with its skill. A rescue is for adults.</summary>
    public static async Task<Outcome<Recorded>> Tell(string code, NewNeed body, Act act)
    {
        if (NewNeed.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (CommunitySeen.Find(act.Use<Folding>().Now, act.Asked, VolunteerPermissions.Keep, code) is (null, var problem))
            return problem;
        var id = act.Asked.NewId<VolunteerNeedId>();
        var skill = string.IsNullOrWhiteSpace(body.Skill) ? null : body.Skill.Trim();
        var text = await act.Seal(id.Value, new NeedText(body.Text!.Trim(), skill));
        var sent = await act.Send(
            VolunteerPermissions.Keep,
            new Place(code),
            Entities.Volunteers(code),
            by => new TellNeed(id, text, null, body.Rescue, body.Day!.Value, by, act.Now)
        );
        return sent.With(new Recorded(id.Value, sent.Position.Value));
    }

    /// <summary>
    /// Asks a volunteer to go. Nobody goes to a rescue without proof of age, or while the team would not call them out:
    /// uninsured, on leave, away.
    /// </summary>
    public static async Task<Outcome<Done>> Send(string code, Guid needId, VolunteerNamed body, Act act)
    {
        if (VolunteerNamed.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var member = body.Member!.Value;
        var team = (await act.Use<Folding>().Newest(act.Stop)).Of<TeamsKnown>(Entities.Live).Of(code);
        return await Do(
            code,
            act,
            [],
            _ => null,
            by => new SendVolunteer(new(needId), member, by, act.Now, Spared.Why(team, member, act.Now))
        );
    }

    /// <summary>Closes a need: nobody more is needed.</summary>
    public static Task<Outcome<Done>> Close(string code, Guid needId, Act act) =>
        Do(code, act, [], _ => null, by => new CloseNeed(new(needId), by, act.Now));

    /// <summary>Records the minutes that somebody gave on a day. A repeated entry for the day replaces the first.</summary>
    public static async Task<Outcome<Done>> Hours(string code, NewHours body, Act act)
    {
        if (NewHours.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (CommunitySeen.Find(act.Use<Folding>().Now, act.Asked, VolunteerPermissions.Keep, code) is (null, var problem))
            return problem;
        var what = await act.Seal(body.Member!.Value.Value, new FreeText(body.What?.Trim() ?? ""));
        return await Do(
            code,
            act,
            [],
            _ => null,
            by => new GiveHours(body.Member!.Value, body.Day!.Value, body.Minutes!.Value, what, body.Need, by, act.Now)
        );
    }

    /// <summary>The hours of a volunteer in a year, day by day, for a paper of theirs.</summary>
    /// <param name="year">This year where it is left out.</param>
    public static async Task<Outcome<HoursProof>> Proof(
        string code,
        Guid member,
        Asked asked,
        Known known,
        IFeed feed,
        ISealing sealing,
        CancellationToken stop,
        int? year = null
    )
    {
        var (seen, problem) = CommunitySeen.Find(known, asked, VolunteerPermissions.Read, code);
        if (seen is null)
            return problem;
        var (id, of, days) = (new MemberId(member), year ?? Shanghai.Day(asked.Now).Year, new SortedDictionary<DateOnly, HoursGiven>());
        await foreach (var happened in feed.Stream(Entities.Volunteers(code), known.At, stop))
            if (happened.Event is HoursGiven given && given.Member == id && given.Day.Year == of)
                days[given.Day] = given;
        var body = known.Of<VolunteersKnown>(Entities.Live).Of(code).All.GetValueOrDefault(id)?.Body;
        var kept = days.Values.Where(one => one.Minutes > 0).ToList();
        return new Outcome<HoursProof>(
            new(
                id,
                seen.Places.Name(code),
                body is { } party ? known.Of<PartiesKnown>(Entities.Live).Find(party)?.Name : null,
                [.. kept.Select(one => new HoursDay(one.Day, one.Minutes, sealing.Open<FreeText>(one.What)?.Text))],
                kept.Sum(one => one.Minutes),
                known.At.Value
            ),
            known.At
        );
    }

    private static async Task<Outcome<Done>> Do(
        string code,
        Act act,
        IReadOnlyList<string> faults,
        Func<Known, Problem?> against,
        Func<By, Command> make
    )
    {
        if (faults.Count > 0)
            return Problem.Bad(faults);
        var known = await act.Use<Folding>().Newest(act.Stop);
        if (CommunitySeen.Find(known, act.Asked, VolunteerPermissions.Keep, code) is (null, var problem))
            return problem;
        if (against(known) is { } found)
            return found;
        return (await act.Send(VolunteerPermissions.Keep, new Place(code), Entities.Volunteers(code), make)).With(new Done());
    }
}

/// <summary>Reasons for which somebody is not asked to go to a rescue, besides their age.</summary>
internal static class Spared
{
    public static SparedWhy? Why(TeamKnown team, MemberId member, DateTimeOffset now) =>
        team.State.Members.GetValueOrDefault(member) is { } one
            ? Callable.Against(team.State, one, Shanghai.Day(now), id => team.IsMinor(id, now))
            : SparedWhy.Away;
}

/// <summary>Joins volunteers with their team.</summary>
internal sealed class VolunteersQuery(Known known, string community, DateTimeOffset now)
{
    private readonly VolunteerList _all = known.Of<VolunteersKnown>(Entities.Live).Of(community);
    private readonly TeamKnown _team = known.Of<TeamsKnown>(Entities.Live).Of(community);
    private readonly PartiesKnown _parties = known.Of<PartiesKnown>(Entities.Live);

    public VolunteersShown Shown(ISealing sealing)
    {
        var year = Shanghai.Day(now).Year;
        var minutes = _all.Minutes.ToDictionary(one => one.Key, one => one.Value.Where(day => day.Key.Year == year).Sum(day => day.Value));
        var here = _team.Members.Values.Where(member => member.Contact is not null).ToList();
        return new(
            [
                .. here.Where(member => _all.All.ContainsKey(member.Facts.Id))
                    .OrderBy(member => member.Contact!.Name, StringComparer.Ordinal)
                    .Select(member => Of(member, _all.All[member.Facts.Id], minutes.GetValueOrDefault(member.Facts.Id))),
            ],
            [.. _all.Needs.Values.OrderBy(need => need.Day).ThenBy(need => need.Id.Value).Select(need => Of(need, here, sealing))],
            [
                .. here.Where(member => !_all.All.ContainsKey(member.Facts.Id))
                    .OrderByDescending(member => member.Facts.Role)
                    .ThenBy(member => member.Contact!.Name, StringComparer.Ordinal)
                    .Select(member => new VolunteerChoice(member.Facts.Id, Masks.Name(member.Contact!.Name), member.Facts.Role)),
            ],
            [
                .. _parties
                    .Of(community)
                    .Where(party => party.Facts.Kind == PartyKind.VolunteerBody && party.State.LastDay is null)
                    .OrderBy(party => party.Name, StringComparer.Ordinal)
                    .Select(party => new BodyShown(party.Id, party.Name)),
            ],
            [.. here.SelectMany(member => member.Skills).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            known.At.Value
        );
    }

    private VolunteerShown Of(MemberKnown member, Volunteer one, int minutes) =>
        new(
            member.Facts.Id,
            Masks.Name(member.Contact!.Name),
            member.Skills,
            member.Facts.Availability,
            one.Adult,
            one.Body is { } body ? _parties.Find(body)?.Name : null,
            one.Body,
            minutes
        );

    private VolunteerNeedShown Of(VolunteerNeed need, IReadOnlyList<MemberKnown> here, ISealing sealing)
    {
        var said = sealing.Open<NeedText>(need.Text);
        var skill = said?.Skill ?? need.Skill;
        var able = here.Where(member =>
                _all.All.ContainsKey(member.Facts.Id)
                && member.Facts.Availability == Availability.OnPost
                && (skill is null || member.Skills.Contains(skill, StringComparer.Ordinal))
            )
            .Select(member => member.Facts.Id)
            .ToList();
        var adults = able.Where(id => !need.Rescue || _all.All[id].Adult).ToList();
        var fit = adults.Where(id => !need.Rescue || Spared.Why(_team, id, now) is null).ToList();
        return new(
            need.Id,
            said?.Text,
            skill,
            need.Rescue,
            need.Day,
            need.Sent,
            [.. fit],
            able.Count - adults.Count,
            adults.Count - fit.Count
        );
    }
}
