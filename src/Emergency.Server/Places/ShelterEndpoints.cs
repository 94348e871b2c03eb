using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Server.Identity;
using Emergency.Server.Problems;
using Emergency.Server.Views;

namespace Emergency.Server.Places;

/// <summary>A shelter in full. Capacity in people, area in square metres.</summary>
/// <param name="Contact">The team member who has the key.</param>
public sealed record ShelterItem(ShelterId Id, ShelterShown Shelter, string Type, double SquareMetres, string OpenHours, MemberId? Contact);

/// <summary>People in it now, 0 or more.</summary>
public sealed record NewOccupancy(int? Occupancy);

/// <summary>避难场所: where there is room, and for what.</summary>
public static class ShelterEndpoints
{
    public static RouteGroupBuilder MapShelters(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/shelters").WithTags("shelters");
        routes.MapGet("/", List).Needs(Permissions.ShelterRead);
        routes.MapPost("/{id:guid}/open", Open).Needs(Permissions.ShelterEdit);
        routes.MapPost("/{id:guid}/close", Close).Needs(Permissions.ShelterEdit);
        routes.MapPost("/{id:guid}/count", Count).Needs(Permissions.ShelterEdit);
        return api;
    }

    /// <summary>Shelters of a division by community and name; with a hazard (fire, flood …) only those fit for it.</summary>
    public static Outcome<Page<ShelterItem>> List(Asked asked, Known known, string? division = null, string? fit = null, int? limit = null, string? next = null)
    {
        if (division is not null && !Divisions.IsCode(division)) return Problem.Bad("?division: 2, 4, 6, 9 or 12 digits");
        var found = known.Of<SheltersKnown>(asked.Realm).In(division ?? "").Where(shelter => asked.Sees(new Place(shelter.Facts!.Community)) && (fit is null || shelter.Facts.Fit.Contains(fit, StringComparer.Ordinal)));
        return Page.Of(found.OrderBy(Order, StringComparer.Ordinal), Order, Row, limit, next, known.At);
    }

    /// <summary>Opens a shelter to people.</summary>
    public static Task<Outcome<Done>> Open(Guid id, Asked asked, Known known, Sending sending, CancellationToken stop) => Act(id, asked, known, sending, by => new OpenShelter(by, asked.Now), stop);

    /// <summary>Closes a shelter; who is still in it stays counted.</summary>
    public static Task<Outcome<Done>> Close(Guid id, Asked asked, Known known, Sending sending, CancellationToken stop) => Act(id, asked, known, sending, by => new CloseShelter(by, asked.Now), stop);

    /// <summary>Says how many people are in it; it may be more than it has room for.</summary>
    public static async Task<Outcome<Done>> Count(Guid id, NewOccupancy body, Asked asked, Known known, Sending sending, CancellationToken stop) =>
        body?.Occupancy is not { } people ? Problem.Bad("$.occupancy: a number of people") : await Act(id, asked, known, sending, by => new CountShelter(people, by, asked.Now), stop);

    private static async Task<Outcome<Done>> Act(Guid id, Asked asked, Known known, Sending sending, Func<By, Command> make, CancellationToken stop)
    {
        if (known.Of<SheltersKnown>(asked.Realm).Of(new(id))?.Facts is not { } facts) return Problem.NotFound;
        var keyHolder = facts.Contact is { } contact && asked.Member == new MemberBinding(facts.Community, contact);
        return (await sending.Send(asked, Permissions.ShelterEdit, new Place(facts.Community), Entities.Shelter(asked.Realm, new(id)), make, () => keyHolder, stop)).With(new Done());
    }

    private static ShelterItem Row(Shelter shelter) => new(shelter.Facts!.Id, ShelterShown.Of(shelter)!, shelter.Facts.Type, shelter.Facts.SquareMetres, shelter.Facts.OpenHours, shelter.Facts.Contact);

    private static string Order(Shelter shelter) => $"{shelter.Facts!.Community}\n{shelter.Facts.Name}\n{shelter.Facts.Id}";
}
