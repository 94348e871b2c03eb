using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Calls;
using Emergency.Domain.Orders;
using Emergency.Domain.Places;
using Emergency.Server.Calls;
using Emergency.Server.Identity;
using Emergency.Server.Incidents;
using Emergency.Server.People;
using Emergency.Server.Problems;
using Emergency.Server.Views;
using Emergency.Server.Warnings;

namespace Emergency.Server.Orders;

/// <summary>指令: issued, seen, fed back; stopped, approved, refused, reviewed; called and reached.</summary>
public static class OrderEndpoints
{
    public static RouteGroupBuilder MapOrderActs(this RouteGroupBuilder api)
    {
        api.MapGet("/orders", List).Needs(Permissions.OrderRead);
        api.MapPost("/orders", Issue).Needs(Permissions.OrderIssue).Produces<Recorded>(StatusCodes.Status201Created);
        api.MapGet("/orders/{orderId:guid}", Read).Needs(Permissions.OrderRead);
        api.MapPost("/orders/{orderId:guid}/number", Number).Needs(Permissions.OrderIssue);
        api.MapPost("/orders/{orderId:guid}/seen", Seen).Needs(Permissions.OrderSee);
        api.MapPost("/orders/{orderId:guid}/feed-back", FeedBack).Needs(Permissions.OrderSee);
        api.MapPost("/orders/{orderId:guid}/approve", Approve).Needs(Permissions.OrderApprove);
        api.MapPost("/orders/{orderId:guid}/refuse", Refuse).Needs(Permissions.OrderApprove);
        api.MapPost("/orders/{orderId:guid}/review", Review).Needs(Permissions.OrderApprove);
        api.MapPost("/orders/{orderId:guid}/answered", Answered).Needs(Permissions.OrderReach);
        api.MapPost("/orders/{orderId:guid}/reached", Reached).Needs(Permissions.OrderReach);
        return api;
    }

    /// <summary>The lights of orders one may know of, a line for each receiver, newest order first; state: open (default), unlisted (清单外事项 not yet reviewed) or all.</summary>
    public static Outcome<Page<OrderLight>> List(Asked asked, Folding folding, string? state, int? limit, string? next)
    {
        if (state is not (null or "open" or "unlisted" or "all")) return Problem.Bad("?state: open, unlisted or all");
        var known = folding.Now;
        var lights = known.Of<OrdersKnown>(asked.Realm).All.Values.Reverse().SelectMany(order => new OrderSeenBy(order, known, asked).Receivers.Select(receiver => (order.IssuedAt, Light: OrderLight.Of(order, receiver))))
            .Where(one => state switch { "all" => true, "unlisted" => (one.Light.Unlisted && !one.Light.Reviewed) || one.Light.Stage == OrderStage.Stopped, _ => !one.Light.Settled });
        return Page.Of(lights, one => FormattableString.Invariant($"{long.MaxValue - one.IssuedAt.Value:D19}/{one.Light.Receiver}"), one => one.Light, limit, next, known.At);
    }

    /// <summary>One order with its text, and what its receivers said.</summary>
    public static async Task<Outcome<OrderShown>> Read(Guid orderId, Asked asked, OrderSight sight, ISealing sealing, CancellationToken stop)
    {
        if (await sight.Find(asked, orderId, stop) is not { } seen) return Problem.NotFound;
        return seen.Issued || seen.Receivers.Any() ? new Outcome<OrderShown>(OrderShown.Of(seen, sealing), seen.Known.At) : Problem.NotYours(Permissions.OrderRead);
    }

