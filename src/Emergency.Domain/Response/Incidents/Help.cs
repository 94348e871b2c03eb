using static Emergency.Domain.Decision;

namespace Emergency.Domain.Incidents;

/// <summary>要人, 要车, 要物, 要专业力量.</summary>
public enum HelpKind
{
    People,
    Car,
    Goods,
    Professionals,
}

/// <summary>Help that somebody at the scene asks for; the task that brings it is taken, arrives, or is declined like any other.</summary>
/// <param name="Count">Number asked for, 1 … <see cref="Most"/>; null where none was given.</param>
/// <param name="NeededBy">Time until which it is of use; null: as soon as possible.</param>
/// <param name="By">Account that asked.</param>
public sealed record HelpAsked(HelpKind Kind, int? Count, DateTimeOffset? NeededBy, By By)
{
    public const int Most = 10_000;
}

/// <summary>Refusal by a person who was asked, with their reason.</summary>
public sealed record HelpRefused(By By, Sealed? Reason, DateTimeOffset At);

public abstract record HelpCommand : IncidentCommand;

/// <summary>Asks for help in a community. A request for help does not count as attention to the incident
/// (<see cref="Attention"/>).</summary>
/// <param name="Task">Task whose levels are alerted in this order; the time of each level is the county's
/// (<see cref="Deadlines.HelpTaken"/>).</param>
public sealed record AskHelp(string Community, PlannedTask Task, HelpAsked Help, By By, DateTimeOffset At) : HelpCommand;

/// <summary>不用了: withdraws the request, by its asker.</summary>
public sealed record WithdrawHelp(TaskId Task, By By, DateTimeOffset At) : HelpCommand;

public static class HelpRules
{
    public static Decision Decide(Incident state, HelpCommand command) =>
        command switch
        {
            AskHelp c when state.Tasks.ContainsKey(c.Task.Id) => Nothing,
            AskHelp { Help.Count: < 1 or > HelpAsked.Most } c => Reject(IncidentTask.BadCount, $"{c.Help.Count}"),
            AskHelp c => TaskRules.Opened(
                c.Task with
                {
                    Help = c.Help,
                    AllowSeconds = c.InForce.Seconds(Deadlines.HelpTaken, c.Community),
                },
                c.Community,
                null,
                c.By,
                c.At
            ),
            WithdrawHelp c when !state.Tasks.TryGetValue(c.Task, out var task) || task.Help is null => Reject(
                IncidentTask.Unknown,
                c.Task.ToString()
            ),
            WithdrawHelp c when state.Tasks[c.Task].Help!.By.Account != c.By.Account => Reject(IncidentTask.NotAsker),
            WithdrawHelp c => state.Tasks[c.Task].State is TaskState.Done or TaskState.Cancelled
                ? Nothing
                : new TaskCancelled(c.Task, null, c.By, c.At),
            _ => throw new Unforeseen(command),
        };
}
