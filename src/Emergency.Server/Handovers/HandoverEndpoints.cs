using Emergency.Domain;
using Emergency.Domain.Handovers;
using Emergency.Domain.Incidents;
using Emergency.Server.Hotlines;
using Emergency.Server.Identity;
using Emergency.Server.Incidents;
using Emergency.Server.People;
using Emergency.Server.Problems;
using Emergency.Server.Starting;
using Emergency.Server.Views;
using HotlineCode = Emergency.Hotlines.HotlineCode;

namespace Emergency.Server.Handovers;

/// <summary>What an incident hands over to 120, 119, 110, 12345 and 民政.</summary>
public static class HandoverEndpoints
{
    public static WebApplicationBuilder AddHandovers(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddView<HandoversView>();
        builder.Services.AddSingleton<Offering>().AddGuarded<Outbox>();
        return builder;
    }

    public static RouteGroupBuilder MapHandovers(this RouteGroupBuilder api)
    {
        api.MapGet("/incidents/{id:guid}/handovers", List).Needs(Permissions.HandoverRead);
        api.MapPost("/incidents/{id:guid}/handovers", Offer).Needs(Permissions.HandoverOffer).Produces<Recorded>(StatusCodes.Status201Created);
        api.MapGet("/incidents/{id:guid}/handovers/{handoverId:guid}", Read).Needs(Permissions.HandoverRead);
        api.MapPost("/incidents/{id:guid}/handovers/{handoverId:guid}/call", Call).Needs(Permissions.HandoverCall);
        return api;
    }

    /// <summary>The hand-overs of an incident and how far each is.</summary>
    public static async Task<Outcome<HandoverPage>> List(Guid id, Asked asked, IncidentSight sight, CancellationToken stop)
    {
        if (await sight.Find(asked, id, stop) is not { } seen) return Problem.NotFound;
        if (seen.May(Permissions.HandoverRead) is { } problem) return problem;
        return new Outcome<HandoverPage>(new([.. seen.Known.Of<HandoversKnown>(asked.Realm).Of(seen.Incident.Id).Select(HandoverLight.Of)], seen.Known.At.Value), seen.Known.At);
    }

    /// <summary>One hand-over with its words, and the persons the asker may see.</summary>
    public static async Task<Outcome<HandoverShown>> Read(Guid id, Guid handoverId, Asked asked, IncidentSight sight, ITaskSight tasks, ISealing sealing, CancellationToken stop)
    {
        if (await Find(id, handoverId, asked, sight, stop) is not ({ } seen, { } handover)) return Problem.NotFound;
        return seen.May(Permissions.HandoverRead) is { } problem ? problem : new Outcome<HandoverShown>(HandoverShown.Of(handover, seen, tasks, sealing), seen.Known.At);
    }

    /// <summary>Offers it to the hotline of its kind. Who offers stays responsible until the other side has confirmed; unconfirmed in time, the duty desk is rung. A partner without a machine is to be called at once.</summary>
    public static async Task<Outcome<Recorded>> Offer(Guid id, NewHandover body, Asked asked, IncidentSight sight, ITaskSight tasks, Partners partners, Sending sending, ISealing sealing, CancellationToken stop)
    {
        if (NewHandover.Faults(body) is { Count: > 0 } faults) return Problem.Bad(faults);
        if (await sight.Find(asked, id, stop) is not { } seen) return Problem.NotFound;
        var (place, assigned) = (IncidentSeen.Near(asked, Permissions.HandoverOffer, seen.Incident), (Func<bool>)(() => seen.Alerted));
        var query = new DoorsQuery(seen, tasks.Doors(seen.Known, seen.Incident.Id, asked));
        foreach (var person in body.Persons ?? [])
        {
            if (seen.DoorOf(person) is not var (community, door)) return Problem.Of(Doors.UnknownPerson, person.ToString());
            var given = query.IsGiven(community, door);
            if (asked.Allow(Permissions.HandoverOffer, query.PlaceOf(community, door), () => given).Problem is { } problem) return problem;
            place = asked.Allow(Permissions.HandoverOffer, query.PlaceOf(community, door)).Grant is null ? IncidentSeen.Within(asked, Permissions.HandoverOffer, community) : query.PlaceOf(community, door);
            assigned = () => given;
        }
        var text = await seen.Seal(sealing, new FreeText(body.Text ?? ""), stop);
        var (handover, hotline) = (asked.NewId<HandoverId>(), HotlineCode.OfKind(Kebab(body.Kind!.Value))?.Number);
        var facts = new HandoverFacts(seen.Incident.Id, body.Kind.Value, hotline, place.Division, body.Persons ?? [], body.Patients ?? (body.Persons is { Count: > 0 } persons ? persons.Count : null), Locating.Of(body.Location), text, asked.Now + body.Allowed, asked.Realm == Entities.Live ? partners.Of(hotline) is not { HasMachine: true } : hotline is null);
        var sent = await sending.Send(asked, Permissions.HandoverOffer, place, Entities.Handover(asked.Realm, handover), by => new OfferHandover(facts, by, asked.Now), assigned, stop);
        return sent.With(new Recorded(handover.Value, sent.Position.Value), StatusCodes.Status201Created);
    }

    /// <summary>Writes down that somebody called the other side, who answered, and whether they took it: that confirms as a message does.</summary>
    public static async Task<Outcome<Recorded>> Call(Guid id, Guid handoverId, PartnerCall body, Asked asked, IncidentSight sight, Sending sending, ISealing sealing, CancellationToken stop)
    {
        if (PartnerCall.Faults(body) is { Count: > 0 } faults) return Problem.Bad(faults);
        if (await Find(id, handoverId, asked, sight, stop) is not ({ } seen, { } handover)) return Problem.NotFound;
        var note = await seen.Seal(sealing, new FreeText(body.Note!), stop);
        var sent = await sending.Send(asked, Permissions.HandoverCall, IncidentSeen.Near(asked, Permissions.HandoverCall, seen.Incident), Entities.Handover(asked.Realm, handover.Id), by => new CallPartner(body.Confirmed!.Value, note, by, asked.Now), stop: stop);
        return sent.With(new Recorded(handoverId, sent.Position.Value));
    }

    /// <summary>A kind as messages write it: fire-rescue.</summary>
    internal static string Kebab(HandoverKind kind) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    private static async ValueTask<(IncidentSeen? Seen, HandoverSeen? Handover)> Find(Guid id, Guid handover, Asked asked, IncidentSight sight, CancellationToken stop)
    {
        if (await sight.Find(asked, id, stop) is not { } seen) return (null, null);
        if (Of(seen, handover) is null && await sight.Newest(asked, id, stop) is { } newest) seen = newest;
        return (seen, Of(seen, handover));
    }

    private static HandoverSeen? Of(IncidentSeen seen, Guid handover) => seen.Known.Of<HandoversKnown>(seen.Asked.Realm).Find(new(handover)) is { } found && found.Facts.Incident == seen.Incident.Id ? found : null;
}