    /// <summary>Issues an order. In an incident or under a warning nothing is held back; in quiet times a department's matter that is on no list is stopped at the receiver and offered to its street.</summary>
    public static async Task<Outcome<Recorded>> Issue(NewOrder body, Asked asked, OrderSight sight, IncidentSight incidents, Sending sending, ISealing sealing, CancellationToken stop)
    {
        if (NewOrder.Faults(body) is { Count: > 0 } faults) return Problem.Bad(faults);
        Role? role = null;
        foreach (var receiver in body.Receivers!)
        {
            var (grant, problem) = asked.Allow(Permissions.OrderIssue, new Place(receiver));
            if (grant is null) return problem!;
            role ??= grant.Role;
        }
        IssuerKind[] kinds = role switch { Role.Department => [IssuerKind.Department], Role.StreetOfficer => [IssuerKind.Street], _ => [IssuerKind.Command, IssuerKind.Government] };
        if (body.Issuer is { } wished && !kinds.Contains(wished)) return Problem.Bad($"$.issuer: {string.Join(" or ", kinds).ToLowerInvariant()}");
        if (body.Incident is { } named && await incidents.Find(asked, named.Value, stop) is null) return Problem.NotFound;
        var (id, known) = (asked.NewId<OrderId>(), await sight.Newest(stop));
        var key = body.Incident?.Value ?? id.Value;
        await sealing.Ensure([key], stop);
        var facts = new OrderFacts(body.Issuer ?? kinds[0], body.Incident, body.Matter, body.Entrusted ?? false, sealing.Seal(key, new FreeText(body.Text!)), body.Deadline?.ToUniversalTime(), body.UnreadSeconds ?? NewOrder.UsualUnread, body.DeputySeconds ?? NewOrder.UsualDeputy, string.IsNullOrWhiteSpace(body.Number) ? null : body.Number.Trim());
        var standing = known.Of<ListsKnown>(asked.Realm).Of(Divisions.County(body.Receivers[0])).Check(body.Matter, facts.Entrusted, Shanghai.Day(asked.Now));
        var open = known.Of<IncidentsKnown>(asked.Realm).Running.ToList();
        var warned = known.Of<WarningsKnown>(asked.Realm);
        ListOf<Addressee> receivers = [.. body.Receivers.Distinct(StringComparer.Ordinal).Select(receiver => new Addressee(receiver, !open.Exists(incident => incident.Touches(receiver)) && !warned.Now(receiver, asked.Now).Any()))];
        var sent = await sending.Send(asked, Permissions.OrderIssue, new Place(body.Receivers[0]), Entities.Order(asked.Realm, id), by => new IssueOrder(facts, standing, receivers, known.At.Value, by, asked.Now), stop: stop);
        return sent.With(new Recorded(id.Value, sent.Position.Value), StatusCodes.Status201Created);
    }

    /// <summary>文号: written in after the order has gone out, by who issued it.</summary>
    public static async Task<Outcome<Recorded>> Number(Guid orderId, DocumentNumber body, Asked asked, OrderSight sight, Sending sending, CancellationToken stop)
    {
        if (Checks.Text(body?.Number, "$.number", DocumentNumber.Longest, needed: true).ToList() is { Count: > 0 } faults) return Problem.Bad(faults);
        if (await sight.Find(asked, orderId, stop) is not { } seen) return Problem.NotFound;
        if (!seen.Issued) return Problem.NotYours(Permissions.OrderIssue);
        var place = new Place(seen.Order.State.Receivers.Keys.First());
        var sent = await sending.Send(asked, Permissions.OrderIssue, place, Entities.Order(asked.Realm, seen.Order.Id), by => new NumberOrder(body!.Number!.Trim(), by, asked.Now), stop: stop);
        return sent.With(new Recorded(orderId, sent.Position.Value));
    }

    /// <summary>已读: somebody of the receiver has read it; the light turns green and nobody is called any more.</summary>
    public static async Task<Outcome<Recorded>> Seen(Guid orderId, AtReceiver body, Asked asked, OrderSight sight, Sending sending, CancellationToken stop) =>
        await Act(orderId, body.Receiver, own: true, Permissions.OrderSee, asked, sight, sending, by => new SeeOrder(body.Receiver!, by, asked.Now), stop);

    /// <summary>已反馈: what came of it; the light turns grey.</summary>
    public static async Task<Outcome<Recorded>> FeedBack(Guid orderId, NewFeedback body, Asked asked, OrderSight sight, Sending sending, ISealing sealing, CancellationToken stop)
    {
        if (Checks.Text(body.Text, "$.text", 2_000, needed: true).ToList() is { Count: > 0 } faults) return Problem.Bad(faults);
        var text = await Seal(orderId, body.Text!, asked, sight, sealing, stop);
        return await Act(orderId, body.Receiver, own: true, Permissions.OrderSee, asked, sight, sending, by => new FeedBackOrder(body.Receiver!, text!.Value, by, asked.Now), stop);
    }

    /// <summary>The street takes a matter on that was stopped: it is delivered.</summary>
    public static Task<Outcome<Recorded>> Approve(Guid orderId, AtReceiver body, Asked asked, OrderSight sight, Sending sending, CancellationToken stop) =>
        Act(orderId, body.Receiver, own: false, Permissions.OrderApprove, asked, sight, sending, by => new ApproveOrder(body.Receiver!, by, asked.Now), stop);

