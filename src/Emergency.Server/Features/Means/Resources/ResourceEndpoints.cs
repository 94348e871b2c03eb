using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Resources;
using Emergency.Server.Features.Communities;
using Emergency.Server.Features.Stock;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.Resources;

/// <summary>Endpoints for resources in an emergency: generators nearby, halls that can be opened, holders of keys.</summary>
internal static class ResourceEndpoints
{
    public static RouteGroupBuilder MapResources(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/stores/{code}/resources").WithTags("resources");
        routes.MapGet("/", List).Needs(ResourcePermissions.Read);
        routes.MapPost("/", Enter).Needs(ResourcePermissions.Keep);
        routes.MapPost("/{resource:guid}/change", Change).Needs(ResourcePermissions.Keep);
        routes.MapPost("/{resource:guid}/end", End).Needs(ResourcePermissions.Keep);
        api.MapGet("/communities/{code}/resources/near", Near).Needs(ResourcePermissions.Read).WithTags("resources");
        return api;
    }

    /// <summary>Resources of a community or street, by kind and name.</summary>
    public static Outcome<ResourceList> List(string code, Asked asked, Known known, ISealing sealing)
    {
        var (seen, problem) = StoreSeen.Find(known, asked, ResourcePermissions.Read, code);
        return seen is null ? problem : new Outcome<ResourceList>(new([.. Shown(seen, code, sealing)], known.At.Value), known.At);
    }

    /// <summary>
    /// Resources for an event in a community: its own first, then its street's and its neighbours'. Only agreements in force
    /// count.
    /// </summary>
    public static Outcome<ResourceList> Near(string code, Asked asked, Known known, ISealing sealing)
    {
        var (community, problem) = CommunitySeen.Find(known, asked, ResourcePermissions.Read, code);
        if (community is null)
            return problem;
        var seen = new StoreSeen(code, known, asked);
        var around = community.Places.Neighbours(code).Where(other => other != code).Order(StringComparer.Ordinal);
        ResourceShown[] all =
        [
            .. around
                .Prepend(Divisions.Street(code))
                .Prepend(code)
                .Distinct(StringComparer.Ordinal)
                .SelectMany(one => Shown(seen, one, sealing)),
        ];
        return new Outcome<ResourceList>(new([.. all.Where(one => !one.Over)], known.At.Value), known.At);
    }

    /// <summary>Enters a resource.</summary>
    public static Task<Outcome<Recorded>> Enter(string code, NewResource body, Known known, Act act)
    {
        var id = act.Asked.NewId<ResourceId>();
        return Refused(NewResource.Faults(body))
            ?? On(code, id.Value, known, act)
                .Do(async _ =>
                {
                    var facts = body.Facts(await act.SealText(id.Value, body.Contact), await act.SealText(id.Value, body.Phone?.Trim()));
                    return by => new KeepResource(id, facts, 0, by, act.Now);
                });
    }

    /// <summary>Changes a resource, unless somebody else has changed it since it was loaded.</summary>
    public static Task<Outcome<Recorded>> Change(string code, Guid resource, NewResource body, Known known, Act act) =>
        Refused(NewResource.Faults(body))
        ?? On(code, resource, known, act)
            .Do(async seen =>
            {
                var was = known.Of<ResourcesKnown>(seen.Asked.Realm).Of(code).All.GetValueOrDefault(new(resource))?.Facts;
                var phone = string.IsNullOrWhiteSpace(body.Phone) ? null : body.Phone.Trim();
                var facts = body.Facts(
                    string.IsNullOrWhiteSpace(body.Contact) ? was?.Contact : await act.SealText(resource, body.Contact),
                    phone is not null && was?.UnitPhone is not null && was.PhoneOf(act.Sealing) == phone
                        ? was.UnitPhone
                        : await act.SealText(resource, phone)
                );
                return by => new KeepResource(new(resource), facts, body.Seen ?? 1, by, act.Now);
            });

    /// <summary>Records that a resource can no longer be used.</summary>
    public static Task<Outcome<Recorded>> End(string code, Guid resource, Known known, Act act) =>
        On(code, resource, known, act).Do(by => new EndResource(new(resource), by, act.Now));

    private static ActOn<StoreSeen> On(string code, Guid id, Known known, Act act) =>
        new(
            act,
            id,
            ResourcePermissions.Keep,
            () => ValueTask.FromResult<Found<StoreSeen>>(StoreSeen.Find(known, act.Asked, ResourcePermissions.Keep, code)),
            seen => Entities.Resources(act.Asked.Realm, seen.Code),
            seen => new Place(seen.Code)
        );

    private static IEnumerable<ResourceShown> Shown(StoreSeen seen, string code, ISealing sealing)
    {
        var today = Shanghai.Day(seen.Asked.Now);
        return seen
            .Known.Of<ResourcesKnown>(seen.Asked.Realm)
            .Of(code)
            .All.Values.OrderBy(one => one.Facts.Kind)
            .ThenBy(one => one.Facts.Name, StringComparer.Ordinal)
            .ThenBy(one => one.Id.Value)
            .Select(one => new ResourceShown(
                one.Id,
                code,
                seen.Places.Name(code),
                one.Facts.Kind,
                one.Facts.Name,
                one.Facts.Unit,
                one.Facts.PhoneOf(sealing),
                one.Facts.Contact is { } contact && sealing.Open<FreeText>(contact) is { } text ? Masks.Name(text.Text) : null,
                one.Facts.Place,
                one.Facts.Hours,
                one.Facts.Paper,
                one.Facts.From,
                one.Facts.Until,
                one.Facts.Until < today,
                one.Version
            ));
    }
}
