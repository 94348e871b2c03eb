using Emergency.Domain.Plans;
using static Emergency.Domain.Decision;
using static Emergency.Domain.Incidents.IncidentTask;

namespace Emergency.Domain.Incidents;

public static class TaskRules
{
    public static Decision Decide(Incident state, TaskCommand command) =>
        command switch
        {
            ActivateCard c when state.Cards.FirstOrDefault(a => Is(a, c.Card.Community, c.Card.Card)) is { } active => Reject(
                CardActive,
                active.Card,
                Instant(active.At)
            ),
            ActivateCard c => Of(
                c.Tasks.Where(t => !state.Tasks.ContainsKey(t.Id))
                    .SelectMany(t => Opening(state, t, c.Card.Community, c.Card.Card, c.By, c.At))
                    .Prepend(new CardActivated(c.Card, c.By, c.At, c.Elsewhere > 0 ? c.Elsewhere : null))
            ),
            EndCard c => state.Cards.Any(active => Is(active, c.Community, c.Card))
                ? Of(
                    Left(state, c.Community, c.Card)
                        .Select(task => (Event)new TaskCancelled(task.Id, null, c.By, c.At))
                        .Append(new CardEnded(c.Community, c.Card, c.By, c.At))
                )
                : Nothing,
            AssignTask c => state.Tasks.ContainsKey(c.Task.Id)
                ? Nothing
                : Of(Opening(state, c.Task, c.Community, null, c.By, c.At).Concat(Attention.Given(state, c.At))),
            TakeTask c => On(state, c.Task, t => Take(t, c)),
            NoticeTask c => On(state, c.Task, t => Notice(t, c)),
            ArriveAtTask c => On(state, c.Task, t => Arrive(t, c)),
            FinishTask c => On(state, c.Task, t => Finish(t, c)),
            DeclineTask c => On(state, c.Task, t => Decline(t, c)),
            HandOnTask c => On(state, c.Task, t => HandOn(t, c)),
            AnswerTask c => On(state, c.Task, t => IsOver(t) ? Nothing : new TaskDone(t.Id, c.By, c.At, c.Fact)),
            CancelTask c => On(
                state,
                c.Task,
                t =>
                    t.State switch
                    {
                        TaskState.Cancelled => Nothing,
                        TaskState.Done => Reject(Over),
                        _ => new TaskCancelled(t.Id, c.Reason, c.By, c.At),
                    }
            ),
            _ => throw new Unforeseen(command),
        };

    private static bool Is(ActivatedCard active, string community, string card) => active.Community == community && active.Card == card;

    // Tasks for doors added later have the card's step, not its name.
    private static IEnumerable<IncidentTask> Left(Incident state, string community, string card)
    {
        var here = state.Tasks.Values.Where(task => task.Community == community).ToList();
        var steps = here.Where(task => task.Card == card).Select(task => task.Step).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return here.Where(task =>
            !IsOver(task) && (task.Card == card || (task.Card is null && task.Step is { } step && steps.Contains(step)))
        );
    }

    private static Decision On(Incident state, TaskId id, Func<IncidentTask, Decision> decide) =>
        state.Tasks.TryGetValue(id, out var task) ? decide(task) : Reject(IncidentTask.Unknown, id.ToString());

    internal static TaskOpened Opened(PlannedTask planned, string community, string? card, By by, DateTimeOffset at)
    {
        var lay = planned.Class == TaskClass.Professional ? planned with { Levels = [] } : planned;
        var clock = lay.AllowSeconds > 0 && (lay.Class == TaskClass.Life || (lay.Class == TaskClass.Wait && lay.Levels.Count > 1));
        return new(lay.Id, community, card, lay, clock ? at.AddSeconds(lay.AllowSeconds) : null, by, at);
    }

    // A task whose fact is known already is asked of nobody: it is opened as done.
    private static IEnumerable<Event> Opening(Incident state, PlannedTask planned, string community, string? card, By by, DateTimeOffset at)
    {
        var opened = Opened(planned, community, card, by, at);
        yield return opened;
        if (
            TaskFacts.Of(planned.Class, planned.Text, planned.Doors.Count).FirstOrDefault(asked => TaskFacts.Known(state, asked)) is
            { } known
        )
            yield return new TaskDone(planned.Id, TaskFacts.Knower, at, known.Fact);
    }

