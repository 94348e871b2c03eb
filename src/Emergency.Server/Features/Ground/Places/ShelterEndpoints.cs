using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.Places;

/// <summary>A shelter in full. Capacity in people, area in square metres.</summary>
/// <param name="Contact">The team member who holds the key.</param>
internal sealed record ShelterItem(
    ShelterId Id,
    ShelterShown Shelter,
    string Type,
    double SquareMetres,
    string OpenHours,
    MemberId? Contact
);

/// <summary>People in it now, 0 or more.</summary>
internal sealed record NewOccupancy(int? Occupancy);

/// <param name="Reason">Reason for which the place is a shelter no more, at most 200 characters.</param>
internal sealed record ShelterEnd(string? Reason);

/// <summary>避难场所: endpoints for shelters, their free room and their uses.</summary>
internal static class ShelterEndpoints
{
    public static RouteGroupBuilder MapShelters(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/shelters").WithTags("shelters");
        routes.MapGet("/", List).Needs(PlacePermissions.ShelterRead);
        routes.MapPost("/{id:guid}/open", Open).Needs(PlacePermissions.ShelterEdit);
        routes.MapPost("/{id:guid}/close", Close).Needs(PlacePermissions.ShelterEdit);
        routes.MapPost("/{id:guid}/count", Count).Needs(PlacePermissions.ShelterEdit);
        routes.MapPost("/{id:guid}/withdraw", Withdraw).Needs(PlacePermissions.ShelterWithdraw);
        return api;
    }

    /// <summary>Shelters of a division by community and name; with a hazard (fire, flood …) only those fit for it.</summary>
    public static Outcome<Page<ShelterItem>> List(
        Asked asked,
        Known known,
        string? division = null,
        string? fit = null,
        int? limit = null,
        string? next = null
    )
    {
        if (division is not null && !Divisions.IsCode(division))
            return Problem.Bad("?division: 2, 4, 6, 9 or 12 digits");
        var found = known
            .Of<SheltersKnown>(asked.Realm)
            .In(division ?? "")
            .Where(shelter =>
                asked.Sees(new Place(shelter.Facts!.Community)) && (fit is null || shelter.Facts.Fit.Contains(fit, StringComparer.Ordinal))
            );
        return Page.Of(found, Order, Row, limit, next, known.At);
    }

    /// <summary>Opens a shelter to people.</summary>
    public static Task<Outcome<Done>> Open(Guid id, Known known, Act act) => On(id, known, act).Done(by => new OpenShelter(by, act.Now));

    /// <summary>Closes a shelter. People still in it stay counted.</summary>
    public static Task<Outcome<Done>> Close(Guid id, Known known, Act act) => On(id, known, act).Done(by => new CloseShelter(by, act.Now));

    /// <summary>Sets the number of people in it, which can exceed its capacity.</summary>
    public static Task<Outcome<Done>> Count(Guid id, NewOccupancy body, Known known, Act act) =>
        Refused<Done>(Checks.Need(body?.Occupancy is not null, "$.occupancy: a number of people"))
        ?? On(id, known, act).Done(by => new CountShelter(body!.Occupancy!.Value, by, act.Now));

    /// <summary>Ends a place's use as a shelter, with the reason. It must be empty and closed. Plans that name it fall due.</summary>
    public static Task<Outcome<Done>> Withdraw(Guid id, ShelterEnd body, Known known, Act act) =>
        Refused<Done>(Checks.Text(body?.Reason, "$.reason", 200, needed: true))
        ?? Kept(id, known, act, PlacePermissions.ShelterWithdraw).Done(by => new WithdrawShelter(body!.Reason!.Trim(), by, act.Now));

    // The holder of the key has the permission too.
    private static ActOn<ShelterFacts> On(Guid id, Known known, Act act) =>
        Kept(id, known, act, PlacePermissions.ShelterEdit) with
        {
            Assigned = facts => facts.Contact is { } contact && act.Asked.Member == new MemberBinding(facts.Community, contact),
        };

    private static ActOn<ShelterFacts> Kept(Guid id, Known known, Act act, Permission permission) =>
        new(
            act,
            id,
            permission,
            () => ValueTask.FromResult<Found<ShelterFacts>>(known.Of<SheltersKnown>(act.Asked.Realm).Of(new(id))?.Facts),
            _ => Entities.Shelter(act.Asked.Realm, new(id)),
            facts => new Place(facts.Community)
        );

    private static ShelterItem Row(Shelter shelter) =>
        new(
            shelter.Facts!.Id,
            ShelterShown.Of(shelter)!,
            shelter.Facts.Type,
            shelter.Facts.SquareMetres,
            shelter.Facts.OpenHours,
            shelter.Facts.Contact
        );

    private static string Order(Shelter shelter) => $"{shelter.Facts!.Community}\n{shelter.Facts.Name}\n{shelter.Facts.Id}";
}
