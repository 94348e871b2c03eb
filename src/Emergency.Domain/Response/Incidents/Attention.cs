namespace Emergency.Domain.Incidents;

/// <summary>没人处置: some minutes (<see cref="Deadlines.Unattended"/>) after a life-safety incident was opened nobody has drawn its area,
/// activated a card, given a task or ended it. Everybody above its community is shown this from then on; recorded once.</summary>
[Stored("incident.unattended.v1")]
public sealed record IncidentUnattended(DateTimeOffset At) : IncidentEvent, ISetsDue
{
    public string DueOf => Attention.Of;
    public DateTimeOffset? Due => null;
}

/// <summary>有人处置: a task outside any card was given, so somebody is in charge of the incident.</summary>
[Stored("incident.attended.v1")]
public sealed record IncidentAttended(DateTimeOffset At) : IncidentEvent, ISetsDue
{
    public string DueOf => Attention.Of;
    public DateTimeOffset? Due => null;
}

/// <summary>Rules that make sure somebody is in charge of an incident (应对法 77: 先期处置 at once).</summary>
public static class Attention
{
    public const string Of = "attention";

    /// <param name="own">Minutes stored in the event because the county has set its own; null: the table's.</param>
    internal static DateTimeOffset? Due(Priority priority, DateTimeOffset opened, int? own)
    {
        var patience = Deadlines.Unattended.Span(Math.Max(0, own ?? Deadlines.Unattended.Usual));
        return priority == Priority.Life && opened <= DateTimeOffset.MaxValue - patience ? opened + patience : null;
    }

    // Incidents of earlier versions still wait for attention although they have tasks; those are recorded as attended.
    internal static IEnumerable<Event> Late(Incident state, DateTimeOffset at) =>
        state.AttentionDue > at || state.AttentionDue is null ? []
        : state.Tasks.Values.All(task => task.Help is not null) ? [new IncidentUnattended(at)]
        : [new IncidentAttended(at)];

    internal static IEnumerable<Event> Given(Incident state, DateTimeOffset at) =>
        state.AttentionDue is not null || state.Unattended ? [new IncidentAttended(at)] : [];
}
