using Emergency.Domain;
using Emergency.Domain.Orders;
using Emergency.Domain.Places;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Orders;

/// <summary>
/// Endpoints for the lists 准入清单, 协助事项清单, 负面清单, which people maintain: applications, decisions by a second person, stops,
/// the yearly review, and the orders that the lists held back.
/// </summary>
internal static class MatterEndpoints
{
    /// <summary>Largest number of held-back orders shown.</summary>
    private const int MostStopped = 100;

    public static RouteGroupBuilder MapMatters(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/lists/{county}").WithTags("orders");
        routes.MapGet("/matters", Read).Needs(OrderPermissions.ListsRead);
        routes.MapPost("/applications", Apply).Needs(OrderPermissions.ListsApply).Produces<Recorded>(StatusCodes.Status201Created);
        routes.MapPost("/applications/{matterId:guid}/approve", Approve).Needs(OrderPermissions.ListsDecide);
        routes.MapPost("/applications/{matterId:guid}/refuse", Refuse).Needs(OrderPermissions.ListsDecide);
        routes.MapPost("/applications/{matterId:guid}/stop", Stop).Needs(OrderPermissions.ListsDecide);
        routes.MapPost("/take-off", TakeOff).Needs(OrderPermissions.ListsDecide);
        routes.MapPost("/adjust", Adjust).Needs(OrderPermissions.ListsDecide);
        return api;
    }

    /// <summary>
    /// Matters that can be handed down today, with their legal ground. Shows pending applications, refused or stopped
    /// matters with the cause, and orders that a list held back.
    /// </summary>
    public static Outcome<MattersShown> Read(string county, Asked asked, Known known, ISealing sealing)
    {
        if (!IsCounty(county))
            return Problem.NotFound;
        if (asked.Allow(OrderPermissions.ListsRead, Own(asked, OrderPermissions.ListsRead, county)).Problem is { } problem)
            return problem;
        var (lists, today) = (known.Of<ListsKnown>(Entities.Live).Of(county), Shanghai.Day(asked.Now));
        return new Outcome<MattersShown>(
            new(
                [
                    .. lists
                        .Lists.Values.OrderBy(list => list.Kind)
                        .ThenBy(list => list.Id, StringComparer.Ordinal)
                        .SelectMany(list =>
                            list.Items.Select(item => new ListedMatter(
                                list.Kind,
                                item.Code,
                                item.Title,
                                list.Id,
                                list.Version,
                                list.From,
                                list.Draft,
                                list.Articles,
                                lists.Off.FirstOrDefault(off => off.Kind == list.Kind && off.Code == item.Code)?.From
                            ))
                        ),
                ],
                [
                    .. lists
                        .Applications.Values.OrderBy(one => one.Stage)
                        .ThenByDescending(one => one.At)
                        .Select(one => MatterShown.Of(one, asked, today, sealing)),
                ],
                [.. lists.Adjustments.Values.Reverse().Select(one => new AdjustmentShown(one.Year, one.Document, one.By.Role, one.At))],
                [.. Stopped(county, asked, known, sealing)],
                asked.Allow(OrderPermissions.ListsDecide, new Place(county)).Grant is not null,
                asked.HasAny(OrderPermissions.ListsApply),
                known.At.Value
            ),
            known.At
        );
    }

