using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Rhythms;
using Emergency.Domain.Visits;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Infrastructure.Wording;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.Visits;

/// <summary>
/// Endpoints for visits and their plans. Phones can send these acts late: an act about a person who lives here no longer
/// stands in the history and changes no plan.
/// </summary>
internal static class VisitActEndpoints
{
    public static RouteGroupBuilder MapVisitActs(this RouteGroupBuilder api)
    {
        var one = api.MapGroup("/communities/{code}/visits/{personId:guid}");
        one.MapPost("/make", Make).Needs(VisitPermissions.Act);
        one.MapPost("/miss", Miss).Needs(VisitPermissions.Act);
        one.MapPost("/hand-over", HandOver).Needs(VisitPermissions.Act);
        one.MapPost("/pause", Pause).Needs(VisitPermissions.Keep);
        one.MapPost("/resume", Resume).Needs(VisitPermissions.Keep);
        one.MapPost("/extra", Extra).Needs(VisitPermissions.Keep);
        one.MapPost("/clinic", Clinic).Needs(VisitPermissions.Keep);
        one.MapPost("/seen", Seen).Needs(VisitPermissions.Settle);
        api.MapPost("/communities/{code}/visits/power-cut", PowerCut).Needs(VisitPermissions.PowerCut);
        api.MapPost("/communities/{code}/visits/plan", Plan).Needs(VisitPermissions.Keep);
        return api;
    }

    /// <summary>Records a visit. Two phones at the same door are two visits.</summary>
    public static Task<Outcome<VisitRecorded>> Make(string code, Guid personId, NewVisit body, Act act) =>
        Refused<VisitRecorded>(NewVisit.Faults(body, VisitPlans.Table))
        ?? Do(
            act,
            VisitPermissions.Act,
            code,
            personId,
            async at =>
            {
                var told = await Seal(act, personId, body.Reasons, body.Answers, body.Note);
                ListOf<VisitFollow> follows =
                [
                    .. (body.Follows ?? []).Union(VisitPlans.Table.Must((body.Answers ?? []).Select(one => (one.Question!, one.Answer!)))),
                ];
                var hazard = follows.Contains(VisitFollow.Hazard) ? await Hazard(act, body.Hazard) : null;
                return by => new MakeVisit(
                    at.Id,
                    code,
                    at.Plan,
                    body.Means!.Value,
                    body.Reasons is null or { Count: 0 },
                    follows,
                    told,
                    By(act, body.SeenAt),
                    body.Afterwards ?? false,
                    body.NearDoor ?? false,
                    body.Sooner,
                    body.PoliceFirst,
                    by,
                    act.Now
                )
                {
                    Hazard = hazard,
                    ByCall = body.ByCall ?? false,
                };
            }
        );

    // Sealed under a key of its own, because those who mend the hazard open it.
    private static async Task<VisitHazard> Hazard(Act act, string? what)
    {
        var id = act.Asked.NewId<HazardId>();
        var said = string.IsNullOrWhiteSpace(what) ? new PageWords("zh-CN").Say("visit.hazardSeen") : what.Trim();
        return new(id, await act.Seal(id.Value, new HazardText(said, null)));
    }

    /// <summary>没见到: records a visit in vain, with its reason, and the time or person of the next try.</summary>
    public static Task<Outcome<VisitRecorded>> Miss(string code, Guid personId, NewMissed body, Act act) =>
        Refused<VisitRecorded>(NewMissed.Faults(body))
        ?? Do(
            act,
            VisitPermissions.Act,
            code,
            personId,
            async at =>
            {
                var told = await Seal(act, personId, null, null, body.Note);
                return by => new MissVisit(
                    at.Id,
                    code,
                    at.Plan,
                    body.Reason!.Value,
                    By(act, body.TriedAt),
                    body.Again,
                    body.To,
                    told,
                    by,
                    act.Now
                );
            },
            to: body.To
        );

    /// <summary>转给: hands the visits to another member.</summary>
    public static Task<Outcome<VisitRecorded>> HandOver(string code, Guid personId, NewWalker body, Act act) =>
        Do(act, VisitPermissions.Act, code, personId, _ => Ready(by => new HandVisits(body.Member, by, act.Now)), to: body.Member);

