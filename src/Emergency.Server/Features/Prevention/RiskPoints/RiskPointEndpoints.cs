using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Calls;
using Emergency.Domain.Hazards;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Domain.RiskPoints;
using Emergency.Domain.Teams;
using Emergency.Server.Features.Calls;
using Emergency.Server.Features.Hazards;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Incidents.Tasks;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.RiskPoints;

/// <summary>Endpoints for risk points (风险点): lasting dangers, their watchers, and the figure above which people leave.</summary>
internal static class RiskPointEndpoints
{
    public static RouteGroupBuilder MapRiskPointActs(this RouteGroupBuilder api)
    {
        api.MapGet("/divisions/{code}/risk-points", List).Needs(RiskPointPermissions.Read);
        api.MapGet("/risk-points/mine", Mine).Needs(RiskPointPermissions.Look);
        api.MapPost("/communities/{code}/risk-points", Add)
            .Needs(RiskPointPermissions.Keep)
            .Produces<Recorded>(StatusCodes.Status201Created);
        var one = api.MapGroup("/communities/{code}/risk-points/{riskPointId:guid}");
        one.MapPost("/change", Change).Needs(RiskPointPermissions.Keep);
        one.MapPost("/end", End).Needs(RiskPointPermissions.Keep);
        one.MapPost("/look", Look).Needs(RiskPointPermissions.Look);
        one.MapPost("/incident", Raise).Needs(RiskPointPermissions.Look).Produces<Recorded>(StatusCodes.Status201Created);
        one.MapPost("/cards", Cards).Needs(RiskPointPermissions.Keep);
        return api;
    }

    /// <summary>Risk points of a county, street or community: crossed ones first, then late ones, then by name.</summary>
    public static async Task<Outcome<RiskPointsShown>> List(string code, Act act)
    {
        if (!Divisions.IsCode(code) || code.Length < 6)
            return Problem.NotFound;
        if (act.Asked.Allow(RiskPointPermissions.Read, act.Asked.Within(RiskPointPermissions.Read, code)).Problem is { } problem)
            return problem;
        var known = await act.Use<Folding>().Newest(act.Stop);
        var items = known
            .Of<RiskPointsKnown>(Entities.Live)
            .In(code)
            .OrderByDescending(one => one.State.Crossed)
            .ThenByDescending(one => one.State.LateLevel)
            .ThenBy(one => one.State.Community, StringComparer.Ordinal)
            .ThenBy(one => one.State.Facts!.Name, StringComparer.Ordinal)
            .Select(one => RiskPointItem.Of(one.Id, one.State, known, Entities.Live));
        return new Outcome<RiskPointsShown>(new(code, [.. items], known.At.Value), known.At);
    }

    /// <summary>
    /// The risk points the asker watches, crossed ones first, then by the day of the next look. Leaders of the community
    /// also see those that are crossed or late.
    /// </summary>
    public static Outcome<RiskPointsMine> Mine(Act act)
    {
        var (asked, known) = (act.Asked, act.Use<Folding>().Now);
        if (asked.Member is not { } self)
            return new Outcome<RiskPointsMine>(new(Shanghai.Day(act.Now), [], known.At.Value), known.At);
        var leads =
            known.Of<TeamsKnown>(Entities.Live).Of(self.Community).State.Members.GetValueOrDefault(self.Member)?.Is(TeamRole.Secretary)
            == true;
        var calls = known.Of<CallsKnown>(Entities.Live);
        var items = known
            .Of<RiskPointsKnown>(Entities.Live)
            .In(self.Community)
            .Where(one => one.State.Facts!.Watcher == self.Member || (leads && (one.State.Crossed || one.State.LateLevel > 1)))
            .OrderByDescending(one => one.State.Crossed)
            .ThenBy(one => one.State.NextOn)
            .ThenBy(one => one.State.Facts!.Name, StringComparer.Ordinal)
            .Select(one => new RiskPointMine(
                RiskPointItem.Of(one.Id, one.State, known, Entities.Live),
                one.State.Facts!.Watcher == self.Member,
                calls
                    .Of(CallKind.Risk, one.Id.Value)
                    .FirstOrDefault(call => call.State is { Over: null, Told: false } && call.IsTo(asked))
                    ?.Id
            ));
        return new Outcome<RiskPointsMine>(new(Shanghai.Day(act.Now), [.. items], known.At.Value), known.At);
    }

