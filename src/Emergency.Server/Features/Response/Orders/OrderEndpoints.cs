using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Domain.Orders;
using Emergency.Domain.Places;
using Emergency.Server.Features.Calls;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Warnings;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.Orders;

/// <summary>Endpoints for orders (指令): issued, seen, fed back; stopped, approved, refused, reviewed; called and reached.</summary>
internal static class OrderEndpoints
{
    public static RouteGroupBuilder MapOrderActs(this RouteGroupBuilder api)
    {
        api.MapGet("/orders", List).Needs(OrderPermissions.Read);
        api.MapPost("/orders", Issue).Needs(OrderPermissions.Issue).Produces<Recorded>(StatusCodes.Status201Created);
        api.MapGet("/orders/{orderId:guid}", Read).Needs(OrderPermissions.Read);
        api.MapPost("/orders/{orderId:guid}/number", Number).Needs(OrderPermissions.Issue);
        api.MapPost("/orders/{orderId:guid}/seen", Seen).Needs(OrderPermissions.See);
        api.MapPost("/orders/{orderId:guid}/feed-back", FeedBack).Needs(OrderPermissions.See);
        api.MapPost("/orders/{orderId:guid}/approve", Approve).Needs(OrderPermissions.Approve);
        api.MapPost("/orders/{orderId:guid}/refuse", Refuse).Needs(OrderPermissions.Approve);
        api.MapPost("/orders/{orderId:guid}/review", Review).Needs(OrderPermissions.Approve);
        api.MapPost("/orders/{orderId:guid}/answered", Answered).Needs(OrderPermissions.Reach);
        api.MapPost("/orders/{orderId:guid}/reached", Reached).Needs(OrderPermissions.Reach);
        return api;
    }

    /// <summary>
    /// Status of the orders visible to the asker, a row for each receiver, newest order first; state: open (default),
    /// unlisted (清单外事项 not yet reviewed) or all.
    /// </summary>
    public static Outcome<Page<OrderLight>> List(Asked asked, Folding folding, string? state, int? limit, string? next)
    {
        if (state is not (null or "open" or "unlisted" or "all"))
            return Problem.Bad("?state: open, unlisted or all");
        var known = folding.Now;
        var lights = known
            .Of<OrdersKnown>(asked.Realm)
            .All.Values.SelectMany(order =>
                new OrderSeenBy(order, known, asked).Receivers.Select(receiver => (order.IssuedAt, Light: OrderLight.Of(order, receiver)))
            )
            .Where(one =>
                state switch
                {
                    "all" => true,
                    "unlisted" => (one.Light.Unlisted && !one.Light.Reviewed) || one.Light.Stage == OrderStage.Stopped,
                    _ => !one.Light.Settled,
                }
            );
        return Page.Of(
            lights,
            one => FormattableString.Invariant($"{long.MaxValue - one.IssuedAt.Value:D19}/{one.Light.Receiver}"),
            one => one.Light,
            limit,
            next,
            known.At
        );
    }

    /// <summary>An order with its text, and the answers of its receivers.</summary>
    public static async Task<Outcome<OrderShown>> Read(
        Guid orderId,
        Asked asked,
        OrderSight sight,
        ISealing sealing,
        CancellationToken stop
    )
    {
        if (await sight.Find(asked, orderId, stop) is not { } seen)
            return Problem.NotFound;
        return seen.Issued || seen.Receivers.Any()
            ? new Outcome<OrderShown>(OrderShown.Of(seen, sealing), seen.Known.At)
            : Problem.NotYours(OrderPermissions.Read);
    }