    /// <summary>Pauses visits (住院 or away): nothing is due until they resume.</summary>
    public static Task<Outcome<VisitRecorded>> Pause(string code, Guid personId, NewPause body, Act act) =>
        Refused<VisitRecorded>(NewPause.Faults(body, Shanghai.Day(act.Now)))
        ?? Do(act, VisitPermissions.Keep, code, personId, _ => Ready(by => new PauseVisits(body.Reason!.Value, body.Until, by, act.Now)));

    /// <summary>Resumes visits; after a discharge with a visit within a day.</summary>
    public static Task<Outcome<VisitRecorded>> Resume(string code, Guid personId, NewResume body, Act act) =>
        Do(
            act,
            VisitPermissions.Keep,
            code,
            personId,
            _ => Ready(by => new ResumeVisits(body.Discharged ?? false, VisitPlans.Table.Rule(VisitTrigger.Discharge).Hours, by, act.Now))
        );

    /// <summary>Requests a visit outside the interval by hand: a power cut, a worry.</summary>
    public static Task<Outcome<VisitRecorded>> Extra(string code, Guid personId, NewExtra body, Act act) =>
        Refused<VisitRecorded>(NewExtra.Faults(body, act.Now))
        ?? Do(
            act,
            VisitPermissions.Keep,
            code,
            personId,
            at =>
                Ready(by => new AskExtraVisit(
                    at.Id,
                    code,
                    at.Plan,
                    body.Trigger!.Value,
                    act.Asked.CommandId.ToString(),
                    body.Before ?? act.Now.AddHours(VisitPlans.Table.Rule(body.Trigger.Value).Hours),
                    by,
                    act.Now
                ))
        );

    /// <summary>Records the clinic's own next visit. Nothing else of the clinic's is kept here.</summary>
    public static Task<Outcome<VisitRecorded>> Clinic(string code, Guid personId, NewClinic body, Act act) =>
        Do(act, VisitPermissions.Keep, code, personId, _ => Ready(by => new NoteClinicVisit(body.Next, by, act.Now)), living: true);

    /// <summary>看过了: records that the visitors' wishes for this person have been looked at.</summary>
    public static Task<Outcome<VisitRecorded>> Seen(string code, Guid personId, NewSeen body, Act act) =>
        Do(
            act,
            VisitPermissions.Settle,
            code,
            personId,
            _ => Ready(by => new SettleAsks(VisitAsk.Kept, body.Until?.ToUniversalTime() ?? act.Now, by, act.Now)),
            living: true
        );

    /// <summary>
    /// 停电: requests a visit to everybody in a community, or in a single building, whose machines need power. Returns their
    /// number. A visit already requested because of a cut is not requested twice.
    /// </summary>
    public static async Task<Outcome<PowerCutAsked>> PowerCut(string code, NewPowerCut body, Act act)
    {
        if (!Divisions.IsCommunity(code))
            return Problem.NotFound;
        if (NewPowerCut.Faults(body, act.Now) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var (asked, known, place) = (act.Asked, act.Use<Folding>().Now, new Place(code));
        if (asked.Allow(VisitPermissions.PowerCut, place).Problem is { } problem)
            return problem;
        var building = string.IsNullOrWhiteSpace(body.Building) ? null : body.Building.Trim();
        var (meant, at, sending) = (0, known.At, act.Use<Sending>());
        foreach (var (person, plan) in PowerCuts.Meant(known.Of<ResidentsKnown>(asked.Realm), code, null, building, Shanghai.Day(act.Now)))
        {
            meant++;
            if (PowerCuts.IsAsked(known.Of<VisitsKnown>(asked.Realm).Find(code, person.Id), act.Now))
                continue;
            var sent = await sending.Send(
                asked with
                {
                    CommandId = Derived.Id(asked.CommandId, person.Id.ToString()),
                },
                VisitPermissions.PowerCut,
                place,
                Entities.Visits(asked.Realm, code, person.Id),
                by => PowerCuts.Ask(person, plan, asked.CommandId.ToString(), body.Until, by, act.Now),
                stop: act.Stop
            );
            // Persons who have left meanwhile are no longer visited.
            if (sent.Problem is { } refused && refused.Code != Domain.Visits.PersonVisits.Over.Text)
                return sent.With<PowerCutAsked>(null!);
            at = sent.Problem is null ? sent.Position : at;
        }
        return new Outcome<PowerCutAsked>(new(meant, at.Value), at);
    }

    /// <summary>Plans all visits of a community at once instead of at night, for example after the import of a file.</summary>
    public static async Task<Outcome<Recorded>> Plan(string code, Act act)
    {
        if (!Divisions.IsCommunity(code) || act.Use<Folding>().Now.Of<PlacesKnown>(act.Asked.Realm).Of(code) is null)
            return Problem.NotFound;
        var sent = await act.Send(
            VisitPermissions.Keep,
            new Place(code),
            Entities.Round(DutyRhythm.VisitsPlan, code),
            _ => new ComeRound(DutyRhythm.VisitsPlan, code, act.Now, Misfire.Once, 0, act.Now)
        );
        return sent.With(new Recorded(act.Asked.CommandId, sent.Position.Value));
    }

    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);