    /// <summary>Applies for a matter. A matter that is pending or holds already cannot be applied for again.</summary>
    public static async Task<Outcome<Recorded>> Apply(string county, NewMatter body, Act act)
    {
        if (NewMatter.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var id = act.Asked.NewId<MatterApplicationId>();
        var sent = await Send(act, OrderPermissions.ListsApply, county, by => new ApplyMatter(id, body.Wish(act.Now), by, act.Now));
        return sent.With(new Recorded(id.Value, sent.Position.Value), StatusCodes.Status201Created);
    }

    /// <summary>同意: approves, by another person than the applicant.</summary>
    public static async Task<Outcome<Recorded>> Approve(string county, Guid matterId, Act act) =>
        await Decide(act, county, matterId, by => new ApproveMatter(new(matterId), by, act.Now));

    /// <summary>不同意: refuses, with the cause.</summary>
    public static Task<Outcome<Recorded>> Refuse(string county, Guid matterId, Because body, Act act) =>
        Caused(act, county, matterId, body, cause => by => new RefuseMatter(new(matterId), cause, by, act.Now));

    /// <summary>停止: ends an approved matter from today on.</summary>
    public static Task<Outcome<Recorded>> Stop(string county, Guid matterId, Because body, Act act) =>
        Caused(act, county, matterId, body, cause => by => new StopMatter(new(matterId), cause, by, act.Now));

    /// <summary>Removes a matter from a loaded list from today on.</summary>
    public static async Task<Outcome<Done>> TakeOff(string county, NewTakingOff body, Act act) =>
        NewTakingOff.Faults(body) is { Count: > 0 } faults
            ? Problem.Bad(faults)
            : (
                await Send(
                    act,
                    OrderPermissions.ListsDecide,
                    county,
                    by => new TakeMatterOff(body.Kind!.Value, body.Code!.Trim(), by, act.Now)
                )
            ).With(new Done());

    /// <summary>年度调整: records that all lists were reviewed this year, and by which document.</summary>
    public static async Task<Outcome<Done>> Adjust(string county, NewAdjustment body, Act act) =>
        NewAdjustment.Faults(body) is { Count: > 0 } faults
            ? Problem.Bad(faults)
            : (await Send(act, OrderPermissions.ListsDecide, county, by => new AdjustLists(body.Document!.Trim(), by, act.Now))).With(
                new Done()
            );

    private static async Task<Outcome<Recorded>> Caused(
        Act act,
        string county,
        Guid matterId,
        Because body,
        Func<Sealed, Func<By, Command>> make
    )
    {
        if (Because.Faults(body, needed: true) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        // No key is made for an application that does not exist.
        if (!IsCounty(county) || !act.Use<Folding>().Now.Of<ListsKnown>(Entities.Live).Of(county).Applications.ContainsKey(new(matterId)))
            return Problem.Of(MatterLists.UnknownApplication);
        var cause = await act.Seal(matterId, new FreeText(body.Reason!.Trim()));
        return await Decide(act, county, matterId, make(cause));
    }

    private static async Task<Outcome<Recorded>> Decide(Act act, string county, Guid matterId, Func<By, Command> make)
    {
        var sent = await Send(act, OrderPermissions.ListsDecide, county, make);
        return sent.With(new Recorded(matterId, sent.Position.Value));
    }

    private static async ValueTask<Sent> Send(Act act, Permission permission, string county, Func<By, Command> make) =>
        IsCounty(county)
            ? await act.Send(permission, Own(act.Asked, permission, county), Entities.Lists(Entities.Live, county), make)
            : new Sent(Engine.Position.Start, Problem.NotFound);

    // A street and a committee have access to the lists of their own county, from their own place.
    private static Place Own(Asked asked, Permission permission, string county) =>
        new(
            asked
                .Grants.Where(grant => permission.Of(grant.Role) == Reach.Scope)
                .Select(grant => grant.Scope.Division)
                .FirstOrDefault(division => division.StartsWith(county, StringComparison.Ordinal))
                ?? county
        );

    private static bool IsCounty(string county) => county is { Length: 6 } && Divisions.IsCode(county);

    private static IEnumerable<StoppedOrder> Stopped(string county, Asked asked, Known known, ISealing sealing) =>
        (
            from order in known.Of<OrdersKnown>(Entities.Live).All.Values
            where order.State.Standing is { Free: false }
            from receiver in order.State.Receivers.Values
            where
                receiver.Division.StartsWith(county, StringComparison.Ordinal)
                && asked.Sees(new Place(receiver.Division))
                && (receiver.Stage is OrderStage.Stopped or OrderStage.Refused || receiver.Unlisted)
            orderby order.State.IssuedAt descending
            select new StoppedOrder(
                order.Id,
                order.State.Facts!.Matter,
                order.State.Standing!.Kind,
                order.State.Standing.Articles,
                order.State.Facts.Issuer,
                receiver.Division,
                known.Of<PlacesKnown>(Entities.Live).Name(receiver.Division),
                receiver.Stage,
                receiver.Unlisted,
                order.State.IssuedAt!.Value,
                receiver.Cause is { } cause ? sealing.Open<FreeText>(cause)?.Text : null
            )
        ).Take(MostStopped);
}