    private static Decision Take(IncidentTask task, TakeTask c) =>
        IsOver(task) ? Reject(Over)
        : task.Class == TaskClass.Professional ? Reject(Professional)
        : Holds(task, c.By) ? Nothing
        : task.Holder is { } holder ? Reject(Taken, holder.Account.Key, Instant(task.TakenAt ?? task.OpenedAt))
        : c.Watching || IsAlerted(task, c.By) ? new TaskTaken(task.Id, c.By, c.At)
        : Reject(NotAlerted);

    // Only alerted members count: a watching account that opens the task does not.
    private static Decision Notice(IncidentTask task, NoticeTask c) =>
        IsOver(task) || !IsAlerted(task, c.By) || task.NoticedBy.Contains(c.By.Member!.Value)
            ? Nothing
            : new TaskNoticed(task.Id, c.By, c.At);

    private static Decision Arrive(IncidentTask task, ArriveAtTask c) =>
        IsOver(task) ? Reject(Over)
        : task.Class == TaskClass.Professional ? Reject(Professional)
        : task.Holder is null ? Reject(NotTaken)
        : !Holds(task, c.By) ? Reject(NotYours)
        : task.State == TaskState.Arrived ? Nothing
        : new TaskArrived(task.Id, c.By, c.At);

    private static Decision Finish(IncidentTask task, FinishTask c) =>
        task.State == TaskState.Done && (c.Watching || Holds(task, c.By)) ? Nothing
        : IsOver(task) ? Reject(Over)
        : c.Watching || Holds(task, c.By) ? new TaskDone(task.Id, c.By, c.At)
        : Reject(
            task.Class == TaskClass.Professional ? Professional
            : task.Holder is null ? NotTaken
            : NotYours
        );

    private static Decision Decline(IncidentTask task, DeclineTask c) =>
        IsOver(task) ? Reject(Over)
        : task.Class == TaskClass.Professional ? Reject(Professional)
        : Holds(task, c.By) ? Declined(task, c, upward: task.Class == TaskClass.Wait)
        : task.Declined.Any(by => by.Account == c.By.Account) ? Nothing
        : !IsAlerted(task, c.By) && !(c.Watching && task.Help is not null) ? Reject(NotAlerted)
        : task.Holder is not null ? Nothing // somebody has it: nothing is asked of anybody else
        : Declined(
            task,
            c,
            upward: task.Class == TaskClass.Wait
                && task.Levels.ElementAtOrDefault(task.Level)?.Members is { } asked
                && (asked.Count == 0 ? c.Watching : asked.All(m => m == c.By.Member || task.Declined.Any(by => by.Member == m)))
        );

    private static TaskDeclined Declined(IncidentTask task, DeclineTask c, bool upward)
    {
        var level = upward ? Math.Min(task.Level + 1, Math.Max(0, task.Levels.Count - 1)) : task.Level;
        var due = Holds(task, c.By) || level != task.Level ? Due(task, level, c.At) : task.Due;
        return new(task.Id, c.Reason, level, due, c.By, c.At);
    }

    private static Decision HandOn(IncidentTask task, HandOnTask c) =>
        IsOver(task) ? Reject(Over)
        : task.Class == TaskClass.Professional ? Reject(Professional)
        : task.Holder is null ? (task.Levels.ElementAtOrDefault(task.Level) == HandedOn(c.To) ? Nothing : Reject(NotTaken))
        : !c.ForHolder && !Holds(task, c.By) ? Reject(NotYours)
        : task.Holder.Member == c.To ? Nothing
        : new TaskHandedOn(
            task.Id,
            c.To,
            task.AllowSeconds > 0 && (task.Class == TaskClass.Life || task.Levels.Count > 0) ? c.At.AddSeconds(task.AllowSeconds) : null,
            c.By,
            c.At
        );

    /// <summary>Returns the events for tasks that are late. A task goes one step at a time: the people alerted next have the whole time
    /// too.</summary>
    internal static IEnumerable<Event> Late(Incident state, DateTimeOffset at) =>
        state
            .Tasks.Values.Where(t => t.Due <= at)
            .OrderBy(t => t.Due)
            .ThenBy(t => t.Id.Value)
            .Select(t =>
                t.Class == TaskClass.Life
                    ? (Event)new TaskReminded(t.Id, t.Reminders + 1, Due(t, t.Level, at), at)
                    : new TaskEscalated(t.Id, t.Level + 1, Due(t, t.Level + 1, at), at)
            );

    // A life-safety task is repeated until somebody takes it; one that can wait stops at the street office.
    private static DateTimeOffset? Due(IncidentTask task, int level, DateTimeOffset at) =>
        task.AllowSeconds > 0 && (task.Class == TaskClass.Life || level < task.Levels.Count - 1) ? at.AddSeconds(task.AllowSeconds) : null;

