namespace Emergency.Domain.Incidents;

/// <summary>没人处置: some minutes (<see cref="Deadlines.Unattended"/>) after a life-safety incident was opened nobody has drawn its area, activated a card, given a task or ended it. Everybody above its community sees it from then on; said once.</summary>
[Stored("incident.unattended.v1")]
public sealed record IncidentUnattended(DateTimeOffset At) : IncidentEvent, ISetsDue
{
    public string DueOf => Attention.Of;
    public DateTimeOffset? Due => null;
}

/// <summary>有人处置: a task was given that no card asked for, so somebody looks after the incident.</summary>
[Stored("incident.attended.v1")]
public sealed record IncidentAttended(DateTimeOffset At) : IncidentEvent, ISetsDue
{
    public string DueOf => Attention.Of;
    public DateTimeOffset? Due => null;
}

/// <summary>That somebody looks after an incident (应对法 77: 先期处置 at once).</summary>
public static class Attention
{
    public const string Of = "attention";

    /// <param name="own">The minutes that stand in the event because the county has set its own; null: the table's.</param>
    internal static DateTimeOffset? Due(Priority priority, DateTimeOffset opened, int? own)
    {
        var patience = Deadlines.Unattended.Span(Math.Max(0, own ?? Deadlines.Unattended.Usual));
        return priority == Priority.Life && opened <= DateTimeOffset.MaxValue - patience ? opened + patience : null;
    }

    // Incidents that an earlier version gave a task are waited for too, though somebody has long been on them.
    internal static IEnumerable<Event> Late(Incident state, DateTimeOffset at) =>
        state.AttentionDue > at || state.AttentionDue is null ? []
        : state.Tasks.Values.All(task => task.Help is not null) ? [new IncidentUnattended(at)]
        : [new IncidentAttended(at)];

    internal static IEnumerable<Event> Given(Incident state, DateTimeOffset at) =>
        state.AttentionDue is not null || state.Unattended ? [new IncidentAttended(at)] : [];
}