    // A phone's clock can run a little ahead of ours.
    private static DateTimeOffset By(Act act, DateTimeOffset? phone) =>
        phone is not { } at || (at > act.Now && at - act.Now < Ahead) ? act.Now : at.ToUniversalTime();

    private static ValueTask<Func<By, Command>> Ready(Func<By, Command> make) => ValueTask.FromResult(make);

    /// <summary>
    /// Subject of an act. <paramref name="Plan"/>: plan by the register as it is now; null for a person who lives here no
    /// longer.
    /// </summary>
    private sealed record At(PersonId Id, VisitPlan? Plan);

    private static async Task<Outcome<VisitRecorded>> Do(
        Act act,
        Permission permission,
        string code,
        Guid personId,
        Func<At, ValueTask<Func<By, Command>>> prepare,
        bool living = false,
        MemberId? to = null
    )
    {
        if (!Divisions.IsCommunity(code))
            return Problem.NotFound;
        var (asked, id, day) = (act.Asked, new PersonId(personId), Shanghai.Day(act.Now));
        var known = await act.Use<Folding>().With(known => known.Of<ResidentsKnown>(asked.Realm).Persons.ContainsKey(id), act.Stop);
        var person = known.Of<ResidentsKnown>(asked.Realm).Persons.GetValueOrDefault(id);
        var lives = person is { Left: null, Erased: false } && person.Community == code;
        var place = lives ? person!.Place : asked.Within(permission, code);
        var handed = new VisitsQuery(known, asked).IsHanded(known.Of<VisitsKnown>(asked.Realm).Find(code, id));
        if (asked.Allow(permission, place, () => handed).Problem is { } problem)
            return problem;
        // Only members of this community's team can take over visits.
        if (to is { } member && known.Of<TeamsKnown>(asked.Realm).Member(code, member) is null)
            return Problem.Of(Domain.Teams.Team.UnknownMember, member.ToString());
        // Nothing more can be sealed for a person whose key is destroyed.
        if (person is null or { Erased: true } || (living && !lives))
            return Problem.Of(Domain.Visits.PersonVisits.Unknown);
        var make = await prepare(new(id, lives ? person.Plan(day, soon: true) : null));
        var sent = await act.Send(permission, place, Entities.Visits(asked.Realm, code, id), make, () => handed);
        return sent.With(new VisitRecorded(id, !lives, sent.Position.Value));
    }

    private static async ValueTask<Sealed?> Seal(
        Act act,
        Guid person,
        IReadOnlyList<string>? reasons,
        IReadOnlyList<NewAnswer>? answers,
        string? note
    ) =>
        reasons is null or { Count: 0 } && answers is null or { Count: 0 } && string.IsNullOrWhiteSpace(note)
            ? null
            : await act.Seal(
                person,
                new VisitText([.. reasons ?? []], [.. (answers ?? []).Select(one => new VisitAnswer(one.Question!, one.Answer!))], note)
            );
}