    /// <summary>
    /// Issues an order. In an incident or under a warning nothing is held back. In quiet times a department's matter that is
    /// on no list is stopped at the receiver and offered to its street.
    /// </summary>
    public static async Task<Outcome<Recorded>> Issue(NewOrder body, OrderSight sight, IncidentSight incidents, Act act)
    {
        var asked = act.Asked;
        if (NewOrder.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        Role? role = null;
        foreach (var receiver in body.Receivers!)
        {
            var (grant, problem) = asked.Allow(OrderPermissions.Issue, new Place(receiver));
            if (grant is null)
                return problem!;
            role ??= grant.Role;
        }
        IssuerKind[] kinds = role switch
        {
            Role.Department => [IssuerKind.Department],
            Role.StreetOfficer => [IssuerKind.Street],
            _ => [IssuerKind.Command, IssuerKind.Government],
        };
        if (body.Issuer is { } wished && !kinds.Contains(wished))
            return Problem.Bad($"$.issuer: {string.Join(" or ", kinds).ToLowerInvariant()}");
        if (body.Incident is { } named && await incidents.Find(asked, named.Value, act.Stop) is null)
            return Problem.NotFound;
        var (id, known) = (asked.NewId<OrderId>(), await sight.Newest(act.Stop));
        var text = await act.Seal(body.Incident?.Value ?? id.Value, new FreeText(body.Text!));
        var number = string.IsNullOrWhiteSpace(body.Number) ? null : body.Number.Trim();
        var (inForce, first) = (known.InForce, body.Receivers[0]);
        var (unread, deputy) = (
            body.UnreadSeconds ?? inForce.Seconds(Deadlines.OrderSeen, first),
            body.DeputySeconds ?? inForce.Seconds(Deadlines.CallStep, first)
        );
        var facts = new OrderFacts(
            body.Issuer ?? kinds[0],
            body.Incident,
            body.Matter,
            body.Entrusted ?? false,
            text,
            body.Deadline?.ToUniversalTime(),
            unread,
            deputy,
            number
        );
        var standing = known
            .Of<ListsKnown>(asked.Realm)
            .Of(Divisions.County(body.Receivers[0]))
            .Check(body.Matter, facts.Entrusted, Shanghai.Day(asked.Now));
        var open = known.Of<IncidentsKnown>(asked.Realm).Running.ToList();
        var warned = known.Of<WarningsKnown>(asked.Realm);
        ListOf<Addressee> receivers =
        [
            .. body
                .Receivers.Distinct(StringComparer.Ordinal)
                .Select(receiver => new Addressee(
                    receiver,
                    !open.Exists(incident => incident.Touches(receiver)) && !warned.Now(receiver, asked.Now).Any()
                )),
        ];
        var sent = await act.Send(
            OrderPermissions.Issue,
            new Place(body.Receivers[0]),
            Entities.Order(asked.Realm, id),
            by => new IssueOrder(facts, standing, receivers, known.At.Value, by, asked.Now)
        );
        return sent.With(new Recorded(id.Value, sent.Position.Value), StatusCodes.Status201Created);
    }

    /// <summary>文号: adds the document number after the order has gone out, by its issuer.</summary>
    public static Task<Outcome<Recorded>> Number(Guid orderId, DocumentNumber body, Act act) =>
        Refused(Checks.Text(body?.Number, "$.number", DocumentNumber.Longest, needed: true))
        ?? (
            On(orderId, act, OrderPermissions.Issue) with
            {
                Against = seen => seen.Issued ? null : Problem.NotYours(OrderPermissions.Issue),
            }
        ).Do(by => new NumberOrder(body!.Number!.Trim(), by, act.Now));

    /// <summary>已读: records that somebody at the receiver has read it. The light turns green and calling ends.</summary>
    public static Task<Outcome<Recorded>> Seen(Guid orderId, AtReceiver body, Act act) =>
        Refused(AtReceiver.Faults(body.Receiver))
        ?? At(orderId, body.Receiver!, act, OrderPermissions.See, own: true).Do(by => new SeeOrder(body.Receiver!, by, act.Now));

    /// <summary>已反馈: records the receiver's feedback. The light turns grey.</summary>
    public static Task<Outcome<Recorded>> FeedBack(Guid orderId, NewFeedback body, Act act) =>
        Refused(Checks.Text(body.Text, "$.text", 2_000, needed: true))
        ?? Refused(AtReceiver.Faults(body.Receiver))
        ?? Told(
            At(orderId, body.Receiver!, act, OrderPermissions.See, own: true),
            body.Text,
            (text, by) => new FeedBackOrder(body.Receiver!, text!.Value, by, act.Now)
        );

    /// <summary>Records that the street takes on a stopped matter: the order is delivered.</summary>
    public static Task<Outcome<Recorded>> Approve(Guid orderId, AtReceiver body, Act act) =>
        Refused(AtReceiver.Faults(body.Receiver))
        ?? At(orderId, body.Receiver!, act, OrderPermissions.Approve).Do(by => new ApproveOrder(body.Receiver!, by, act.Now));

    /// <summary>Records that the street declines a stopped matter. The issuer gets the cause.</summary>
    public static Task<Outcome<Recorded>> Refuse(Guid orderId, NotTaken body, Act act) =>
        Refused(Checks.Text(body.Reason, "$.reason", 500, needed: true))
        ?? Refused(AtReceiver.Faults(body.Receiver))
        ?? Told(
            At(orderId, body.Receiver!, act, OrderPermissions.Approve),
            body.Reason,
            (cause, by) => new RefuseOrder(body.Receiver!, cause!.Value, by, act.Now)
        );

    /// <summary>清单外事项: records the review of an unlisted matter after its delivery, with a note or without.</summary>
    public static Task<Outcome<Recorded>> Review(Guid orderId, NewReview body, Act act) =>
        Refused(Checks.Text(body.Note, "$.note", 500))
        ?? Refused(AtReceiver.Faults(body.Receiver))
        ?? Told(
            At(orderId, body.Receiver!, act, OrderPermissions.Approve),
            body.Note,
            (note, by) => new ReviewOrder(body.Receiver!, note, by, act.Now)
        );

    /// <summary>已应答: records that somebody dialled by hand and a living person answered. Calling ends.</summary>
    public static async Task<Outcome<Recorded>> Answered(Guid orderId, HeardVoice body, OrderSight sight, Act act)
    {
        if (body.Attempt is null or < 1)
            return Problem.Bad("$.attempt: from 1");
        if (AtReceiver.Faults(body.Receiver) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (await sight.Find(act.Asked, orderId, act.Stop) is not { Order: var order })
            return Problem.NotFound;
        var older = order.State.Receivers.GetValueOrDefault(body.Receiver!)?.Rings.Count ?? 0;
        if (body.Attempt <= older || !order.Calls.ContainsKey(body.Receiver!))
            return await At(orderId, body.Receiver!, act, OrderPermissions.Reach)
                .Do(by => new HearReceiver(body.Receiver!, body.Attempt.Value, by, act.Now));
        var call = Entities.Call(act.Asked.Realm, CallKnown.IdOf(new(CallKind.Order, orderId), body.Receiver!));
        var place = act.Asked.Within(OrderPermissions.Reach, body.Receiver!);
        var sent = await act.Send(
            OrderPermissions.Reach,
            place,
            call,
            by => new AnswerCall(body.Attempt.Value - older, CallMeans.Telephone, by, act.Now)
        );
        return sent.With(new Recorded(orderId, sent.Position.Value));
    }

    /// <summary>Records that somebody drove there and told the receiver.</summary>
    public static Task<Outcome<Recorded>> Reached(Guid orderId, AtReceiver body, Act act) =>
        Refused(AtReceiver.Faults(body.Receiver))
        ?? At(orderId, body.Receiver!, act, OrderPermissions.Reach).Do(by => new ReachReceiver(body.Receiver!, by, act.Now));

    private static ActOn<OrderSeenBy> On(Guid id, Act act, Permission permission) =>
        new(
            act,
            id,
            permission,
            async () => await act.Use<OrderSight>().Find(act.Asked, id, act.Stop),
            seen => Entities.Order(act.Asked.Realm, seen.Order.Id),
            seen => new Place(seen.Order.State.Receivers.Keys.First())
        );

    /// <param name="own">True to allow only the receiver's own people: not the street for its communities.</param>
    private static ActOn<OrderSeenBy> At(Guid id, string receiver, Act act, Permission permission, bool own = false) =>
        On(id, act, permission) with
        {
            Place = _ => act.Asked.Within(permission, receiver),
            Against = _ =>
                act.Asked.Allow(permission, act.Asked.Within(permission, receiver)).Problem
                ?? (own && !IsOwn(act.Asked, permission, receiver) ? Problem.NotYours(permission) : null),
        };

    private static bool IsOwn(Asked asked, Permission permission, string receiver) =>
        asked.Grants.Any(grant => permission.Of(grant.Role) == Reach.Scope && grant.Scope.Division == receiver);

    // Words of an incident's order are sealed under the incident's key.
    private static Task<Outcome<Recorded>> Told(ActOn<OrderSeenBy> at, string? text, Func<Sealed?, By, Command> make) =>
        at.Do(async seen =>
        {
            var told = await at.Act.SealText(seen.Order.State.Facts!.Incident?.Value ?? seen.Order.Id.Value, text);
            return by => make(told, by);
        });
}