    /// <summary>The street does not take it on; the cause goes back to who issued it.</summary>
    public static async Task<Outcome<Recorded>> Refuse(Guid orderId, NotTaken body, Asked asked, OrderSight sight, Sending sending, ISealing sealing, CancellationToken stop)
    {
        if (Checks.Text(body.Reason, "$.reason", 500, needed: true).ToList() is { Count: > 0 } faults) return Problem.Bad(faults);
        var cause = await Seal(orderId, body.Reason!, asked, sight, sealing, stop);
        return await Act(orderId, body.Receiver, own: false, Permissions.OrderApprove, asked, sight, sending, by => new RefuseOrder(body.Receiver!, cause!.Value, by, asked.Now), stop);
    }

    /// <summary>清单外事项: looked at afterwards, with a note or without.</summary>
    public static async Task<Outcome<Recorded>> Review(Guid orderId, NewReview body, Asked asked, OrderSight sight, Sending sending, ISealing sealing, CancellationToken stop)
    {
        if (Checks.Text(body.Note, "$.note", 500).ToList() is { Count: > 0 } faults) return Problem.Bad(faults);
        var note = string.IsNullOrWhiteSpace(body.Note) ? null : await Seal(orderId, body.Note, asked, sight, sealing, stop);
        return await Act(orderId, body.Receiver, own: false, Permissions.OrderApprove, asked, sight, sending, by => new ReviewOrder(body.Receiver!, note, by, asked.Now), stop);
    }

    /// <summary>已应答: somebody dialled by hand and a living person answered; nobody is called any more.</summary>
    public static async Task<Outcome<Recorded>> Answered(Guid orderId, HeardVoice body, Asked asked, OrderSight sight, Sending sending, CancellationToken stop)
    {
        if (body.Attempt is null or < 1) return Problem.Bad("$.attempt: from 1");
        if (AtReceiver.Faults(body.Receiver) is { Count: > 0 } faults) return Problem.Bad(faults);
        if (await sight.Find(asked, orderId, stop) is not { Order: var order }) return Problem.NotFound;
        var older = order.State.Receivers.GetValueOrDefault(body.Receiver!)?.Rings.Count ?? 0;
        if (body.Attempt <= older || !order.Calls.ContainsKey(body.Receiver!))
            return await Act(orderId, body.Receiver, own: false, Permissions.OrderReach, asked, sight, sending, by => new HearReceiver(body.Receiver!, body.Attempt.Value, by, asked.Now), stop);
        var place = IncidentSeen.Within(asked, Permissions.OrderReach, body.Receiver!);
        var call = CallKnown.IdOf(new(CallKind.Order, orderId), body.Receiver!);
        var sent = await sending.Send(asked, Permissions.OrderReach, place, Entities.Call(asked.Realm, call), by => new AnswerCall(body.Attempt.Value - older, CallMeans.Telephone, by, asked.Now), stop: stop);
        return sent.With(new Recorded(orderId, sent.Position.Value));
    }

    /// <summary>Somebody drove there and told them.</summary>
    public static Task<Outcome<Recorded>> Reached(Guid orderId, AtReceiver body, Asked asked, OrderSight sight, Sending sending, CancellationToken stop) =>
        Act(orderId, body.Receiver, own: false, Permissions.OrderReach, asked, sight, sending, by => new ReachReceiver(body.Receiver!, by, asked.Now), stop);

    /// <param name="own">Only the receiver's own people: not the street for its communities.</param>
    private static async Task<Outcome<Recorded>> Act(Guid id, string? receiver, bool own, Permission permission, Asked asked, OrderSight sight, Sending sending, Func<By, Command> make, CancellationToken stop)
    {
        if (AtReceiver.Faults(receiver) is { Count: > 0 } faults) return Problem.Bad(faults);
        if (await sight.Find(asked, id, stop) is not { } seen) return Problem.NotFound;
        if (asked.Allow(permission, IncidentSeen.Within(asked, permission, receiver!)).Problem is { } problem) return problem;
        if (own && !asked.Grants.Any(grant => Permissions.Of(permission, grant.Role) == Reach.Scope && grant.Scope.Division == receiver)) return Problem.NotYours(permission);
        var sent = await sending.Send(asked, permission, IncidentSeen.Within(asked, permission, receiver!), Entities.Order(asked.Realm, seen.Order.Id), make, stop: stop);
        return sent.With(new Recorded(id, sent.Position.Value));
    }

    private static async Task<Sealed?> Seal(Guid id, string text, Asked asked, OrderSight sight, ISealing sealing, CancellationToken stop)
    {
        // An order one does not know is answered "not found" by the act itself; its text is kept nowhere.
        var key = (await sight.Find(asked, id, stop))?.Order.State.Facts?.Incident?.Value ?? id;
        await sealing.Ensure([key], stop);
        return sealing.Seal(key, new FreeText(text));
    }
}
