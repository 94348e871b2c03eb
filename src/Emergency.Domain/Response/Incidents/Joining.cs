using static Emergency.Domain.Decision;

namespace Emergency.Domain.Incidents;

/// <summary>Incident that this one was joined to, with the stage it had before.</summary>
public sealed record JoinedTo(IncidentId Main, IncidentStage Before);

public abstract record JoinCommand : IncidentCommand;

/// <summary>并入: joins this incident to another one about the same event. Refused where work has begun here: then the other one is joined to
/// this.</summary>
/// <param name="Begun">Number of handovers, orders, responses and care cases that belong to it, as of <paramref name="Position"/>.</param>
public sealed record JoinIncident(IncidentId Main, int Begun, long Position, By By, DateTimeOffset At) : JoinCommand;

/// <summary>拆开: makes it an incident of its own again, as it was.</summary>
public sealed record SplitIncident(By By, DateTimeOffset At) : JoinCommand;

/// <summary>Adds the reports of the joined incident to the main one, all of them each time.</summary>
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
/// <param name="Reports">Reports that are new or were withdrawn since.</param>
[Stored("incident.taken-in.v1")]
public sealed record IncidentTakenIn(IncidentId Other, Priority? Priority, ListOf<Report> Reports, By By, DateTimeOffset At) : JoinEvent;

[Stored("incident.given-back.v1")]
public sealed record IncidentGivenBack(IncidentId Other, By By, DateTimeOffset At) : JoinEvent;

/// <summary>Rules for two calls about one event. The joined incident takes no work; its hotline's later reports go on to the main
/// one.</summary>
public static class JoinRules
{
    /// <summary>Returns the answer to a command on a joined incident; null where the command still makes sense.</summary>
    public static Decision? While(Incident state, IncidentCommand command) =>
        state.Stage != IncidentStage.Joined || command is ReportCommand or JoinIncident or SplitIncident or GiveBackIncident
            ? null
            : Reject(Incident.IsJoined);

    /// <summary>Tells whether anybody has begun any work here: then others are joined to it, not it to them.</summary>
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