    private static bool IsOver(IncidentTask task) => task.State is TaskState.Done or TaskState.Cancelled;

    private static bool Holds(IncidentTask task, By by) => task.Holder?.Account == by.Account;

    /// <summary>Tells whether this person was alerted to the task: for a life-safety task everybody concerned, for one that can wait
    /// everybody it has reached so far.</summary>
    public static bool IsAlerted(IncidentTask task, By by) => by.Member is { } member && Alerted(task).Contains(member);

    /// <summary>Returns everybody whom the task has alerted, no matter who holds it now.</summary>
    public static IEnumerable<MemberId> Alerted(IncidentTask task) =>
        task.Levels.Take(task.Class == TaskClass.Life ? task.Levels.Count : task.Level + 1).SelectMany(l => l.Members).Distinct();

    /// <summary>Counts the alerted members who have been shown it.</summary>
    public static int Noticed(IncidentTask task) => Alerted(task).Intersect(task.NoticedBy).Count();

    public static Incident Evolve(Incident state, TaskEvent happened) =>
        happened switch
        {
            CardActivated e => state with { Cards = state.Cards.Add(e.Card), Starter = state.Cards.Count == 0 ? e.By : state.Starter },
            CardEnded e => state with { Cards = ListOf.From(state.Cards.Where(active => !Is(active, e.Community, e.Card))) },
            TaskOpened e => state with { Tasks = state.Tasks.SetItem(e.Task, New(e)) },
            TaskTaken e => With(
                state,
                e.Task,
                t => t with { State = TaskState.Taken, Holder = e.By, TakenAt = e.At, Due = null, Declined = [] }
            ),
            TaskNoticed { By.Member: { } member } e => With(state, e.Task, t => t with { NoticedBy = t.NoticedBy.Add(member) }),
            TaskNoticed => state, // names no member: no command makes it
            TaskArrived e => With(state, e.Task, t => t with { State = TaskState.Arrived }),
            TaskDone e => With(state, e.Task, t => t with { State = TaskState.Done, Due = null }),
            TaskDeclined e => With(
                state,
                e.Task,
                t =>
                    t with
                    {
                        State = TaskState.Open,
                        Holder = null,
                        TakenAt = null,
                        Level = e.Level,
                        Due = e.Due,
                        Declined = t.Declined.Add(e.By),
                        Refused = t.Help is null ? t.Refused : t.Refused.Add(new(e.By, e.Reason, e.At)),
                    }
            ),
            TaskHandedOn e => With(state, e.Task, t => HandedOver(t, e)),
            TaskCancelled e => With(state, e.Task, t => t with { State = TaskState.Cancelled, Due = null }),
            TaskReminded e => With(state, e.Task, t => t with { Reminders = e.Count, Due = e.Due }),
            TaskEscalated e => With(state, e.Task, t => t with { Level = e.Level, Due = e.Due }),
            _ => throw new Unforeseen(happened),
        };

    private static Incident With(Incident state, TaskId id, Func<IncidentTask, IncidentTask> change) =>
        state.Tasks.TryGetValue(id, out var task) ? state with { Tasks = state.Tasks.SetItem(id, change(task)) } : state;

    private static IncidentTask New(TaskOpened e) =>
        new(
            e.Task,
            e.Community,
            e.Card,
            e.Planned.Step,
            e.Planned.Class,
            e.Planned.Text,
            e.Planned.OwnText,
            e.Planned.Professionals,
            e.Planned.Doors,
            e.Planned.Levels,
            0,
            TaskState.Open,
            null,
            e.Planned.AllowSeconds,
            e.Due,
            0,
            e.At
        )
        {
            Needs = e.Planned.Supplies ?? [],
            Help = e.Planned.Help,
        };

    private static Level HandedOn(MemberId to) => new(Level.HandedOn, [to]);

    // A task handed on at the last step returns to that step if the new person does not take it.
    private static IncidentTask HandedOver(IncidentTask task, TaskHandedOn e)
    {
        var at = Math.Min(task.Level + 1, task.Levels.Count);
        var back = at == task.Levels.Count ? task.Levels.Skip(task.Level).Take(1) : [];
        return task with
        {
            State = TaskState.Open,
            Holder = null,
            TakenAt = null,
            Level = at,
            Levels = ListOf.From(task.Levels.Take(at).Append(HandedOn(e.To)).Concat(back).Concat(task.Levels.Skip(at))),
            Due = e.Due,
        };
    }
}
