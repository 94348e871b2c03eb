using Emergency.Domain.Plans;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Incidents;

/// <summary>Need of a task that the community's stock could not meet; the street is asked for <paramref name="Missing"/> of the
/// <paramref name="Wanted"/>.</summary>
/// <param name="Granted">Quantity the street sends; 0 until it answers and where it refuses.</param>
public sealed record Shortage(GoodsRequestId Request, string Item, int Wanted, int Missing, ShortageState State, int Granted);

public enum ShortageState
{
    Asked,
    Granted,
    Refused,
}

public abstract record GoodsCommand : IncidentCommand;

/// <summary>要物: sets the total quantity of each thing that a task needs, including what it already has.</summary>
public sealed record AskSupplies(TaskId Task, ListOf<SupplyNeed> Needs, By By, DateTimeOffset At) : GoodsCommand;

/// <summary>Brings the stock's refusal back to the task that asked.</summary>
public sealed record ReportShortage(TaskId Task, GoodsRequestId Request, string Item, int Wanted, int Missing, DateTimeOffset At)
    : GoodsCommand;

/// <param name="Granted">0 where the street refuses.</param>
public sealed record AnswerShortage(TaskId Task, GoodsRequestId Request, int Granted, DateTimeOffset At) : GoodsCommand;

public abstract record GoodsEvent : IncidentEvent, IOfTask
{
    public abstract TaskId Task { get; init; }
}

/// <param name="Needs">Needs that exceed earlier requests.</param>
[Stored("incident.supplies-asked.v1")]
public sealed record SuppliesAsked(TaskId Task, string Community, ListOf<SupplyNeed> Needs, By By, DateTimeOffset At) : GoodsEvent;

[Stored("incident.shortage-reported.v1")]
public sealed record ShortageReported(
    TaskId Task,
    string Community,
    GoodsRequestId Request,
    string Item,
    int Wanted,
    int Missing,
    DateTimeOffset At
) : GoodsEvent;

[Stored("incident.shortage-answered.v1")]
public sealed record ShortageAnswered(TaskId Task, GoodsRequestId Request, int Granted, DateTimeOffset At) : GoodsEvent;

/// <summary>Rules for the needs of tasks: asked of the community's stock, missing quantities of the street; both answers come back to the
/// task.</summary>
public static class GoodsRules
{
    public static Decision Decide(Incident state, GoodsCommand command) =>
        command switch
        {
            AskSupplies c => On(state, c.Task, task => Ask(task, c)),
            ReportShortage c => On(
                state,
                c.Task,
                task =>
                    task.Shortages.Any(s => s.Request == c.Request && (s.Missing >= c.Missing || s.State != ShortageState.Asked))
                        ? Nothing
                        : new ShortageReported(c.Task, task.Community, c.Request, c.Item, c.Wanted, c.Missing, c.At)
            ),
            AnswerShortage c => On(
                state,
                c.Task,
                task =>
                    task.Shortages.Any(s => s.Request == c.Request && s.State == ShortageState.Asked)
                        ? new ShortageAnswered(c.Task, c.Request, c.Granted, c.At)
                        : Nothing
            ),
            _ => throw new Unforeseen(command),
        };

    private static Decision On(Incident state, TaskId id, Func<IncidentTask, Decision> decide) =>
        !state.Tasks.TryGetValue(id, out var task) ? Reject(IncidentTask.Unknown, id.ToString())
        : task.State is TaskState.Done or TaskState.Cancelled ? Reject(IncidentTask.Over)
        : decide(task);

    private static Decision Ask(IncidentTask task, AskSupplies c)
    {
        if (c.Needs.FirstOrDefault(need => need.Quantity <= 0) is { } bad)
            return Reject(Stock.Supplies.BadQuantity, bad.Item);
        ListOf<SupplyNeed> more =
        [
            .. c
                .Needs.GroupBy(need => need.Item, StringComparer.Ordinal)
                .Select(same => same.MaxBy(need => need.Quantity)!)
                .Where(need => need.Quantity > Wanted(task, need.Item)),
        ];
        return more.Count == 0 ? Nothing : new SuppliesAsked(task.Id, task.Community, more, c.By, c.At);
    }

    private static int Wanted(IncidentTask task, string item) =>
        task.Needs.Where(need => need.Item == item).Select(need => need.Quantity).DefaultIfEmpty(0).Max();

    public static Incident Evolve(Incident state, GoodsEvent happened) =>
        happened switch
        {
            SuppliesAsked e => With(
                state,
                e.Task,
                task => task with { Needs = [.. task.Needs.Where(need => !e.Needs.Any(more => more.Item == need.Item)), .. e.Needs] }
            ),
            ShortageReported e => With(
                state,
                e.Task,
                task =>
                    task with
                    {
                        Shortages =
                        [
                            .. task.Shortages.Where(s => s.Request != e.Request),
                            new Shortage(e.Request, e.Item, e.Wanted, e.Missing, ShortageState.Asked, 0),
                        ],
                    }
            ),
            ShortageAnswered e => With(
                state,
                e.Task,
                task =>
                    task with
                    {
                        Shortages =
                        [
                            .. task.Shortages.Select(s =>
                                s.Request == e.Request
                                    ? s with
                                    {
                                        State = e.Granted > 0 ? ShortageState.Granted : ShortageState.Refused,
                                        Granted = e.Granted,
                                    }
                                    : s
                            ),
                        ],
                    }
            ),
            _ => throw new Unforeseen(happened),
        };

    private static Incident With(Incident state, TaskId id, Func<IncidentTask, IncidentTask> change) =>
        state.Tasks.TryGetValue(id, out var task) ? state with { Tasks = state.Tasks.SetItem(id, change(task)) } : state;
}
