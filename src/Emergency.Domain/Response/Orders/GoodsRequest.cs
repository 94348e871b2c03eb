using static Emergency.Domain.Decision;

namespace Emergency.Domain.Orders;

/// <summary>Request to the street for goods that a community's stock could not give a task (kind "goods", key = its id): requested →
/// granted (quantity, source, arrival) or refused with the cause. Both answers go back to the task. A task that has ended needs nothing
/// more.</summary>
public sealed partial record GoodsRequest(
    GoodsStage Stage,
    IncidentId? Incident,
    TaskId? Task,
    string Community,
    string Item,
    int Quantity,
    DateTimeOffset? Due,
    bool Late
)
{
    public static readonly Code Unknown = new("goods.unknown"),
        Answered = new("goods.answered"),
        BadQuantity = new("goods.bad-quantity");
    public static readonly GoodsRequest None = new(GoodsStage.None, null, null, "", "", 0, null, false);
    public GoodsGrant? Grant { get; init; }
    public Sealed? Cause { get; init; }
}

public enum GoodsStage
{
    None,
    Requested,
    Granted,
    Refused,
    Withdrawn,
}

/// <param name="From">Division code of the stock it comes from; null where it is bought or lent.</param>
/// <param name="Place">Place where it is fetched or bought, sealed under the incident's key.</param>
public sealed record GoodsGrant(int Quantity, string? From, Sealed? Place, DateTimeOffset Arrives);

public abstract record GoodsRequestCommand : Command;

public sealed record RequestGoods(IncidentId Incident, TaskId Task, string Community, string Item, int Quantity, DateTimeOffset At)
    : GoodsRequestCommand;

public sealed record GrantGoods(GoodsGrant Grant, By By, DateTimeOffset At) : GoodsRequestCommand;

public sealed record RefuseGoods(Sealed Cause, By By, DateTimeOffset At) : GoodsRequestCommand;

/// <summary>Closes the request: the task has ended.</summary>
public sealed record WithdrawGoods(DateTimeOffset At) : GoodsRequestCommand;

public abstract record GoodsRequestEvent : Event;

[Stored("goods.requested.v1")]
public sealed record GoodsRequested(
    IncidentId Incident,
    TaskId Task,
    string Community,
    string Item,
    int Quantity,
    DateTimeOffset? Due,
    DateTimeOffset At
) : GoodsRequestEvent, ISetsDue
{
    public string DueOf => "answer";
}

[Stored("goods.late.v1")]
public sealed record GoodsLate(DateTimeOffset At) : GoodsRequestEvent, ISetsDue
{
    public string DueOf => "answer";
    public DateTimeOffset? Due => null;
}

[Stored("goods.granted.v1")]
public sealed record GoodsGranted(IncidentId Incident, TaskId Task, GoodsGrant Grant, By By, DateTimeOffset At)
    : GoodsRequestEvent,
        ISetsDue
{
    public string DueOf => "answer";
    public DateTimeOffset? Due => null;
}

[Stored("goods.refused.v1")]
public sealed record GoodsRefused(IncidentId Incident, TaskId Task, Sealed Cause, By By, DateTimeOffset At) : GoodsRequestEvent, ISetsDue
{
    public string DueOf => "answer";
    public DateTimeOffset? Due => null;
}

[Stored("goods.withdrawn.v1")]
public sealed record GoodsWithdrawn(DateTimeOffset At) : GoodsRequestEvent, ISetsDue
{
    public string DueOf => "answer";
    public DateTimeOffset? Due => null;
}

public sealed partial record GoodsRequest
{
    public static Decision Decide(GoodsRequest state, Command command) =>
        command switch
        {
            Remind c => state.Stage == GoodsStage.Requested && state.Due <= c.At ? new GoodsLate(c.At) : Nothing,
            RequestGoods c when state.Stage == GoodsStage.None || (state.Stage == GoodsStage.Requested && c.Quantity > state.Quantity) =>
                new GoodsRequested(
                    c.Incident,
                    c.Task,
                    c.Community,
                    c.Item,
                    c.Quantity,
                    state.Due ?? c.At + c.InForce.Time(Deadlines.GoodsAnswered, c.Community),
                    c.At
                ),
            RequestGoods => Nothing,
            GoodsRequestCommand when state.Stage == GoodsStage.None => Reject(Unknown),
            GrantGoods c when state.Grant == c.Grant => Nothing,
            RefuseGoods c when state.Stage == GoodsStage.Refused && state.Cause == c.Cause => Nothing,
            WithdrawGoods c => state.Stage == GoodsStage.Requested ? new GoodsWithdrawn(c.At) : Nothing,
            GoodsRequestCommand when state.Stage != GoodsStage.Requested => Reject(Answered),
            GrantGoods c => c.Grant.Quantity < 1 || c.Grant.Quantity > state.Quantity
                ? Reject(BadQuantity, $"{state.Quantity}")
                : new GoodsGranted(state.Incident!.Value, state.Task!.Value, c.Grant, c.By, c.At),
            RefuseGoods c => new GoodsRefused(state.Incident!.Value, state.Task!.Value, c.Cause, c.By, c.At),
            _ => throw new Unforeseen(command),
        };

    public static GoodsRequest Evolve(GoodsRequest state, Event happened) =>
        happened switch
        {
            GoodsRequested e => new(GoodsStage.Requested, e.Incident, e.Task, e.Community, e.Item, e.Quantity, e.Due, state.Late),
            GoodsLate => state with { Due = null, Late = true },
            GoodsGranted e => state with { Stage = GoodsStage.Granted, Grant = e.Grant, Due = null },
            GoodsRefused e => state with { Stage = GoodsStage.Refused, Cause = e.Cause, Due = null },
            GoodsWithdrawn => state with { Stage = GoodsStage.Withdrawn, Due = null },
            _ => throw new Unforeseen(happened),
        };
}
