using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Plans;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Incidents.Tasks;

/// <summary>Endpoints for response cards (处置卡): those that the approved plans offer for an incident, and their activation.</summary>
internal static class CardEndpoints
{
    public static RouteGroupBuilder MapCards(this RouteGroupBuilder api)
    {
        api.MapGet("/incidents/{id:guid}/cards", Offered).Needs(PlanPermissions.Read);
        api.MapPost("/incidents/{id:guid}/cards", Activate).Needs(IncidentPermissions.CardActivate);
        return api;
    }

    /// <summary>The cards of the plans in force in the communities concerned, those for this kind of incident first.</summary>
    public static async Task<Outcome<OfferedCards>> Offered(Guid id, Asked asked, IncidentSight sight, CancellationToken stop)
    {
        var (seen, problem) = await sight.Read(asked, id, stop);
        if (seen is null)
            return problem;
        var hazard = JsonNamingPolicy.KebabCaseLower.ConvertName(seen.Incident.State.Category.ToString());
        var cards = Concerned(seen).Where(code => seen.MayIn(PlanPermissions.Read, code)).SelectMany(code => Cards(seen, code, hazard));
        return new Outcome<OfferedCards>(new([.. cards.OrderByDescending(card => card.Fits)], seen.Known.At.Value), seen.Known.At);
    }

    /// <summary>
    /// Activates a card in a community: its steps become tasks for the people on duty. If no area is drawn yet, a card
    /// that wakes doors draws the usual circle around the incident first.
    /// </summary>
    public static async Task<Outcome<CardRuns>> Activate(
        Guid id,
        ActivateThis body,
        Asked asked,
        IncidentSight sight,
        CardActivation activation,
        CancellationToken stop
    )
    {
        if (ActivateThis.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (await sight.Newest(asked, id, stop) is not { } seen)
            return Problem.NotFound;
        if (asked.Allow(IncidentPermissions.CardActivate, new Place(body.Community!)).Problem is { } problem)
            return seen.May(IncidentPermissions.Read) is null ? Problem.NotYours(IncidentPermissions.CardActivate) : problem;
        if (!Concerned(seen).Contains(body.Community!, StringComparer.Ordinal))
            return Problem.Bad("$.community: one that the incident concerns");
        return await activation.Activate(seen, body.Community!, body.Card!, stop);
    }

    /// <summary>The communities an incident concerns; all below its place while that is only a county or street.</summary>
    private static IEnumerable<string> Concerned(IncidentSeen seen)
    {
        var places = seen.Known.Of<PlacesKnown>(seen.Asked.Realm);
        return seen
            .Incident.Divisions.SelectMany(code =>
                Divisions.IsCommunity(code) ? [code] : places.Communities(code).Select(community => community.Code)
            )
            .Distinct(StringComparer.Ordinal);
    }

    /// <summary>The first card of a community's plan made for this kind of incident that is not running yet.</summary>
    internal static OfferedCard? Fitting(IncidentSeen seen, string community) =>
        seen.Asked.Allow(IncidentPermissions.CardActivate, new Place(community)).Problem is not null
            ? null
            : Cards(seen, community, JsonNamingPolicy.KebabCaseLower.ConvertName(seen.Incident.State.Category.ToString()))
                .FirstOrDefault(card => card is { Fits: true, Active: false });

    private static IEnumerable<OfferedCard> Cards(IncidentSeen seen, string community, string hazard)
    {
        if (seen.Known.Of<PlansKnown>(seen.Asked.Realm).Of(community).State.InForce is not { } plan)
            return [];
        return plan.Cards.Select(card => new OfferedCard(
            community,
            card.Id,
            card.Title,
            card.Hazard,
            card.Hazard == hazard,
            seen.Incident.State.Cards.Any(active => active.Community == community && active.Card == card.Id),
            plan.Version,
            card.Steps
        ));
    }
}

/// <summary>A card and its community.</summary>
internal sealed record ActivateThis(string? Community, string? Card)
{
    public static IReadOnlyList<string> Faults(ActivateThis body) =>
        [
            .. Checks.Need(Divisions.IsCommunity(body.Community), "$.community: 12 digits"),
            .. Checks.Text(body.Card, "$.card", 100, needed: true),
        ];
}

internal sealed record OfferedCards(IReadOnlyList<OfferedCard> Items, long Position);

/// <param name="Fits">True when made for this kind of incident.</param>
internal sealed record OfferedCard(
    string Community,
    string Card,
    string Title,
    string Hazard,
    bool Fits,
    bool Active,
    string PlanVersion,
    ListOf<Step> Steps
);