    /// <summary>Adds a risk point: level, watcher, threshold, and the people and places of an evacuation once it is crossed.</summary>
    public static async Task<Outcome<Recorded>> Add(string code, NewRiskPoint body, Act act)
    {
        if (!Divisions.IsCommunity(code))
            return Problem.NotFound;
        if (NewRiskPoint.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var id = act.Asked.NewId<RiskPointId>();
        var sent = await act.Send(
            RiskPointPermissions.Keep,
            new Place(code),
            Entities.RiskPoint(id),
            by => new SetRiskPoint(code, body.Facts, by, act.Now)
        );
        return sent.With(new Recorded(id.Value, sent.Position.Value), StatusCodes.Status201Created);
    }

    /// <summary>Corrects the facts of a risk point. A present crossing continues.</summary>
    public static Task<Outcome<Recorded>> Change(string code, Guid riskPointId, NewRiskPoint body, Act act) =>
        Refused(NewRiskPoint.Faults(body))
        ?? On(code, riskPointId, RiskPointPermissions.Keep, act).Do(by => new SetRiskPoint(code, body.Facts, by, act.Now));

    /// <summary>Ends a risk point: the risk is gone.</summary>
    public static Task<Outcome<Recorded>> End(string code, Guid riskPointId, HazardWords body, Act act) =>
        Refused(HazardWords.Faults(body, needed: true))
        ?? On(code, riskPointId, RiskPointPermissions.Keep, act)
            .Do(async _ =>
            {
                var text = await act.Seal(riskPointId, new FreeText(body.Words!));
                return by => new EndRiskPoint(text, by, act.Now);
            });

    /// <summary>Records a look of the watcher. At the threshold the point is crossed, and the desks see that at once.</summary>
    public static Task<Outcome<Recorded>> Look(string code, Guid riskPointId, NewLook body, Act act) =>
        Refused(NewLook.Faults(body))
        ?? On(code, riskPointId, RiskPointPermissions.Look, act)
            .Do(by => new LookAtRiskPoint(
                body.Value,
                body.Sign ?? false,
                body.SeenAt is { } at && at < act.Now ? at.ToUniversalTime() : act.Now,
                by,
                act.Now
            ));

    /// <summary>到数就走: turns a crossing into an incident with a single press.</summary>
    public static async Task<Outcome<Recorded>> Raise(string code, Guid riskPointId, Act act)
    {
        var on = On(code, riskPointId, RiskPointPermissions.Look, act);
        var found = await on.Find();
        if (found.Value is not { } point)
            return found.Problem!;
        if (act.Asked.Allow(RiskPointPermissions.Look, on.Place(point)).Problem is { } problem)
            return problem;
        if (!point.State.Crossed)
            return Problem.Of(RiskPoint.NotCrossed);
        if (point.State.Incident is { } already)
        {
            var at = act.Use<Folding>().Now.At;
            return new Outcome<Recorded>(new Recorded(already.Value, at.Value), at, StatusCodes.Status201Created);
        }
        var (facts, asked) = (point.State.Facts!, act.Asked.Next(1));
        var opened = await Becoming.Incident(
            act,
            asked,
            new NewIncident(
                HazardKinds.Find(facts.Kind)?.Becomes ?? Category.Other,
                Priority.Life,
                facts.Name,
                null,
                string.Join(" · ", new[] { facts.Name, string.Join('、', facts.Zone.Buildings) }.Where(part => part.Length > 0)),
                null,
                facts.Location is { Point: var spot } ? new(spot.Lon, spot.Lat, Datum.Wgs84) : null,
                code,
                null,
                null,
                point.State.Last?.SeenAt
            ),
            new Origin(
                OriginKind.RiskPoint,
                riskPointId,
                code,
                facts.Zone.Buildings,
                facts.Zone.Shelter,
                facts.Zone.To,
                facts.Zone.Route,
                facts.Sign
            ),
            AreaPurpose.Evacuate
        );
        if (opened.Problem is not null)
            return opened;
        var incident = asked.NewId<IncidentId>();
        var sent = await on.Do((_, by) => new RaiseRiskPoint(incident, by, act.Now));
        return sent.Problem is null ? opened : sent;
    }

    /// <summary>明白卡 of every household in the zone: the sign, the place to go, the leader. The access is recorded.</summary>
    public static async Task<Outcome<RiskCards>> Cards(string code, Guid riskPointId, Act act)
    {
        var on = On(code, riskPointId, RiskPointPermissions.Keep, act);
        var found = await on.Find();
        if (found.Value is not { } point)
            return found.Problem!;
        if (act.Asked.Allow(RiskPointPermissions.Keep, new Place(code)).Problem is { } problem)
            return problem;
        var known = act.Use<Folding>().Now;
        var facts = point.State.Facts!;
        List<HouseholdKnown> homes =
        [
            .. known
                .Of<ResidentsKnown>(act.Asked.Realm)
                .HouseholdsOf(code)
                .Where(home =>
                    !home.Erased && home.Contact.Building is { } building && facts.Zone.Buildings.Contains(building, StringComparer.Ordinal)
                )
                .OrderBy(home => home.Contact.Building, StringComparer.Ordinal)
                .ThenBy(home => home.Contact.Unit, StringComparer.Ordinal)
                .ThenBy(home => home.Contact.Room, StringComparer.Ordinal),
        ];
        var (access, sent) = await act.Use<Recording>()
            .Write(
                act.Asked,
                RiskPointPermissions.Keep,
                new Place(code),
                byTask: false,
                new Reading(AccessPurpose.Print, null, code, [], Code: ReasonCode.Other),
                act.Stop
            );
        if (!sent.Accepted)
            return sent.With<RiskCards>(null!);
        var watcher = facts.Watcher is { } member ? known.Of<TeamsKnown>(act.Asked.Realm).Member(code, member) : null;
        return new Outcome<RiskCards>(
            new(
                access.ToString(),
                RiskPointItem.Of(point.Id, point.State, known, Entities.Live),
                known.Of<PlacesKnown>(Entities.Live).Name(code),
                watcher?.Contact?.Phones.FirstOrDefault(),
                [
                    .. homes.Select(home => new RiskCard(
                        home.Contact.Building,
                        home.Contact.Unit,
                        home.Contact.Room,
                        Masks.Name(home.Contact.Head),
                        home.Members
                    )),
                ],
                known.At.Value
            ),
            known.At
        );
    }

    private sealed record RiskPointFound(RiskPointId Id, RiskPoint State);

    private static ActOn<RiskPointFound> On(string code, Guid id, Permission permission, Act act) =>
        new(
            act,
            id,
            permission,
            async () =>
            {
                if (!Divisions.IsCommunity(code))
                    return Problem.NotFound;
                var point = new RiskPointId(id);
                var known = await act.Use<Folding>()
                    .With(known => known.Of<RiskPointsKnown>(Entities.Live).Find(point) is not null, act.Stop);
                if (known.Of<RiskPointsKnown>(Entities.Live).Find(point) is { } state && state.Community == code)
                    return new RiskPointFound(point, state);
                return act.Asked.Allow(permission, act.Asked.Within(permission, code)).Problem ?? Problem.Of(RiskPoint.Unknown);
            },
            one => Entities.RiskPoint(one.Id),
            _ => act.Asked.Within(permission, code)
        );
}
