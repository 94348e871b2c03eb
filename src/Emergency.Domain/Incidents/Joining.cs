using static Emergency.Domain.Decision;

namespace Emergency.Domain.Incidents;

/// <summary>Which incident this one was joined to, and the stage it had before.</summary>
public sealed record JoinedTo(IncidentId Main, IncidentStage Before);

public abstract record JoinCommand : IncidentCommand;

/// <summary>并入: this incident is the same as another. Refused where work has begun here: then the other one is joined to this.</summary>
/// <param name="Begun">Hand-overs, orders, responses and care cases that hang on it, as read at <paramref name="Position"/>.</param>
public sealed record JoinIncident(IncidentId Main, int Begun, long Position, By By, DateTimeOffset At) : JoinCommand;

/// <summary>拆开: it stands for itself again, as it was.</summary>
public sealed record SplitIncident(By By, DateTimeOffset At) : JoinCommand;

/// <summary>For the main one: what the joined one was told hangs on it from now on, whole each time.</summary>
public sealed record TakeInIncident(IncidentId Other, Priority Priority, ListOf<Report> Reports, By By, DateTimeOffset At) : JoinCommand;

public sealed record GiveBackIncident(IncidentId Other, By By, DateTimeOffset At) : JoinCommand;

public abstract record JoinEvent : IncidentEvent;

[Stored("incident.joined.v1")]
public sealed record IncidentJoined(IncidentId Main, long Position, By By, DateTimeOffset At) : JoinEvent, ISetsDue
{
    public string DueOf => Attention.Of;
    public DateTimeOffset? Due => null;
}

[Stored("incident.split.v1")]
public sealed record IncidentSplit(IncidentId Main, By By, DateTimeOffset At) : JoinEvent;

/// <param name="Priority">Set only where it raises the incident's.</param>
/// <param name="Reports">Those that are new or were taken back since.</param>
[Stored("incident.taken-in.v1")]
public sealed record IncidentTakenIn(IncidentId Other, Priority? Priority, ListOf<Report> Reports, By By, DateTimeOffset At) : JoinEvent;

[Stored("incident.given-back.v1")]
public sealed record IncidentGivenBack(IncidentId Other, By By, DateTimeOffset At) : JoinEvent;

/// <summary>Two calls about one fire. The joined one takes no work; what its hotline tells it goes on to the main one.</summary>
public static class JoinRules
{
    /// <summary>What a joined incident says to whoever acts in it; null where the act still makes sense.</summary>
    public static Decision? While(Incident state, IncidentCommand command) =>
        state.Stage != IncidentStage.Joined || command is ReportCommand or JoinIncident or SplitIncident or GiveBackIncident
            ? null
            : Reject(Incident.IsJoined);

    /// <summary>Whether anybody has begun anything here: then others are joined to it, not it to them.</summary>
    public static bool WorkBegun(Incident state) =>
        state.Impact is not null
        || state.Cards.Count > 0
        || state.TakenIn.Count > 0
        || state.Tasks.Values.Any(task => task.State != TaskState.Cancelled);

    public static Decision Decide(Incident state, JoinCommand command) =>
        command switch
        {
            JoinIncident c when state.Joined is { } joined => joined.Main == c.Main ? Nothing : Reject(Incident.IsJoined),
            JoinIncident c => c.Begun > 0 || WorkBegun(state)
                ? Reject(Incident.WorkBegun)
                : new IncidentJoined(c.Main, c.Position, c.By, c.At),
            SplitIncident c => state.Joined is { } joined ? new IncidentSplit(joined.Main, c.By, c.At) : Nothing,
            TakeInIncident c => TakeIn(state, c),
            GiveBackIncident c => state.TakenIn.ContainsKey(c.Other) ? new IncidentGivenBack(c.Other, c.By, c.At) : Nothing,
            _ => throw new Unforeseen(command),
        };

    private static Decision TakeIn(Incident state, TakeInIncident c)
    {
        var mine = state.TakenIn.GetValueOrDefault(c.Other);
        ListOf<Report> news =
        [
            .. Imported
                .News(c.Reports, report => report.Id, id => state.Reports.GetValueOrDefault(id))
                .Where(report => !state.Reports.ContainsKey(report.Id) || mine?.Contains(report.Id) == true),
        ];
        var raised = c.Priority < state.Priority;
        return mine is not null && news.Count == 0 && !raised
            ? Nothing
            : new IncidentTakenIn(c.Other, raised ? c.Priority : null, news, c.By, c.At);
    }

    public static Incident Evolve(Incident state, JoinEvent happened) =>
        happened switch
        {
            IncidentJoined e => state with { Stage = IncidentStage.Joined, Joined = new(e.Main, state.Joined?.Before ?? state.Stage) },
            IncidentSplit => state with { Stage = state.Joined?.Before ?? state.Stage, Joined = null },
            IncidentTakenIn e => state with
            {
                Priority = e.Priority ?? state.Priority,
                Reports = state.Reports.SetItems(e.Reports.Select(report => KeyValuePair.Create(report.Id, report))),
                TakenIn = state.TakenIn.SetItem(
                    e.Other,
                    [.. state.TakenIn.GetValueOrDefault(e.Other, []).Union(e.Reports.Select(report => report.Id))]
                ),
            },
            IncidentGivenBack e => state with
            {
                Reports = state.Reports.RemoveRange(state.TakenIn.GetValueOrDefault(e.Other, [])),
                TakenIn = state.TakenIn.Remove(e.Other),
            },
            _ => throw new Unforeseen(happened),
        };
}
