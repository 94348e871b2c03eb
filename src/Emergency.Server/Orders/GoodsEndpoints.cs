using Emergency.Domain;
using Emergency.Domain.Orders;
using Emergency.Domain.Places;
using Emergency.Server.Identity;
using Emergency.Server.Incidents;
using Emergency.Server.People;
using Emergency.Server.Problems;
using Emergency.Server.Views;

namespace Emergency.Server.Orders;

/// <summary>What is short in a community, asked of its street: granted or refused.</summary>
public static class GoodsEndpoints
{
    public static RouteGroupBuilder MapGoods(this RouteGroupBuilder api)
    {
        api.MapGet("/goods", List).Needs(Permissions.GoodsRead);
        api.MapGet("/goods/{goodsId:guid}", Read).Needs(Permissions.GoodsRead);
        api.MapPost("/goods/{goodsId:guid}/grant", Grant).Needs(Permissions.GoodsAnswer);
        api.MapPost("/goods/{goodsId:guid}/refuse", Refuse).Needs(Permissions.GoodsAnswer);
        return api;
    }

    /// <summary>What is asked for in one's area, the oldest first; state: requested (default) or all.</summary>
    public static Outcome<Page<GoodsLight>> List(Asked asked, Folding folding, string? state, int? limit, string? next)
    {
        if (state is not (null or "requested" or "all")) return Problem.Bad("?state: requested or all");
        var known = folding.Now;
        var mine = known.Of<GoodsKnown>(asked.Realm).All.Values.Where(one => (state == "all" || one.State.Stage == GoodsStage.Requested) && asked.Allow(Permissions.GoodsRead, Of(one)).Problem is null);
        return Page.Of(mine, one => one.RequestedAt.Value.ToString("D19", null), GoodsLight.Of, limit, next, known.At);
    }

    /// <summary>One request, with where it is to be fetched or why it was refused.</summary>
    public static async Task<Outcome<GoodsShown>> Read(Guid goodsId, Asked asked, GoodsSight sight, ISealing sealing, CancellationToken stop)
    {
        if (await sight.Find(asked, goodsId, stop) is not ({ } found, { } known)) return Problem.NotFound;
        if (asked.Allow(Permissions.GoodsRead, Of(found)).Problem is { } problem) return problem;
        return new Outcome<GoodsShown>(GoodsShown.Of(found, sealing), known.At);
    }

    /// <summary>Grants it: how many, from where, there when. Less than was asked for is an answer too.</summary>
    public static async Task<Outcome<Recorded>> Grant(Guid goodsId, NewGrant body, Asked asked, GoodsSight sight, Sending sending, ISealing sealing, CancellationToken stop)
    {
        if (NewGrant.Faults(body) is { Count: > 0 } faults) return Problem.Bad(faults);
        return await Answer(goodsId, body.Place, asked, sight, sending, sealing, (place, by) => new GrantGoods(new(body.Quantity!.Value, body.From, place, body.Arrives!.Value.ToUniversalTime()), by, asked.Now), stop);
    }

    /// <summary>Refuses it; the cause goes back to who asked.</summary>
    public static async Task<Outcome<Recorded>> Refuse(Guid goodsId, Because body, Asked asked, GoodsSight sight, Sending sending, ISealing sealing, CancellationToken stop)
    {
        if (Because.Faults(body, needed: true) is { Count: > 0 } faults) return Problem.Bad(faults);
        return await Answer(goodsId, body.Reason, asked, sight, sending, sealing, (cause, by) => new RefuseGoods(cause!.Value, by, asked.Now), stop);
    }

    private static async Task<Outcome<Recorded>> Answer(Guid id, string? text, Asked asked, GoodsSight sight, Sending sending, ISealing sealing, Func<Sealed?, By, Command> make, CancellationToken stop)
    {
        if (await sight.Find(asked, id, stop) is not ({ } found, _)) return Problem.NotFound;
        var key = found.State.Incident!.Value.Value;
        await sealing.Ensure([key], stop);
        Sealed? told = string.IsNullOrWhiteSpace(text) ? null : sealing.Seal(key, new FreeText(text));
        var sent = await sending.Send(asked, Permissions.GoodsAnswer, Of(found), Entities.Goods(asked.Realm, found.Id), by => make(told, by), stop: stop);
        return sent.With(new Recorded(id, sent.Position.Value));
    }

    private static Place Of(GoodsSeen one) => new(one.State.Community);
}

/// <summary>Finds a request one may know of. The views are waited for before "unknown" is said.</summary>
public sealed class GoodsSight(Folding folding)
{
    public async ValueTask<(GoodsSeen? Goods, Known? Known)> Find(Asked asked, Guid id, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var known = await folding.With(known => known.Of<GoodsKnown>(asked.Realm).Find(new(id)) is not null, stop);
        return known.Of<GoodsKnown>(asked.Realm).Find(new(id)) is { } found && asked.Sees(new(found.State.Community)) ? (found, known) : (null, null);
    }
}

/// <summary>A request, opened.</summary>
/// <param name="Place">Where it is fetched or bought.</param>
public sealed record GoodsShown(GoodsLight Goods, string? Place, string? Cause)
{
    public static GoodsShown Of(GoodsSeen seen, ISealing sealing)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(sealing);
        string? Open(Sealed? text) => text is { } value ? sealing.Open<FreeText>(value)?.Text : null;
        return new(GoodsLight.Of(seen), Open(seen.State.Grant?.Place), Open(seen.State.Cause));
    }
}

/// <summary>What the street sends.</summary>
/// <param name="Quantity">1 up to what was asked for.</param>
/// <param name="From">Division whose stock it comes from, 9 or 12 digits; or a place in words.</param>
/// <param name="Arrives">When it will be there.</param>
public sealed record NewGrant(int? Quantity, string? From, string? Place, DateTimeOffset? Arrives)
{
    public static IReadOnlyList<string> Faults(NewGrant body)
    {
        ArgumentNullException.ThrowIfNull(body);
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
