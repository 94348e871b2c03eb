using Emergency.Domain;
using Emergency.Domain.Orders;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Finding;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.Orders;

/// <summary>Endpoints for goods that a community lacks and requests from its street, which grants or refuses them.</summary>
internal static class GoodsEndpoints
{
    public static RouteGroupBuilder MapGoods(this RouteGroupBuilder api)
    {
        api.MapGet("/goods", List).Needs(OrderPermissions.GoodsRead);
        api.MapGet("/goods/{goodsId:guid}", Read).Needs(OrderPermissions.GoodsRead);
        api.MapPost("/goods/{goodsId:guid}/grant", Grant).Needs(OrderPermissions.GoodsAnswer);
        api.MapPost("/goods/{goodsId:guid}/refuse", Refuse).Needs(OrderPermissions.GoodsAnswer);
        return api;
    }

    /// <summary>Requests in the asker's area, the oldest first; state: requested (default) or all.</summary>
    public static Outcome<Page<GoodsLight>> List(Asked asked, Folding folding, string? state, int? limit, string? next)
    {
        if (state is not (null or "requested" or "all"))
            return Problem.Bad("?state: requested or all");
        var known = folding.Now;
        var mine = known
            .Of<GoodsKnown>(asked.Realm)
            .All.Values.Where(one =>
                (state == "all" || one.State.Stage == GoodsStage.Requested)
                && asked.Allow(OrderPermissions.GoodsRead, Of(one)).Problem is null
            );
        return Page.Of(mine, one => one.RequestedAt.Value.ToString("D19", null), GoodsLight.Of, limit, next, known.At);
    }

    /// <summary>A request, with the place to fetch the goods or the cause of its refusal.</summary>
    public static async Task<Outcome<GoodsShown>> Read(
        Guid goodsId,
        Asked asked,
        Finder<GoodsRequestKnown> sight,
        ISealing sealing,
        CancellationToken stop
    )
    {
        if (await sight.Find(asked, goodsId, stop) is not ({ } found, { } known))
            return Problem.NotFound;
        if (asked.Allow(OrderPermissions.GoodsRead, Of(found)).Problem is { } problem)
            return problem;
        return new Outcome<GoodsShown>(GoodsShown.Of(found, sealing), known.At);
    }

    /// <summary>Grants a request: quantity, source, time of arrival. Less than requested can be granted too.</summary>
    public static Task<Outcome<Recorded>> Grant(Guid goodsId, NewGrant body, Act act) =>
        Refused(NewGrant.Faults(body))
        ?? Answer(
            goodsId,
            body.Place,
            act,
            (place, by) => new GrantGoods(new(body.Quantity!.Value, body.From, place, body.Arrives!.Value.ToUniversalTime()), by, act.Now)
        );

    /// <summary>Refuses a request. The requester gets the cause.</summary>
    public static Task<Outcome<Recorded>> Refuse(Guid goodsId, Because body, Act act) =>
        Refused(Because.Faults(body, needed: true))
        ?? Answer(goodsId, body.Reason, act, (cause, by) => new RefuseGoods(cause!.Value, by, act.Now));

    private static Task<Outcome<Recorded>> Answer(Guid id, string? text, Act act, Func<Sealed?, By, Command> make) =>
        act.On<GoodsRequestKnown>(id, OrderPermissions.GoodsAnswer, one => Entities.Goods(act.Asked.Realm, one.Id), Of)
            .Do(async found =>
            {
                var told = await act.SealText(found.State.Incident!.Value.Value, text);
                return by => make(told, by);
            });

    private static Place Of(GoodsRequestKnown one) => new(one.State.Community);
}

/// <summary>A request, with its sealed words opened.</summary>
/// <param name="Place">Place where the goods are fetched or bought.</param>
internal sealed record GoodsShown(GoodsLight Goods, string? Place, string? Cause)
{
    public static GoodsShown Of(GoodsRequestKnown seen, ISealing sealing)
    {
        string? Open(Sealed? text) => text is { } value ? sealing.Open<FreeText>(value)?.Text : null;
        return new(GoodsLight.Of(seen), Open(seen.State.Grant?.Place), Open(seen.State.Cause));
    }
}

/// <summary>Goods that the street sends.</summary>
/// <param name="Quantity">1 up to the requested quantity.</param>
/// <param name="From">Division whose stock it comes from, 9 or 12 digits; or a place in words.</param>
/// <param name="Arrives">Time of arrival.</param>
internal sealed record NewGrant(int? Quantity, string? From, string? Place, DateTimeOffset? Arrives)
{
    public static IReadOnlyList<string> Faults(NewGrant body)
    {
        return
        [
            .. Checks.Need(body.Quantity is >= 1, "$.quantity: 1 or more"),
            .. Checks.Need(body.From is null || (body.From.Length is 9 or 12 && Divisions.IsCode(body.From)), "$.from: 9 or 12 digits"),
            .. Checks.Need(body.From is not null || !string.IsNullOrWhiteSpace(body.Place), "$.from: a division, or $.place in words"),
            .. Checks.Text(body.Place, "$.place", 200),
            .. Checks.Need(body.Arrives is not null, "$.arrives: needed"),
        ];
    }
}
