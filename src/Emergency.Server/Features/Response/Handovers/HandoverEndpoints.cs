using Emergency.Domain;
using Emergency.Domain.Handovers;
using Emergency.Domain.Incidents;
using Emergency.Server.Features.Hotlines;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.Handovers;

/// <summary>Endpoints for hand-overs of an incident to 120, 119, 110, 12345 and 民政.</summary>
internal static class HandoverEndpoints
{
    public static RouteGroupBuilder MapHandovers(this RouteGroupBuilder api)
    {
        api.MapGet("/incidents/{id:guid}/handovers", List).Needs(HandoverPermissions.Read);
        api.MapPost("/incidents/{id:guid}/handovers", Offer)
            .Needs(HandoverPermissions.Offer)
            .Produces<Recorded>(StatusCodes.Status201Created);
        api.MapGet("/incidents/{id:guid}/handovers/{handoverId:guid}", Read).Needs(HandoverPermissions.Read);
        api.MapPost("/incidents/{id:guid}/handovers/{handoverId:guid}/call", Call).Needs(HandoverPermissions.Call);
        return api.MapReceivedHandovers();
    }

    /// <summary>The hand-overs of an incident with their progress. An office that receives some sees only those addressed to it.</summary>
    public static async Task<Outcome<HandoverPage>> List(Guid id, Asked asked, IncidentSight sight, CancellationToken stop)
    {
        if (await sight.Find(asked, id, stop) is not { } seen)
            return Problem.NotFound;
        var all = seen.Known.Of<HandoversKnown>(asked.Realm).Of(seen.Incident.Id);
        if (seen.May(HandoverPermissions.Read) is { } problem)
        {
            all = all.Where(one => one.IsFor(asked)).ToList();
            if (!all.Any())
                return problem;
        }
        return new Outcome<HandoverPage>(new([.. all.Select(HandoverLight.Of)], seen.Known.At.Value), seen.Known.At);
    }

    /// <summary>A hand-over with its words, and the persons the asker can see.</summary>
    public static async Task<Outcome<HandoverShown>> Read(
        Guid id,
        Guid handoverId,
        Asked asked,
        IncidentSight sight,
        ISealing sealing,
        CancellationToken stop
    )
    {
        if (await Find(id, handoverId, asked, sight, stop) is not ({ } seen, { } handover))
            return Problem.NotFound;
        return seen.May(HandoverPermissions.Read) is { } problem && !handover.IsFor(asked)
            ? problem
            : new Outcome<HandoverShown>(HandoverShown.Of(handover, seen, sealing), seen.Known.At);
    }

    /// <summary>
    /// Offers a hand-over to the hotline of its kind. The offering side stays responsible until the other side has
    /// confirmed. An offer not confirmed in time rings the duty desk. A partner without a machine must be called at once.
    /// </summary>
    public static async Task<Outcome<Recorded>> Offer(Guid id, NewHandover body, IncidentSight sight, Partners partners, Act act)
    {
        var asked = act.Asked;
        if (NewHandover.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (await sight.Find(asked, id, act.Stop) is not { } seen)
            return Problem.NotFound;
        var (place, assigned) = (IncidentSeen.Near(asked, HandoverPermissions.Offer, seen.Incident), (Func<bool>)(() => seen.Alerted));
        var query = new DoorsQuery(seen, TaskSight.Doors(seen.Known, seen.Incident.Id, asked));
        foreach (var person in body.Persons ?? [])
        {
            if (seen.DoorOf(person) is not var (community, door))
                return Problem.Of(Doors.UnknownPerson, person.ToString());
            var given = query.IsGiven(community, door);
            if (asked.Allow(HandoverPermissions.Offer, query.PlaceOf(community, door), () => given).Problem is { } problem)
                return problem;
            place = asked.Allow(HandoverPermissions.Offer, query.PlaceOf(community, door)).Grant is null
                ? asked.Within(HandoverPermissions.Offer, community)
                : query.PlaceOf(community, door);
            assigned = () => given;
        }
        var text = await act.Seal(id, new FreeText(body.Text ?? ""));
        var (handover, number) = (asked.NewId<HandoverId>(), Receivers.LineOf(body.Kind!.Value));
        var partner = asked.Realm == Entities.Live && number is { } hotline ? partners.For(seen.Known, hotline, place.Division) : null;
        var facts = new HandoverFacts(
            seen.Incident.Id,
            body.Kind.Value,
            number?.Number,
            place.Division,
            body.Persons ?? [],
            body.Patients ?? (body.Persons is { Count: > 0 } persons ? persons.Count : null),
            Locating.Of(body.Location),
            text,
            asked.Now + body.Allowed(seen.Known.InForce, seen.Incident.State.County),
            number is not null && asked.Realm == Entities.Live && partner is not { HasMachine: true },
            partner?.Registered
        );
        var sent = await act.Send(
            HandoverPermissions.Offer,
            place,
            Entities.Handover(asked.Realm, handover),
            by => new OfferHandover(facts, by, asked.Now),
            assigned
        );
        return sent.With(new Recorded(handover.Value, sent.Position.Value), StatusCodes.Status201Created);
    }

    /// <summary>
    /// Records a call to the other side: who answered, and whether they took the hand-over. A call confirms just as a
    /// message does.
    /// </summary>
    public static Task<Outcome<Recorded>> Call(Guid id, Guid handoverId, PartnerCall body, IncidentSight sight, Act act) =>
        Refused(PartnerCall.Faults(body))
        ?? On(id, handoverId, sight, act)
            .Do(async _ =>
            {
                var note = await act.Seal(id, new FreeText(body.Note!));
                return by => new CallPartner(body.Confirmed!.Value, note, by, act.Now);
            });

    private static ActOn<IncidentSeen> On(Guid id, Guid handover, IncidentSight sight, Act act) =>
        new(
            act,
            handover,
            HandoverPermissions.Call,
            async () => await Find(id, handover, act.Asked, sight, act.Stop) is ({ } seen, not null) ? seen : null,
            _ => Entities.Handover(act.Asked.Realm, new(handover)),
            seen => IncidentSeen.Near(act.Asked, HandoverPermissions.Call, seen.Incident)
        );

    /// <summary>Name of a kind in messages: fire-rescue.</summary>
    internal static string Kebab(HandoverKind kind) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    private static async ValueTask<(IncidentSeen? Seen, HandoverKnown? Handover)> Find(
        Guid id,
        Guid handover,
        Asked asked,
        IncidentSight sight,
        CancellationToken stop
    )
    {
        if (await sight.Find(asked, id, stop) is not { } seen)
            return (null, null);
        if (Of(seen, handover) is null && await sight.Newest(asked, id, stop) is { } newest)
            seen = newest;
        return (seen, Of(seen, handover));
    }

    private static HandoverKnown? Of(IncidentSeen seen, Guid handover) =>
        seen.Known.Of<HandoversKnown>(seen.Asked.Realm).Find(new(handover)) is { } found && found.Facts.Incident == seen.Incident.Id
            ? found
            : null;
}
